"""Pictures of the text pages: told by their bytes, shown with their size, and every fault of one has its place."""

from __future__ import annotations

import struct
import zlib
from base64 import b64decode
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.build import Options
from mapgen.pictures import Measured, measured, shown
from tests.conftest import Project
from tests.content_checks import told

Make = Callable[..., Project]


def png(width: int = 3, height: int = 2, *chunks: tuple[bytes, bytes]) -> bytes:
    """Return a white picture, with other chunks in it."""
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(height)), 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", rows), (b"IEND", b"")]
    checked = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(checked)


# Red pictures of 3 × 2 that libwebp wrote: without loss, with loss, with Exif.
LOSSLESS = b64decode("UklGRh4AAABXRUJQVlA4TBEAAAAvAkAAAAdQhSJXof+BiOh/AAA=")
LOSSY = b64decode("UklGRjAAAABXRUJQVlA4ICQAAABwAQCdASoDAAIADMDOJaACdAFAAAD+4LkIw1uvxQ5s7gVAAAA=")
NOTED = b64decode(
    "UklGRnAAAABXRUJQVlA4WAoAAAAIAAAAAgAAAQAAVlA4IDAAAADQAQCdASoDAAIAAUAmJaACdLoB+AADsAD+9hNf/izkYjs83/4E78Cd+BO/8AAA"
    "AABFWElGGgAAAE1NACoAAAAIAAEBDgACAAAAAngAAAAAAAAA"
)
SEGMENT = b"\xff\xe1\0\x08Exif\0\0"
# The segments of a JPEG that matter here: start, frame of 3 × 2, scan.
FRAME = b"\xff\xc0\0\x0b\x08\0\x02\0\x03\x01\x01\x11\0"
SCAN = b"\xff\xda\0\x08\x01\x01\0\0\x3f\0\0\xff\xd9"
JPEG = b"\xff\xd8\xff\xdb\0\x03\0" + FRAME + SCAN


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (png(), Measured(".png", 3, 2)),
        (png(640, 400), Measured(".png", 640, 400)),
        (png(3, 2, (b"eXIf", b"MM")), Measured(".png", 3, 2, noted=True)),
        (png(3, 2, (b"iTXt", b"XML:com.adobe.xmp\0")), Measured(".png", 3, 2, noted=True)),
        (LOSSLESS, Measured(".webp", 3, 2)),
        (LOSSY, Measured(".webp", 3, 2)),
        (NOTED, Measured(".webp", 3, 2, noted=True)),
        (JPEG, Measured(".jpg", 3, 2)),
        (JPEG.replace(FRAME, SEGMENT + FRAME), Measured(".jpg", 3, 2, noted=True)),
        (JPEG.replace(SCAN, SEGMENT + SCAN), Measured(".jpg", 3, 2, noted=True)),
        (png()[:-1], None),
        (png(0, 2), None),
        (LOSSY[:-1], None),
        (JPEG.replace(SCAN, b""), None),
        (b"GIF89a", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"", None),
    ],
)
def test_the_bytes_tell_kind_and_size(content: bytes, found: Measured | None) -> None:
    assert measured(content) == found


@given(st.sampled_from([png(), LOSSLESS, LOSSY, NOTED, JPEG]), st.integers(0, 80), st.binary(max_size=12))
def test_broken_bytes_are_measured_or_refused(content: bytes, at: int, other: bytes) -> None:
    found = measured(content[:at] + other + content[at + len(other) :])
    assert found is None or (found.width > 0 and found.height > 0)


def test_a_text_shows_pictures_but_not_those_it_quotes() -> None:
    text = "1. ![あ](/pictures/a.png) ![い](</pictures/b.png>)\n\n    `![う](/pictures/c.png)`と書く ![](x)"
    assert [(each.words, each.name, each.line, each.column) for each in shown(text)] == [
        ("あ", "a.png", 1, 4),
        ("い", "b.png", 1, 26),
        ("", None, 3, 32),
    ]


def about(body: str) -> str:
    return f"---\ntitle: この地図について\n---\n{body}\n"


PAGE = "content/pages/about.md"


