"""The pages that every peer makes, once: in the dialect that Jinja2, Nunjucks, Tera and Liquid share, put into each.

`§` stands before a field of an organisation, `@` for the table of names: `{{ @[§town] }}`. Hugo's Go templates are made
of the same text.
"""

from __future__ import annotations

import re

from tests.bench.records import Subject, frame

ORGANIZATION = """
<article class="org">
<p class="path"><a href="/">ホーム</a> › <a href="/cities/{{ §town }}/">{{ @[§town] }}</a></p>
<h1>{{ §called }}</h1>
<p class="kana">{{ §kana }}</p>
<p class="intro">{{ §intro }}</p>
<ul class="groups">
{% for each in §groups %}<li><a href="/categories/{{ each }}/">{{ @[each] }}</a></li>
{% endfor %}</ul>
<section class="contact"><h2>連絡する</h2>
<p>{{ §first_contact }}</p>
<p><a class="tel" href="tel:{{ §tel }}">{{ §tel }}</a> <a href="{{ §web }}">ホームページ</a></p>
</section>
<section class="hours"><h2>あいている時間</h2>
<ul>
{% for each in §hours %}<li>{{ each }}</li>
{% endfor %}</ul>
</section>
<section class="about"><h2>どんなところですか</h2>
BODY
<dl>
<dt>だれが使えますか</dt><dd>{{ §audience }}({{ §open_to }})</dd>
<dt>申しこみ</dt><dd>{{ §apply }}</dd>
<dt>お金</dt><dd>{{ §cost }}</dd>
<dt>運営</dt><dd>{{ §operator }}</dd>
</dl>
</section>
<section class="place"><h2>場所</h2>
<p>{{ §address }}</p>
<p><a href="https://www.openstreetmap.org/?mlat={{ §lat }}&amp;mlon={{ §lon }}">地図で見る</a></p>
</section>
<p class="verified">{{ §verified }} に確かめました</p>
</article>
"""
ROW = """\
<li data-id="{{ §ident }}"><h3><a href="/orgs/{{ §ident }}/">{{ §called }}</a></h3>
<p>{{ §intro }}</p>
<p>{{ §tel }} {{ §address }}</p></li>
"""
LISTING = "\n<h1>TITLE</h1>\n<ol>\nROWS</ol>\n"
SHORT = '<li><a href="/orgs/{{ §ident }}/">{{ §called }}</a></li>\n'
POINT = (
    '{"id":"{{ §ident }}","name":"{{ §called }}","lat":{{ §lat }},"lon":{{ §lon }},"city":"{{ §town }}",'
    '"intro":"{{ §intro }}"}'
)


def dialect(text: str, field: str, labels: str) -> str:
    """Return a template's text with the way to a field (`page.extra.`) and the table of names filled in."""
    return text.replace("§", field).replace("@", labels)


def go(text: str) -> str:
    """Return the text as a Go template: fields are parameters of the page at the dot."""
    text = re.sub(r"\{% for each in §(\w+) %}", r"{{ range .Params.\1 }}", text).replace("{% endfor %}", "{{ end }}")
    text = re.sub(r"@\[§(\w+)]", r"index site.Params.labels .Params.\1", text)
    text = text.replace("@[each]", "index site.Params.labels .").replace("{{ each }}", "{{ . }}")
    return text.replace("§", ".Params.")


def whole(subject: Subject, title: str, content: str) -> str:
    """Return a page's template: the frame around what it says."""
    head, foot = frame(subject)
    return (
        f'<!doctype html>\n<html lang="ja">\n<head>\n<title>{title} | つながる資源マップ</title>\n{head}{content}{foot}'
    )


def listing(title: str, rows: str) -> str:
    """Return what a page that lists organisations says: its title and its rows with their loop."""
    return LISTING.replace("TITLE", title).replace("ROWS", rows)
