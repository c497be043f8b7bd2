"""Files that are no maps, broken maps and attacks, each with the code and the line of its refusal."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable

from tests.mymaps_files import DECLARATION, OPEN, ORDINARY, kml, kmz, placemark

Hostile = tuple[bytes | Callable[[], bytes], str, int]
HEAD = f"{DECLARATION}{OPEN}\n<Document>\n".encode()
MEGABYTE = 1024 * 1024
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' for n in range(1, 10))


def named(name: bytes) -> bytes:
    """Return a map with this name, as written, on line 12."""
    return ORDINARY.replace("みほん食堂".encode(), name)


def doctyped(doctype: str, before: str = "") -> bytes:
    return f"{DECLARATION}{before}{doctype}{OPEN}<name>&x;&l9;</name></kml>".encode()


def patched(packed: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """Return a zip with some bytes of its first record of a kind replaced."""
    at = packed.index(signature) + offset
    return packed[:at] + value + packed[at + len(value) :]


def sized(packed: bytes, size: int, compressed: int | None = None) -> bytes:
    """Return a zip whose directory says another size than the truth."""
    made = patched(packed, b"PK\x01\x02", 24, struct.pack("<I", size))
    return made if compressed is None else patched(made, b"PK\x01\x02", 20, struct.pack("<I", compressed))


def directory_of(members: int) -> bytes:
    """Return a zip with this many members that share one entry: a megabyte of directory, no data."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(entry) * members, 4, 0)
    return b"PK\x03\x04" + entry * members + end


def sixty_four(size: int) -> bytes:
    """Return a zip whose ZIP64 record says how large its directory is."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, size, 4)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 4, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0, 0xFFFFFFFF, 0)
    return b"PK\x03\x04" + record + locator + end


def overlapping() -> bytes:
    """Return a zip with two members of one and the same data."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("doc.kml", ORDINARY)
        archive.filelist.append(archive.filelist[0])
    return packed.getvalue()


ZIPS: dict[str, Hostile] = {
    "zip bomb": (lambda: kmz({"doc.kml": HEAD + b" " * (49 * MEGABYTE)}), "import-zip-bomb", 0),
    "zip of 51 MB": (lambda: sized(kmz({"doc.kml": ORDINARY}), 51 * MEGABYTE), "mymaps-too-large", 0),
    "zip that hides its growth": (
        lambda: sized(kmz({"doc.kml": HEAD + b" " * 49 * MEGABYTE}), 49 * MEGABYTE, 40 * MEGABYTE),
        "import-zip-broken", 0,
    ),
    "zip that says less than it holds": (sized(kmz({"doc.kml": ORDINARY}), 100), "import-zip-broken", 0),
    "zip with a password": (patched(kmz({"doc.kml": ORDINARY}), b"PK\x01\x02", 8, b"\1"), "import-zip-closed", 0),
    "zip of another method": (kmz({"doc.kml": ORDINARY}, zipfile.ZIP_LZMA), "import-zip-closed", 0),
    "zip with a wrong byte": (
        kmz({"doc.kml": ORDINARY}, zipfile.ZIP_STORED).replace(b"139.4", b"139.5"), "import-zip-broken", 0,
    ),
    "zip cut off": (kmz({"doc.kml": ORDINARY})[:-30], "import-zip-broken", 0),
    "zip of four bytes": (b"PK\x03\x04", "import-zip-broken", 0),
    "zip of nothing": (kmz({}), "mymaps-no-kml", 0),
    "zip of a spreadsheet": (kmz({"xl/workbook.xml": b"<a/>", "[Content_Types].xml": b"<a/>"}), "mymaps-no-kml", 0),
    "zip in a zip": (kmz({"doc.kmz": kmz({"doc.kml": ORDINARY})}), "mymaps-no-kml", 0),
    "zip of 1,001 members": (kmz({f"{n}.kml": b"" for n in range(1_001)}), "import-zip-members", 0),
    "zip of a million members": (lambda: directory_of(1_000_000), "import-zip-members", 0),
    "zip64 with a directory of 4 TB": (sixty_four(4 << 40), "import-zip-members", 0),
    "zip with overlapping members": (overlapping(), "import-zip-broken", 0),
}  # fmt: skip