def test_every_fault_of_a_picture_is_told_with_its_place(project: Make) -> None:
    made = project(
        {
            "content/pictures/mihon-a.png": LOSSY,
            "content/pictures/mihon-b.jpg": b"GIF89a",
            "content/pictures/mihon-c.png": png(4097, 1),
            "content/pictures/mihon-d.webp": NOTED,
            "content/pictures/mihon-e.png": png() + b"\0" * 300 * 1024,
            "content/pictures/Mihon.png": png(),
            "content/pictures/mihon.svg": "<svg/>",
            "content/pictures/mihon-f.png": png(),
            PAGE: about(
                "みほん\n\n![](/pictures/mihon-f.png)\n![絵](/pictures/mihon-g.png) ![絵](https://example.org/a.png)"
            ),
        }
    )
    assert made.check() == (
        "content/pages/about.md:6:1: error: 絵「/pictures/mihon-f.png」に、ことばの説明がありません"
        " [picture-without-words]\n"
        "    → ![ ] の中に、絵が見えない人にも分かる説明を書きます\n"
        "content/pages/about.md:7:1: error: 「mihon-g.png」という絵は content/pictures にありません [no-such-picture]\n"
        "    → 「mihon-f.png」ではありませんか?\n"
        "content/pages/about.md:7:29: error: 「https://example.org/a.png」の絵は見せられません。この地図の中の絵だけを使います"
        " [picture-elsewhere]\n"
        "    → 絵を content/pictures に置いて、![説明](/pictures/名前.png) と書きます\n"
        "content/pictures/Mihon.png: error: ファイル名「Mihon」に使えるのは、"
        "半角の小文字 a-z、数字、ハイフンで64字までです [bad-file-name]\n"
        "    → 例: mihon-shokudo.yaml\n"
        "content/pictures/mihon-a.png: error: 中身は WebP の絵です。名前の終わりが合っていません [picture-other-kind]\n"
        "    → 名前の終わりを .webp に直します(文章の中の名前もいっしょに)\n"
        "content/pictures/mihon-b.jpg: error: PNG、WebP、JPEG の絵として読めません [picture-unreadable]\n"
        "    → 絵を作ったソフトで、PNG か JPEG としてもう一度書き出します\n"
        "content/pictures/mihon-c.png: error: 絵が大きすぎます(横 4097、縦 1。どちらも 4096 まで) [picture-too-long]\n"
        "    → 横を 1,400 くらいに小さくします\n"
        "content/pictures/mihon-d.webp: error: 絵の中に、撮った場所や日時などの記録(Exif など)が入っています"
        " [picture-with-notes]\n"
        "    → 画像ソフトで、記録(メタデータ)を消して書き出します\n"
        "content/pictures/mihon-e.png: error: 絵のファイルが大きすぎます(300 KB。200 KB まで) [picture-too-large]\n"
        "    → 絵を小さくするか、WebP や JPEG で書き出します\n"
        "content/pictures/mihon.svg: error: このファイルは読まれません(名前が .png .webp .jpg で終わっていません)"
        " [stray-file]\n"
        "    → 名前の終わりを .png .webp .jpg に直すか、ほかの場所へ移します\n"
    )


def test_a_picture_is_published_and_shown_and_one_that_no_page_shows_is_named_by_a_check(project: Make) -> None:
    body = "![みほんの絵](/pictures/mihon.png)"
    made = project(
        {"content/pictures/mihon.png": png(64, 40), PAGE: about(body), "content/pictures/mihon-2.png": png()}
    )
    built = made.build(Options("https://chizu.example.jp/map/"))
    assert [problem.text() for problem in built.problems] == []
    assert built.artifacts["pictures/mihon.png"].content == png(64, 40)
    img = '<img alt="みほんの絵" src="../pictures/mihon.png" width="64" height="40" loading="lazy">'
    assert img in built.artifacts["about/index.html"].content.decode()
    assert told(made, today=date(2026, 4, 2)) == (
        "content/pictures/mihon-2.png: warning: 絵「mihon-2.png」は、どのページにも出ていません [picture-unused]\n"
        "    → 使わないなら、ファイルを消します\n"
    )
    assert told(made) == ""


def test_the_text_of_an_organisation_shows_no_picture(project: Make) -> None:
    org = (
        "name: みほんB\nsummary: ためし。\ndescription: みほん ![絵](/pictures/mihon.png)\n"
        "categories: [children]\nforms: [ibasho]\nserves: [mihon]\n"
    )
    files = {"content/pictures/mihon.png": png(), PAGE: about("![絵](/pictures/mihon.png)")}
    made = project(files | {"content/orgs/mihon-b.yaml": org})
    assert "pictures/" not in made.build().artifacts["orgs/mihon-b/index.html"].content.decode()
