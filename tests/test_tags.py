"""The quick reading of a tag finds what html.parser finds in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapgen.checks import markup

NAMES = st.sampled_from(["id", "href", "src", "srcset", "rel", "class", "hidden", "HREF", "data-x", "action"])
VALUES = st.text(st.sampled_from("ab/#?=.,: 'あ&;<>\n"), max_size=8)
WRITTEN = st.one_of(
    st.builds('{}="{}"'.format, NAMES, VALUES),
    st.builds("{}='{}'".format, NAMES, VALUES.filter(lambda value: "'" not in value)),
    st.builds("{}={}".format, NAMES, st.sampled_from(["a", "../b/", "#c"])),
    NAMES,
)
TAGS = st.builds(
    "<{}{}{}>".format,
    st.sampled_from(["a", "link", "img", "h2", "A"]),
    st.lists(WRITTEN, max_size=4).map(lambda all_of: "".join(f" {each}" for each in all_of)),
    st.sampled_from(["", " ", "/", " /"]),
)


@given(TAGS)
def test_quick_and_thorough_reading_agree(written: str) -> None:
    assert markup._read(written) == markup._read_slowly(written)
