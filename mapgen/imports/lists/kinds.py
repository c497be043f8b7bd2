"""From the kind of a facility, as lists have it, to categories; the first pattern that fits the word decides.

The words are those of 介護保険法, 障害者総合支援法 and 児童福祉法; a category that the taxonomy lacks is passed over.
"""

from __future__ import annotations

import re
import unicodedata

from mapgen.model import Taxonomy

_DISABILITY = "disability/daily-life"
_KINDS = tuple(
    (re.compile(pattern), category)
    for pattern, category in (
        ("就労(?:継続|移行|定着|選択)", "disability/disability-work"),
        ("放課後等デイ|児童発達支援|保育所等訪問支援|障害児|障がい児", "disability/disabled-children"),
        (
            r"\A(?:生活介護|居宅介護|重度訪問介護|療養介護|短期入所|施設入所支援|重度障害者等包括支援)\Z"
            "|同行援護|行動援護|共同生活援助|自立訓練|自立生活援助|宿泊型|計画相談支援|地域(?:移行|定着)支援",
            _DISABILITY,
        ),
        ("認知症", "elderly/dementia"),
        ("地域包括支援センター|居宅介護支援|介護予防支援", "elderly/consultation"),
        ("訪問|通所|短期入所|介護|特定施設|小規模多機能|福祉用具|居宅療養|老人", "elderly"),
        ("母子生活支援", "family/single-parent"),
        ("児童館|放課後児童|学童", "youth/play"),
        ("子育て|保育|こども園|幼稚園|ファミリー・?サポート|一時預かり|つどいの広場", "family/child-rearing"),
        ("精神科|心療内科", "health/mental"),
        ("病院|診療所|歯科|薬局|医院", "health"),
    )
)


def kinds_in(words: str) -> list[str]:
    """Return the kinds that a cell names."""
    text = unicodedata.normalize("NFKC", words)
    return list(dict.fromkeys(part for part in (part.strip() for part in re.split(r"[;,、\n/]", text)) if part))


def categories_of(kinds: list[str], taxonomy: Taxonomy) -> list[str]:
    """Return the categories of kinds of facility; [] where one of them is known to nobody."""
    known = set(taxonomy.category_ids())
    found = [next((c for pattern, c in _KINDS if c in known and pattern.search(kind)), None) for kind in kinds]
    return list(dict.fromkeys(category for category in found if category)) if all(found) else []
