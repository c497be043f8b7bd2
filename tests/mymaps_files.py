"""Maps as they come from outside: each a small invented file with one peculiarity that real files have."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
OPEN = '<kml xmlns="http://www.opengis.net/kml/2.2">'
PLACE = "<Point><coordinates>\n            139.4,35.4,0\n          </coordinates></Point>"


def data(columns: Mapping[str, str]) -> str:
    """Return an `ExtendedData` as My Maps writes it."""
    cells = "".join(
        f"<Data name={quoteattr(name)}>\n<value>{escape(text)}</value>\n</Data>\n" for name, text in columns.items()
    )
    return f"<ExtendedData>\n{cells}</ExtendedData>"


def placemark(*parts: str, name: str | None = "<name>みほん食堂</name>", place: str = PLACE) -> str:
    """Return a placemark of these elements, as written."""
    inner = "\n".join(part for part in (name, *parts, place) if part)
    return f"<Placemark>\n{inner}\n</Placemark>\n"


def folder(name: str, *features: str) -> str:
    """Return a folder with a name that is written as it is."""
    return f"<Folder>\n<name>{name}</name>\n{''.join(features)}</Folder>\n"


def kml(*features: str, styles: str = "", opening: str = OPEN, declaration: str = DECLARATION) -> bytes:
    """Return a file of these features as My Maps writes it today: two spaces, styles first."""
    inner = f"<Document>\n<name>みほんマップ</name>\n<description/>\n{styles}{''.join(features)}</Document>"
    return f"{declaration}{opening}\n{inner}\n</kml>\n".encode()


def kmz(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a KMZ of these files in this order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return packed.getvalue()


def link(href: str, element: str = "Link") -> str:
    """Return a `NetworkLink` as My Maps writes it."""
    where = f"<{element}>\n<href><![CDATA[{href}]]></href>\n</{element}>"
    return f"<NetworkLink>\n<name>みほん</name>\n{where}\n</NetworkLink>"


def icon_style(identifier: str, colour: str | None = None, href: str = "https://maps.example.jp/503.png") -> str:
    """Return a style with an icon, in a colour as KML writes it (aabbggrr) or in none."""
    paint = f"<color>{colour}</color>" if colour else ""
    icon = f"<IconStyle>{paint}<scale>1</scale><Icon><href>{href}</href></Icon></IconStyle>"
    return f'<Style id="{identifier}">{icon}<LabelStyle><scale>0</scale></LabelStyle></Style>\n'


def style_map(identifier: str, normal: str, highlight: str) -> str:
    """Return a style map, the highlighted state first: order means nothing."""
    pairs = [("highlight", highlight), ("normal", normal)]
    inner = "".join(f"<Pair><key>{key}</key><styleUrl>#{url}</styleUrl></Pair>" for key, url in pairs)
    return f'<StyleMap id="{identifier}">{inner}</StyleMap>\n'


ORDINARY = kml(
    folder(
        "子ども食堂",
        placemark(
            "<description><![CDATA[<b>第2土曜</b><br>予約は電話で]]></description>",
            "<styleUrl>#icon-1577-A52714</styleUrl>",
            data({"電話": "046-000-0000", "対象": "だれでも"}),
        ),
    ),
    folder(
        "居場所", placemark("<address>みほん県北みほん市緑1番2号</address>", name="<name>みほんの家</name>", place="")
    ),
    styles=icon_style("icon-1577-A52714-normal", "ff1427a5")
    + icon_style("icon-1577-A52714-highlight", "ff1427a5")
    + style_map("icon-1577-A52714", "icon-1577-A52714-normal", "icon-1577-A52714-highlight"),
)

# As My Maps wrote it from 2014 to 2016: single quotes, tabs, folders before styles, coordinates on one line.
OLD_GENERATION = """<?xml version='1.0' encoding='UTF-8'?>
<kml xmlns='http://www.opengis.net/kml/2.2'>
	<Document>
		<name>むかしの地図</name>
		<description><![CDATA[]]></description>
		<Folder>
			<name>export.gpx</name>
			<Placemark>
				<styleUrl>#icon-503-DB4436-nodesc</styleUrl>
				<name>みほん会館</name>
				<ExtendedData>
				</ExtendedData>
				<Point>
					<coordinates>139.4,35.4,0.0</coordinates>
				</Point>
			</Placemark>
		</Folder>
		<Style id='icon-503-DB4436-nodesc'>
			<IconStyle>
				<scale>1.1</scale>
				<Icon><href>http://www.gstatic.com/mapspro/images/stock/503 wht-blank_maps.png</href></Icon>
			</IconStyle>
			<BalloonStyle><text><![CDATA[<h3>$[name]</h3>]]></text></BalloonStyle>
		</Style>
	</Document>
</kml>""".encode()


def photos(count: int = 266, size: int = 14_000) -> dict[str, bytes]:
    """Return images that do not shrink: a KMZ of 267 members and 3.7 MB is a real one."""
    chance = random.Random(4)
    return {f"images/icon-{n}.png": chance.randbytes(size) for n in range(1, count + 1)}
