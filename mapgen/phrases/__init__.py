"""What people and our own exports say in words, read back as values: the inverse of `wording`.

`hours` reads opening hours as people write them and `own` as we do, `answers` who may come, what it costs and the like,
`contacts` telephone numbers and addresses of the net. What can mean more than one thing is not read.
"""

from mapgen.phrases.answers import (
    named,
    read_accessibility,
    read_apply,
    read_audience,
    read_cost,
    read_languages,
    read_open_to,
    read_verified,
)
from mapgen.phrases.contacts import (
    WITHHELD,
    accepted,
    is_mobile,
    mail_addresses,
    telephones,
    web_addresses,
    without_mobiles,
)
from mapgen.phrases.hours import Opening, read_hours
from mapgen.phrases.own import read_own_hours
from mapgen.phrases.spelling import even

__all__ = [
    "WITHHELD", "Opening", "accepted", "even", "is_mobile", "mail_addresses", "named", "read_accessibility",
    "read_apply", "read_audience", "read_cost", "read_hours", "read_languages", "read_open_to", "read_own_hours",
    "read_verified", "telephones", "web_addresses", "without_mobiles",
]  # fmt: skip
