"""What the server says with each file: `_headers` as Netlify reads it. The one place that knows the security policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from mapgen.model import Artifact
from mapgen.render.admin import ADMIN, admin_policy
from mapgen.render.pages.embed import EMBED
from mapgen.render.pages.find import FIND
from mapgen.site import Site

# Open data: pages of any other site may read it too (Fetch, CORS protocol). Of some files hosts do not know the type.
_ANYBODY = {"Access-Control-Allow-Origin": "*"}
OPEN = {
    "/data/*": _ANYBODY,
    "/kml/*": _ANYBODY,
    "/data/orgs.jsonld": {"Content-Type": "application/ld+json"},
    "/data/catalog.jsonld": {"Content-Type": "application/ld+json"},
    "/feed.xml": {"Content-Type": "application/atom+xml; charset=utf-8", **_ANYBODY},
    "/opensearch.xml": {"Content-Type": "application/opensearchdescription+xml"},
}


def policy(site: Site) -> str:
    """Return the Content-Security-Policy: nothing but the site itself and the host of the map's tiles.

    `data:` is Leaflet's blank pixel; nothing else needs it.
    """
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": f"'self' data: {tile_host(site)}",
        "font-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def tile_host(site: Site) -> str:
    """Return the origin the tiles come from; a `{s}` before it stands for any subdomain."""
    parts = urlsplit(site.content.settings.tiles.url.replace("{s}.", "*."))
    return f"{parts.scheme}://{parts.netloc}"


def headers(site: Site, paths: Iterable[str]) -> Artifact:
    """Return `_headers` for a site whose pages are among `paths`.

    Where two blocks name one header, Netlify's own tools let the later win, other hosts send both. What stands here is
    right either way: of two referrer policies a browser takes the last, of two content policies it keeps to both.
    The page for editors needs what no other page may have: where there is one, every other folder has its own policy.
    """
    usual = {"Content-Security-Policy": policy(site), "Cross-Origin-Opener-Policy": "same-origin"}
    everywhere = {
        **({} if site.content.settings.admin else usual),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=()",
        "Strict-Transport-Security": "max-age=31536000",
    }
    if site.preview:
        everywhere["X-Robots-Tag"] = "noindex"
    blocks = [_block("/*", everywhere), _block("/static/*", {"Cache-Control": "public, max-age=31536000, immutable"})]
    blocks.append(_block("/sw.js", {"Cache-Control": "no-cache"}))
    blocks += [_block(path, fields) for path, fields in OPEN.items()]
    unframed = {"Content-Security-Policy": f"{policy(site)}; frame-ancestors 'none'", "X-Frame-Options": "DENY"}
    if site.content.settings.admin:
        blocks += _beside_admin(site, usual)
        unframed = usual | unframed
    blocks += [_block(place, unframed) for place in _unframed(site, paths)]
    for quiet in quiet_folders(site):
        for lang in ("", *(f"{code}/" for code in site.content.settings.languages[1:])):
            blocks.append(_block(f"/{lang}{quiet}*", {"Referrer-Policy": "no-referrer"}))
    return Artifact("_headers", "\n".join(blocks).encode(), "render.headers")


def _beside_admin(site: Site, usual: dict[str, str]) -> Iterator[str]:
    """Yield the blocks of the page for editors, and of the pages made for frames.

    Whoever signs in does so in a second window, which must be able to tell the first.
    """
    own = {"Content-Security-Policy": admin_policy(), "Cross-Origin-Opener-Policy": "unsafe-none"}
    yield _block(f"/{ADMIN}*", {**own, "X-Frame-Options": "DENY", "X-Robots-Tag": "noindex"})
    for lang in ("", *(f"{code}/" for code in site.content.settings.languages[1:])):
        yield _block(f"/{lang}{EMBED}*", usual)


def _unframed(site: Site, paths: Iterable[str]) -> list[str]:
    """Return patterns of every page that no other site may show in a frame: all but those made for it.

    What a frame shows can be clicked by somebody who sees something else there. A page made for frames has nothing but
    links, and open data: any site may show it.
    """
    found = set()
    for path in (path for path in paths if path.endswith(".html")):
        lang, _, rest = path.partition("/")
        start, page = (f"/{lang}/", rest) if lang in site.content.settings.languages[1:] else ("/", path)
        folder, below, _ = page.partition("/")
        if f"{folder}/" != EMBED:
            found.add(f"{start}{folder}/*" if below else start + folder.removesuffix("index.html"))
    return sorted(found)


def quiet_folders(site: Site) -> Iterator[str]:
    """Yield the folders of what others should not see that somebody read, each without those below it."""
    yield from (entry.path for entry in site.entries if entry.org.sensitive)
    for top in site.content.taxonomy.categories:
        if top.quiet:
            yield from (
                f"categories/{top.id}/",
                *(f"cities/{city.id}/{top.id}/" for city in site.content.region.cities),
            )
        else:
            yield from (f"categories/{top.id}/{leaf.id}/" for leaf in top.children if leaf.quiet)
    for step in site.content.chooser.steps():
        if step.quiet and not any(answer.quiet for answer in step.answers[:-1]):
            yield FIND + step.path


def _block(path: str, fields: dict[str, str]) -> str:
    return "".join([f"{path}\n", *(f"  {name}: {value}\n" for name, value in fields.items())])
