"""The page of numbers as a reader gets it: its tables cell by cell, and the same tables as files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping

from lxml import html

from mapgen.model import Artifact

Rows = list[list[str]]


def tables(page: str) -> dict[str, Rows]:
    """Return the tables by the id of their heading, each cell's text as it is seen on one line."""
    tree = html.fromstring(page)
    for hidden in tree.xpath("//rt | //rp | //span[@class='mark' or @class='stats-code' or @class='unseen']"):
        hidden.drop_tree()
    return {
        region.get("aria-labelledby"): [
            [re.sub(r"\s+", " ", cell.text_content()).strip() for cell in row.xpath("./th | ./td")]
            for row in region.xpath(".//tr")
        ]
        for region in tree.xpath("//div[@role='region']")
    }


def sheet(artifacts: Mapping[str, Artifact], name: str) -> Rows:
    """Return a file as a spreadsheet reads it."""
    text = artifacts[f"stats/{name}.csv"].content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def numbers(rows: Rows, *, pairs: bool = False) -> list[list[float]]:
    """Return the numbers of a table's rows below its head; of `pairs` (`7 +14`, `7`, `–`) two for each cell."""
    if pairs:
        rows = [
            [row[0], *(cell.replace("–", "0") + ("" if "+" in cell else " +0") for cell in row[1:])] for row in rows
        ]
    texts = [" ".join(row[1:]).replace("+", " ").replace("%", "").split() for row in rows[1:]]
    return [[float(text) for text in row if re.fullmatch(r"\d+(\.\d+)?", text)] for row in texts]


def arcs(page: str) -> list[tuple[str, str]]:
    """Return where the pieces of the sunburst lead and what they say to who points at them."""
    tree = html.fromstring(page)
    return [
        (link.get("href"), link.findtext("title"))
        for link in tree.xpath("//svg[contains(@class, 'sunburst')]//a[@href]")
    ]
