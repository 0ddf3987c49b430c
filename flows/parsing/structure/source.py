"""Read the outlet and section that a paragraph begins with: "Iran PressEurope: " or "Iran Press/Europe: "."""

import re
from dataclasses import dataclass
from functools import cache

from flows.parsing.structure.dateline import agency_name
from flows.parsing.structure.head import sections
from flows.resources import word_list

_REACH = 80
_OUTLET = r"[^\W\d_a-z][\w.&'’]*(?: [^\W\d_a-z][\w.&'’]*){0,4}?"
# a section that no list holds shows by the capital within a word: "Otter PressCaucasus: "
_GLUED = re.compile(
    r"(?P<source>(?:[^\W\d_a-z][\w.&'’]* ){0,4}(?P<head>[^\W\d_a-z][^\W\d_A-Z]+))"
    r"(?P<section>[^\W\d_a-z][^\W\d_A-Z]{2,}(?:[ -](?:& )?\w+){0,2})\s*:\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class SourcePrefix:
    """Outlet and section before a paragraph's text, and where that text begins."""

    source: str
    section: str
    end: int


def find_source_prefix(paragraph: str) -> SourcePrefix | None:
    """Return the prefix, None where there is none.

    A section of `seeds/sections.csv` or a country is glued to the outlet's last letter, or follows a known agency; any
    other section is glued to a known agency, or to a word that names of outlets end with.
    """
    opening = paragraph[:_REACH]
    if ":" not in opening:
        return None
    if (found := _prefix().match(opening)) and (source := _source_before_section(found)):
        return SourcePrefix(source, found["section"], found.end())
    if found := _GLUED.match(opening):
        known = agency_name(found["source"])
        if known or (found["head"] in _heads() and found["head"] != found["source"]):
            return SourcePrefix(known or found["source"], found["section"], found.end())
    return None


def _source_before_section(found: re.Match[str]) -> str | None:
    source, mark = found["source"].strip(), found["mark"]
    known = agency_name(source)
    glued = not mark and source[-1].islower()
    return known or (source if glued else None)


@cache
def _heads() -> frozenset[str]:
    rows = word_list("organisation_heads")
    return frozenset(row["head"] for row in rows if (row["position"], row["entity_type"]) == ("last", "ORG"))


@cache
def _prefix() -> re.Pattern[str]:
    countries = (row["country"] for row in word_list("countries"))
    names = sorted((re.escape(name) for name in {*sections().values(), *countries}), key=len, reverse=True)
    return re.compile(rf"(?P<source>{_OUTLET})(?P<mark>\s*[/|–—-]?\s*)(?P<section>{'|'.join(names)})\s*:\s+")
