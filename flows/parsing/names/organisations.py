"""Organisations and other things: acronyms written out, and short forms where the article makes them plain."""

from collections.abc import Mapping, Sequence
from functools import cache

from flows.model import Mention
from flows.parsing.names.acronyms import bare
from flows.parsing.names.words import fold, without_possessive, words
from flows.resources import word_list

_LEDE = 80  # characters in which a story's subject is named, dateline included


def names_of_things(mentions: Sequence[Mention], acronyms: Mapping[str, str]) -> dict[int, str]:
    """The name of each mention that is no person's, by its number."""
    plain = {number: plain_name(m.text) for number, m in enumerate(mentions) if m.entity_type != "PERSON"}
    names = {number: _written_out(mentions[number], name, acronyms) for number, name in plain.items()}
    longer = _short_forms({name for number, name in names.items() if mentions[number].entity_type == "ORG"})
    for number, name in names.items():
        if mentions[number].entity_type == "ORG" and (full := longer.get(fold(name))):
            names[number] = full
    return names


def plain_name(text: str) -> str:
    """The text without leading article and final possessive, white space made plain."""
    name = " ".join(without_possessive(text).split())
    first, _, rest = name.partition(" ")
    return (rest if rest and first.casefold() in ("the", "a", "an") else name) or text


def _written_out(mention: Mention, name: str, acronyms: Mapping[str, str]) -> str:
    if " " in name or not name[:1].isupper():
        return name
    short = bare(name)
    return acronyms.get(short) or words().acronyms.get((short, mention.entity_type)) or name


def _short_forms(names: set[str]) -> dict[str, str]:
    """Folded short form → the one longer name of the article that it plainly shortens.

    Plain are a company's name without its legal form (Acme → Acme Corp.) and the words before `of` or `for`
    (Central Bank → Central Bank of Iran), where only one longer name begins so.
    """
    longer: dict[str, set[str]] = {}
    for name in names:
        split = name.replace(",", "").split()
        keep = len(split)
        while keep > 1 and split[keep - 1].rstrip(".") in words().company_forms:
            keep -= 1
        if keep < len(split):
            longer.setdefault(fold(" ".join(split[:keep])), set()).add(name)
        for joint in (" of ", " for "):
            head, found, _ = name.partition(joint)
            if found and " " in head:
                longer.setdefault(fold(head), set()).add(name)
    return {short: min(full) for short, full in longer.items() if len(full) == 1}


def organisations_by_noun(mentions: Sequence[Mention]) -> dict[str, list[int]]:
    """The number of the first mention of each organisation, by the noun that may stand for it: ministry, company, ….

    Many companies are named without a word that says so. `the company` is therefore only the one that the story begins
    with, as long as no other is named.
    """
    index: dict[str, list[int]] = {}
    known: set[str] = set()
    first = next((n for n, m in enumerate(mentions) if m.field == "body" and m.entity_type == "ORG"), None)
    if first is not None and mentions[first].start_char > _LEDE:
        first = None
    for number, mention in enumerate(mentions):
        if mention.entity_type == "ORG" and mention.name and mention.name not in known:
            known.add(mention.name)
            head = mention.name.partition(" of ")[0].partition(" for ")[0].replace(",", "").rpartition(" ")[2]
            if noun := _nouns().get(head.rstrip("."), _nouns().get(head.casefold())):
                index.setdefault(noun, []).append(number)
    if first not in index.get("company", ()):
        index.pop("company", None)
    return index


def noun_meant(phrase: str) -> str | None:
    """The noun by which `the ministry` or `the company` looks for its organisation, None for any other phrase."""
    said = phrase.split()
    return _nouns().get(said[1]) if len(said) == 2 else None


@cache
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["same_as"] for row in word_list("organisation_nouns")}
