"""XML in its one canonical form, whatever library wrote it first."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from html import escape

from mapgen.exports.prose import clean

NAMESPACE = "http://www.opengis.net/kml/2.2"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
# simplekml writes these defaults; My Maps never does.
_NOISE = {"colorMode", "heading"}


def safe(text: str) -> str:
    """Return `text` clean and escaped, so that nothing in it can be read as XML (not even `<![CDATA[`)."""
    return escape(clean(text), quote=False)


def canonical(raw: str) -> ET.Element:
    """Return the document of a KML text without namespace prefixes, ids, and elements that only say a default.

    Raises `ET.ParseError` where `raw` is not well-formed, which is a fault of the writer, never of the content.
    """
    root = ET.fromstring(raw)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib.pop("id", None)
    for style in root.iter("IconStyle"):
        style[:] = [child for child in style if child.tag not in _NOISE]
    return root[0]


def written(element: ET.Element, level: int) -> str:
    """Return an element as lines, indented by two spaces a level, without a line end after it.

    ElementTree's own writer minds namespaces, which are gone here, and takes twice as long.
    """
    indent, tag = "  " * level, element.tag
    attributes = "".join(f' {key}="{escape(text)}"' for key, text in element.attrib.items()) if element.attrib else ""
    if len(element):
        inner = "\n".join([written(child, level + 1) for child in element])
        return f"{indent}<{tag}{attributes}>\n{inner}\n{indent}</{tag}>"
    return f"{indent}<{tag}{attributes}>{escape(element.text or '', quote=False)}</{tag}>"


def folder(name: str, features: Iterable[str]) -> str:
    """Return a folder around features that are indented as the document's own; no text of theirs holds a line end."""
    inner = "".join("  " + feature.replace("\n", "\n  ") + "\n" for feature in features)
    return f"    <Folder>\n      <name>{safe(name)}</name>\n{inner}    </Folder>"


def document(head: Iterable[str], features: Iterable[str]) -> bytes:
    """Return a whole file from the lines of its head (name, description, styles) and of its features or folders."""
    inner = "".join(f"{each}\n" for each in (*head, *features))
    return f'{DECLARATION}<kml xmlns="{NAMESPACE}">\n  <Document>\n{inner}  </Document>\n</kml>\n'.encode()
