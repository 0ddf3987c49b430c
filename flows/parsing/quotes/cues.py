"""The verbs and phrases that announce speech, read from the word lists, with every printed form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flows.resources import word_list

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of speech and what may follow it."""

    lemma: str
    quotation: bool  # may introduce words in quotation marks: “No,” he laughed
    clause: bool  # may introduce a reported clause: he said that …
    object: bool  # its object is itself what was said: he announced a tour
    addressed: bool  # its object is who is told: he told the court that …
    naming: bool  # says what its object is: he called it “a gift”


@cache
def speech_verbs() -> Mapping[str, Verb]:
    """Each printed form (lower case) of each verb of `seeds/speech_verbs.csv` with its verb."""
    forms: dict[str, Verb] = {}
    for row in word_list("speech_verbs"):
        strength = row["strength"]
        marks = (row[column] == "yes" for column in ("object", "addressed", "naming"))
        verb = Verb(row["lemma"], strength != "indirect", strength != "direct", *marks)
        for form in inflections(row["lemma"], row["past"], row["participle"], row["gerund"]):
            forms.setdefault(form, verb)
    return forms


@cache
def naming_verbs() -> frozenset[str]:
    """The lemmas of the verbs that say what their object is: call, describe, …."""
    return frozenset(verb.lemma for verb in speech_verbs().values() if verb.naming)


@cache
def speech_nouns() -> frozenset[str]:
    """The singular and plural nouns of `seeds/speech_nouns.csv` that name an act of speech: statement, claim, …."""
    return frozenset(form for row in word_list("speech_nouns") for form in (row["lemma"], _third_person(row["lemma"])))


def inflections(lemma: str, past: str = "", participle: str = "", gerund: str = "") -> tuple[str, ...]:
    """The forms of an English verb, base form first; those not given follow the spelling rules."""
    past = past or _regular_past(lemma)
    return (lemma, _third_person(lemma), past, participle or past, gerund or _regular_gerund(lemma))


def _third_person(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _regular_past(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + ("d" if lemma.endswith("e") else "ed")


def _regular_gerund(lemma: str) -> str:
    return (lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma) + "ing"
