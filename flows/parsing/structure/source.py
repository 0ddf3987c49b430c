"""Read the outlet and section that a paragraph begins with: "Iran PressEurope: " or "Iran Press/Europe: "."""

import re
from dataclasses import dataclass
from functools import cache

from flows.parsing.structure.dateline import agency_name
from flows.parsing.structure.head import sections

_REACH = 80


@dataclass(frozen=True, slots=True)
class SourcePrefix:
    """Outlet and section before a paragraph's text, and where that text begins."""

    source: str
    section: str
    end: int


def find_source_prefix(paragraph: str) -> SourcePrefix | None:
    """Return the prefix, None where there is none.

    The section must be of `seeds/sections.csv`; it is glued to the outlet's last letter, or follows a known agency.
    """
    found = _prefix().match(paragraph[:_REACH])
    if not found:
        return None
    source, mark = found["source"].strip(), found["mark"].strip()
    known = agency_name(source)
    glued = not found["mark"] and source[-1].islower()
    if not (known or glued) or (mark and not known):
        return None
    return SourcePrefix(known or source, sections()[found["section"].casefold()], found.end())


@cache
def _prefix() -> re.Pattern[str]:
    names = sorted((re.escape(name) for name in sections().values()), key=len, reverse=True)
    return re.compile(
        rf"(?P<source>[^\W\d_a-z][\w.&'’]*(?: [^\W\d_a-z][\w.&'’]*){{0,4}}?)(?P<mark>\s*[/|–—-]?\s*)"
        rf"(?P<section>{'|'.join(names)})\s*:\s+"
    )