NOT_KML: dict[str, Hostile] = {
    "empty": (b"", "mymaps-empty", 0),
    "blank": (b"\n \r\n", "mymaps-empty", 0),
    "a mark and nothing else": (b"\xef\xbb\xbf", "mymaps-empty", 0),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "mymaps-not-kml", 1),
    "a table": ("name,lat,lon\nみほん,35.4,139.4\n".encode(), "mymaps-not-kml", 1),
    "json": (b'{"type": "FeatureCollection"}', "mymaps-not-kml", 1),
    "gzip": (b"\x1f\x8b\x08\0\0\0\0\0", "mymaps-not-kml", 1),
    "gpx": (b'<?xml version="1.0"?>\n<gpx><wpt lat="35" lon="139"/></gpx>', "mymaps-other-format", 2),
    "a page": (b"\n<!doctype html>\n<p>404<br>Not Found", "mymaps-web-page", 2),
    "a page of xml": (b"<html><body/></html>", "mymaps-other-format", 1),
    "bytes of nothing": (named(b"a\n\0"), "mymaps-not-kml", 13),
    "a thousand control characters": (lambda: named(b"\x0b" * 1_001), "mymaps-not-kml", 12),
    "nothing but control characters": (lambda: b"<\n" + b"\x0b" * 5 * MEGABYTE, "mymaps-not-kml", 2),
}
DOCTYPES: dict[str, Hostile] = {
    "doctype": (doctyped('<!DOCTYPE kml SYSTEM "kml.dtd">\n'), "mymaps-doctype", 2),
    "a billion laughs": (doctyped(f'<!DOCTYPE kml [\n<!ENTITY l0 "lol">\n{LAUGHS}]>'), "mymaps-doctype", 2),
    "one large entity": (doctyped(f'<!DOCTYPE kml [<!ENTITY x "{"x" * 50_000}">]>'), "mymaps-doctype", 2),
    "a file of the machine": (
        doctyped('<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<!--\n\n-->\n"), "mymaps-doctype", 5,
    ),
    "a parameter entity": (doctyped('<!DOCTYPE kml [<!ENTITY % a SYSTEM "http://x"> %a;]>'), "mymaps-doctype", 2),
    "doctype on two lines": (doctyped("\n<!DOCTYPE\n\nkml>"), "mymaps-doctype", 3),
    "doctype in utf-16": (doctyped("<!DOCTYPE kml []>").decode().encode("utf-16"), "mymaps-doctype", 2),
    "doctype behind a megabyte": (
        lambda: doctyped("<!DOCTYPE kml []>", f"<!--{'x' * MEGABYTE}--><?x {'y' * 1000}?>\n"), "mymaps-doctype", 3,
    ),
    "doctype after the root": (HEAD + b"<!DOCTYPE kml></Document></kml>", "mymaps-malformed", 4),
}  # fmt: skip
MALFORMED: dict[str, Hostile] = {
    "a reference of html": (named(b"a&nbsp;b"), "mymaps-entity", 12),
    "a reference to a control character": (named(b"a&#11;b"), "mymaps-entity", 12),
    "a reference to half a character": (named(b"&#xD800;"), "mymaps-entity", 12),
    "a bare ampersand": (named("みほん & 食堂".encode()), "mymaps-ampersand", 12),
    "an ampersand in a word": (named("x\nA&Bの家 です".encode()), "mymaps-ampersand", 13),
    "a bare less-than": (named(b"3 < 5"), "mymaps-malformed", 12),
    "an attribute without quotes": (named(b"<a b=c/>"), "mymaps-malformed", 12),
    "an attribute twice": (named(b'<a b="" b=""/>'), "mymaps-malformed", 12),
    "the end of a CDATA alone": (named(b"a]]>b"), "mymaps-malformed", 12),
    "a tag that does not fit": (ORDINARY.replace(b"</Placemark>", b"</Point>", 1), "mymaps-mismatched-tag", 26),
    "a tag left open": (ORDINARY.replace(b"</Folder>", b"", 1), "mymaps-mismatched-tag", 35),
    "two files in one": (ORDINARY + ORDINARY, "mymaps-malformed", 37),
    "text behind the end": (ORDINARY + b"x", "mymaps-malformed", 37),
    "cut off between tags": (ORDINARY[: ORDINARY.index(b"<Point>")], "mymaps-cut-off", 11),
    "cut off in a tag": (ORDINARY[: ORDINARY.index(b"<Point>") + 3], "mymaps-cut-off", 23),
    "cut off in a text": (ORDINARY[: ORDINARY.index("食堂</name>\n<desc".encode())], "mymaps-cut-off", 12),
    "cut off in a character": (ORDINARY[: ORDINARY.index("食堂</name>\n<desc".encode()) + 1], "mymaps-cut-off", 12),
    "cut off in a CDATA": (ORDINARY[: ORDINARY.index(b"<br>") + 4], "mymaps-cut-off", 13),
    "cut off in a comment": (named(b"<!-- x"), "mymaps-cut-off", 12),
}  # fmt: skip
ENDLESS: dict[str, Hostile] = {
    "too deep": (lambda: HEAD + b"<Folder>" * 1_000_000, "mymaps-too-deep", 4),
    "too deep in one placemark": (lambda: named(b"<a>" * 1_000_000), "mymaps-too-deep", 12),
    "too many elements": (lambda: HEAD + b"<a/>" * 310_000, "mymaps-too-many-elements", 4),
    "too many styles": (lambda: HEAD + b'<Style id="a"><a/></Style>' * 160_000, "mymaps-too-many-elements", 4),
    "too many cells": (
        lambda: HEAD + b"<Placemark>\n<ExtendedData>" + b"<Data/>" * 30_000, "mymaps-too-many-elements", 5,
    ),
    "too many placemarks": (lambda: kml(placemark() * 12_001), "mymaps-too-many-placemarks", 6 + 6 * 11_999),
    "a long text": (lambda: HEAD + b"\n<name>" + b"x" * 49 * MEGABYTE, "mymaps-long-text", 5),
    "a long tag": (lambda: HEAD + b"\n<name a='" + b"x" * 9 * MEGABYTE, "mymaps-long-tag", 5),
    "a thousand thousand attributes": (lambda: HEAD + b"<a " + b'b=""' * 900_000, "mymaps-malformed", 4),
    "a long comment": (lambda: HEAD + b"\n<!--" + b"-x" * 4 * MEGABYTE, "mymaps-long-tag", 5),
    "a text that nobody wants": (lambda: HEAD + b"<open>" + b"&amp;" * 900_000, "mymaps-cut-off", 4),
    "nothing but empty lines": (lambda: b"<kml>" + b"\n" * 9 * MEGABYTE, "mymaps-cut-off", 1),
    "nothing but blanks": (lambda: b" " * 9 * MEGABYTE + b"\nx", "mymaps-not-kml", 1),
    "comments that are not closed": (lambda: b"<!-- <!" * 900_000, "mymaps-malformed", 1),
    "a declaration that is not closed": (lambda: b"<?xml " + b" encoding" * 900_000, "mymaps-long-tag", 1),
    "51 MB": (lambda: ORDINARY + b" " * 51 * MEGABYTE, "mymaps-too-large", 0),
    "what becomes 51 MB": (
        lambda: b'<?xml version="1.0" encoding="Shift_JIS"?>' + b"\xb1" * 20 * MEGABYTE, "mymaps-too-large", 0,
    ),
}  # fmt: skip
ENCODINGS: dict[str, Hostile] = {
    "an unknown encoding": (ORDINARY.replace(b"UTF-8", b"MIHON-1"), "mymaps-unknown-encoding", 1),
    "utf-7": (b"\n" + ORDINARY.replace(b"UTF-8", b"UTF-7"), "mymaps-unknown-encoding", 2),
    "a codec of python": (ORDINARY.replace(b"UTF-8", b"unicode_escape"), "mymaps-unknown-encoding", 1),
    "shift_jis without a word": (ORDINARY.decode().encode("cp932"), "mymaps-wrong-encoding", 4),
    "euc-jp without a word": (ORDINARY.decode().encode("euc_jp"), "mymaps-wrong-encoding", 4),
    "iso-2022-jp without a word": (ORDINARY.decode().encode("iso2022_jp"), "mymaps-wrong-encoding", 4),
    "shift_jis on one line": (
        ORDINARY.decode().replace("\n", "").encode("cp932"), "mymaps-wrong-encoding", 1,
    ),
    "utf-8 with a wrong byte": (named("みほん食堂".encode() + b"\xff"), "mymaps-not-text", 12),
    "shift_jis with a wrong byte": (
        ORDINARY.replace(b"UTF-8", b"Shift_JIS").decode().encode("cp932").replace(b"046", b"\x81\x20"),
        "mymaps-not-text", 17,
    ),
    "utf-16 with half a character": (ORDINARY.decode().encode("utf-16")[:-1], "mymaps-cut-off", 36),
    "utf-16 with half a pair": (
        "<kml>\n\ud800".encode("utf-16", "surrogatepass") + "x</kml>".encode("utf-16-le"), "mymaps-not-text", 2,
    ),
}  # fmt: skip
HOSTILE = ZIPS | NOT_KML | DOCTYPES | MALFORMED | ENDLESS | ENCODINGS


def bytes_of(hostile: Hostile) -> bytes:
    """Return the file."""
    data = hostile[0]
    return data if isinstance(data, bytes) else data()
