"""Why targets are missed, in words; the tables of a run, *Outputs* and *Phases*, are the profile it speaks of."""

from __future__ import annotations

WHY = """\
## Why most of these targets are missed

The two do not do the same work; *Outputs* and *Phases* below are the profile.

- **More is written.** An organisation is a page of 28 KB with hours, places, who is near, a map and a QR code, and
  35 KB of cards, records, KML and tables besides. A peer's is a page of 7 KB.
- **All of it is read back.** A quarter of the time goes to rules that read every finished page, link, KML and table
  once more, before anything is published. No peer looks at what it wrote.
- **Exports** are a fifth, reading and judging the content a tenth.
- **Python prints the pages.** Cut down to pages (`--only pages`), two thirds of the time are left. Hugo and Zola
  are compiled, and print on all cores without the cost of a second process.
- **No hot spot is left.** No function has more than six per cent of the profile: it is the number of things on each
  page, each a call.
- **Touched.** A page is printed only where something that it shows has changed; but to know that, what each page
  shows is put together for all, and exports and rules are made whole. Knowing those for each organisation, too, is
  the next step.
- **Unchanged, 10,000.** The time and size of each source and each published file are asked for, and the book of all
  pages is read.
- **`serve`.** What is left is looking for doubles among all organisations and putting the site together.
- **Memory, 100,000.** All in the same four cities: 1.4 GB as values, 3.4 GB in both processes while exports are made,
  3.8 GB while pages are printed. What went beyond was a preview of a table and the reading back of the records, for a
  few seconds each; both hold a fraction of it since. That was not measured again at this size: at 10,000 it is 582 MB
  before and 549 MB after.
- **KML of 10,000.** The set is 49 files (all, each city, each category, each with its KMZ and table), 13 KB an
  organisation. simplekml alone takes two seconds for the placemarks (measured at 2,000).

What would meet the targets beside Hugo is to leave out the checks, or to write the exports only when somebody asks.
We do neither: no wrong file is ever published, and who edits meets a build of few changes, not one from nothing.
"""
