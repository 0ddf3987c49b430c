"""The words that names and titles are read with, from the word lists in `seeds/`."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from flows.resources import word_list


@dataclass(frozen=True, slots=True)
class Title:
    """A title, office or job: `key` is the same for all its forms, `shown` is an abbreviation written out."""

    kind: str  # honorific, regnal, office, rank, job or relation
    key: str
    shown: str | None
    gender: str | None
    capitals: bool  # an abbreviation that is printed in capitals: FM


@dataclass(frozen=True, slots=True)
class Words:
    """Every list that this package looks words up in; keys are folded."""

    titles: dict[str, Title]
    last_words: frozenset[str]  # the words that a title can end in
    modifiers: frozenset[str]
    former: frozenset[str]
    places: dict[str, str]  # country, demonym, state or its short form → the folded place
    postal: dict[str, str]  # postal code of a state → the folded state
    kinds: dict[str, str]  # function word → preposition, determiner, …
    genders: dict[str, str]
    full_given: dict[str, frozenset[str]]  # nickname → the given names it is short for
    particles: frozenset[str]
    suffixes: frozenset[str]
    acronyms: dict[tuple[str, str], str]
    says: frozenset[str]
    abbreviations: frozenset[str]
    company_forms: frozenset[str]


def fold(text: str) -> str:
    """The text in lower case, its dots left out, its hyphens as spaces, its apostrophes straight."""
    return text.casefold().replace(".", "").replace("-", " ").replace("’", "'")


def letters(text: str) -> str:
    """The bare letters and digits in lower case: the same for Amir-Abdollahian, Amirabdollahian, Amir Abdollahian."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(filter(str.isalnum, text.casefold()))


def without_possessive(text: str) -> str:
    """The text without a final 's or apostrophe."""
    return text[:-2] if text.endswith(("'s", "’s", "'S", "’S")) else text.rstrip("'’")


@cache
def words() -> Words:
    """All the lists, read once."""
    rows = word_list("titles")
    titles = _titles()
    parts = word_list("name_parts")
    return Words(
        titles=titles,
        last_words=frozenset(title.rpartition(" ")[2] for title in titles),
        modifiers=frozenset(fold(row["title"]) for row in rows if row["kind"] == "modifier"),
        former=frozenset(fold(row["title"]) for row in rows if row["kind"] == "former"),
        places=_places(),
        postal={row["postal_code"]: fold(row["state"]) for row in word_list("us_states")},
        kinds={row["word"]: row["kind"] for row in word_list("function_words")},
        genders={row["name"].casefold(): row["gender"] for row in word_list("gendered_names")},
        full_given={
            row["short"].casefold(): frozenset(row["names"].casefold().split("|")) for row in word_list("nicknames")
        },
        particles=frozenset(row["part"].casefold() for row in parts if row["kind"] == "particle"),
        suffixes=frozenset(fold(row["part"]) for row in parts if row["kind"] == "suffix"),
        acronyms={(row["acronym"], row["entity_type"]): row["stands_for"] for row in word_list("acronyms")},
        abbreviations=frozenset(fold(row["abbreviation"]) for row in word_list("abbreviations")),
        company_forms=frozenset(row["noun"] for row in word_list("organisation_nouns") if row["noun"][0].isupper()),
        says=frozenset(form for row in word_list("speech_verbs") for form in _forms(row["lemma"], row["past"])),
    )


def _titles() -> dict[str, Title]:
    """Folded title → Title, where a form said to be the same as another takes that one's key and kind."""
    rows = [row for row in word_list("titles") if row["kind"] not in ("modifier", "former")]
    plain = {fold(row["title"]): row for row in rows if row["kind"] != "short"}
    titles: dict[str, Title] = {}
    for row in rows:
        shown = row["same_as"] if row["kind"] == "short" else None
        meant = plain.get(fold(row["same_as"]), row) if row["same_as"] else row
        kind = "office" if meant["kind"] == "short" else meant["kind"]
        key = fold(meant["same_as"] or row["same_as"] or row["title"])
        gender = meant["gender"] or row["gender"] or None
        capitals = shown is not None and row["title"].isupper()
        titles.setdefault(fold(row["title"]), Title(kind, key, shown, gender, capitals))
    return titles


def _places() -> dict[str, str]:
    """Folded name of a country or state, demonym or short form → the folded name."""
    places: dict[str, str] = {}
    for row in word_list("countries"):
        for form in (row["country"], *row["also"].split("|"), *row["demonyms"].split("|")):
            places.setdefault(fold(form), fold(row["country"]))
    for row in word_list("us_states"):
        for form in (row["state"], *row["short_forms"].split("|")):
            if len(fold(form)) > 2:  # La. is also an article, Pa. a father
                places.setdefault(fold(form), fold(row["state"]))
    for row in word_list("acronyms"):
        if row["entity_type"] == "PLACE":
            places[fold(row["acronym"])] = fold(row["stands_for"])
    places.pop("", None)
    return places


def _forms(lemma: str, past: str) -> tuple[str, str, str]:
    """The third person, base and past form of a verb."""
    consonant_y = lemma.endswith("y") and lemma[-2:-1] not in "aeiou"
    stem = lemma[:-1] + "i" if consonant_y else lemma
    third = stem + ("es" if consonant_y or lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    return third, lemma, past or stem + ("d" if lemma.endswith("e") else "ed")
