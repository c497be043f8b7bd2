"""The sheets as one page to print: A4, black on white, no text below 10.5 points, no line below half a point.

A FAX machine (ITU-T T.4, 200 dpi) turns grey into dots and loses hairlines.

The measures. A4 folded in three for 長形3号 (120 × 235 mm, JIS S 5502) is 99 mm high; the address stands in the upper
third. A window for an address is 45 × 80 mm or more and at least 10 mm from the edge of the envelope (イムラ
「封筒の知識」, service.imura.co.jp/useful/knowlege/04.html), and the address must stay in it when the paper slips
(日本郵便 「窓付封筒」, post.japanpost.jp/zipcode/guideline/05.html); where exactly it is differs by maker. So the
address takes 76 × 36 mm, 24 mm from the left and 18 mm from the top: it is well inside a window of 45 × 90 mm that is
20 mm from the left and 13 mm from the top. `--left` and `--top` of the style move it for another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape

from mapgen.confirming.fitting import cut
from mapgen.confirming.sheet import Sheet, day_in_words
from mapgen.render.qr import qr_code
from mapgen.wording import date_in_words

TITLE = "掲載内容確認票"
_LINE = 4.6  # millimetres
HEAD = 23  # ems beside the address
_MOST = 30
_STYLE = """\
@page { size: A4; margin: 0; }
:root { --left: 24mm; --top: 18mm; color-scheme: light; }
* { box-sizing: border-box; margin: 0; padding: 0; }
body { background: #fff; color: #000; font-size: 10.5pt; line-height: 4.6mm; }
body { font-family: "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic", Meiryo, sans-serif; }
.sheet { position: relative; width: 210mm; height: 297mm; overflow: hidden; break-after: page; margin: 0 auto; }
.sheet:last-child { break-after: auto; }
.to { position: absolute; left: var(--left); top: var(--top); width: 76mm; height: 36mm; overflow: hidden; }
.to p { line-break: anywhere; }
.to .by-hand { height: 8mm; width: 70mm; border-bottom: .5pt solid #000; }
.to .name { margin-top: 1.5mm; font-weight: bold; }
.head { position: absolute; left: 112mm; top: 9mm; width: 88mm; height: 51.5mm; overflow: hidden; }
.number { overflow-wrap: anywhere; }
h1 { font-size: 16pt; line-height: 8mm; }
.codes { display: flex; gap: 6mm; margin-top: 1mm; }
.codes div { width: 30mm; text-align: center; }
.codes svg { display: block; width: 24mm; height: 24mm; margin: 0 auto; }
.lead { position: absolute; left: 12mm; top: 61mm; width: 186mm; height: 37mm; overflow: hidden; }
.back { margin-top: 1.2mm; border: 1pt solid #000; padding: .6mm 2mm; display: grid; grid-template-columns: 1fr 1fr;
  column-gap: 4mm; }
.back p { height: 5.6mm; line-height: 5.6mm; display: flex; gap: 2mm; overflow: hidden; white-space: nowrap; }
.back .wide { grid-column: 1 / -1; }
.back i { flex: 1; border-bottom: .5pt solid #000; margin-bottom: .8mm; }
.fold { position: absolute; left: 0; width: 5mm; border-top: .5pt solid #000; }
.first { top: 99mm; } .second { top: 198mm; }
table { position: absolute; left: 12mm; top: 100.5mm; width: 186mm; border-collapse: collapse; table-layout: fixed; }
th, td { border: .5pt solid #000; padding: .5mm .9mm; text-align: left; vertical-align: top; font-weight: normal; }
thead th, tbody th { font-weight: bold; }
.what { width: 29mm; } .now { width: 84mm; } .tick { width: 27mm; }
td div { overflow: hidden; line-break: anywhere; overflow-wrap: anywhere; }
.foot { position: absolute; left: 12mm; bottom: 7mm; width: 186mm; height: 11mm; overflow: hidden; }
.foot p { display: flex; justify-content: space-between; height: 5.2mm; }
@media screen { .sheet { border-bottom: 1pt dashed #000; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def pages(sheets: Iterable[Sheet], site_name: str, today: date) -> bytes:
    """Return the sheets in their order as one page that needs nothing else."""
    heights = "".join(f".l{n} div {{ height: {n * _LINE:.2f}mm; }}\n" for n in range(1, _MOST + 1))
    head = (
        '<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="format-detection" content="telephone=no">\n'
        f"<title>{TITLE} | {escape(site_name)}</title>\n<style>\n{_STYLE}{heights}</style>\n</head>\n<body>\n<main>\n"
    )
    shown = cut(site_name, HEAD, 1, "…")
    body = (line for n, each in enumerate(sheets) for line in _sheet(n, each, shown, today))
    return (head + "".join(f"{line}\n" for line in body) + "</main>\n</body>\n</html>\n").encode()


def _sheet(n: int, sheet: Sheet, site_name: str, today: date) -> Iterator[str]:
    yield f'<article class="sheet" aria-labelledby="s{n}">'
    yield from _address(sheet)
    yield f'<div class="head"><h1 id="s{n}">{TITLE}</h1><p>{escape(site_name)}</p>'
    yield f'<p class="number">番号 {escape(sheet.id)}</p>'
    yield f'<div class="codes"><div>{qr_code(sheet.url)}このページ</div>'
    if sheet.report:
        yield f"<div>{qr_code(sheet.report)}直すフォーム</div>"
    yield "</div></div>"
    yield from _lead(sheet)
    yield '<div class="fold first"></div><div class="fold second"></div>'
    yield from _table(sheet)
    yield (
        '<div class="foot"><p><span>□ この内容を、地図のサイト・印刷物・データで公開することに同意します</span>'
        "<span>□ 掲載をやめる</span></p>"
        f"<p><span>{date_in_words(today)}の内容。最後の確認: {escape(sheet.verified)}</span>"
        "<span>記入日 　　　　年　　月　　日</span></p></div>"
    )
    yield "</article>"


def _address(sheet: Sheet) -> Iterator[str]:
    yield f'<div class="to"><p>{escape(sheet.postcode)}</p>'
    if sheet.address:
        yield f"<p>{escape(sheet.address)}</p>"
    else:
        yield '<p class="by-hand"></p><p class="by-hand"></p>'
    yield f'<p class="name">{escape(sheet.name)}</p></div>'


def _lead(sheet: Sheet) -> Iterator[str]:
    reply = sheet.reply
    yield (
        '<div class="lead"><p>いま地図にのせている内容です。合っていれば「よい」に、ちがえば「直す」に印をつけ、'
        "右に正しい内容を書いて返してください。「―」は、まだ聞いていないところです。分かれば書いてください。"
        "公開してよいことだけを書き、個人の名前や電話は書かないでください。</p>"
    )
    yield f'<div class="back">{_back("返送先", reply.to)}{_back("しめきり", day_in_words(reply.until))}'
    yield f"{_back('FAX', reply.fax)}{_back('メール', reply.email)}{_back('郵送', reply.post, 'wide')}</div></div>"


def _back(title: str, said: str | None, look: str = "") -> str:
    """Return a line of the box: what is known, else a line to write on."""
    shown = escape(said) if said else "<i></i>"
    return f"<p{f' class={chr(34)}{look}{chr(34)}' if look else ''}><b>{title}</b>{shown}</p>"


def _table(sheet: Sheet) -> Iterator[str]:
    yield (
        '<table><thead><tr><th scope="col" class="what">項目</th><th scope="col" class="now">いまの内容</th>'
        '<th scope="col" class="tick">確かめる</th><th scope="col">直す内容</th></tr></thead><tbody>'
    )
    for line in sheet.fields:
        yield f'<tr class="l{line.lines}"><th scope="row">{escape(line.title)}</th>'
        yield f"<td><div>{escape(line.text)}</div></td><td>□よい □直す</td><td></td></tr>"
    yield "</tbody></table>"
