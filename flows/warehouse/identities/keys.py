"""The keys by which names that may be one are found: letters as they sound, whatever alphabet they were copied from."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from flows.model import spelling_key
from flows.resources import word_list

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_TITLES = frozenset({"dr", "mr", "mrs", "ms", "sir", "prof", "gen", "col", "sen", "rep", "lord", "lady"})
# One sound, written in several ways when a name is copied from another alphabet. In this order.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?:iy|yi|ij|ei|ey|ai|ay)\b", "i"),
        (r"y", "i"),
        (r"oo", "u"),
        (r"ee", "i"),
        (r"kh", "h"),
        (r"dj", "j"),
        (r"ck|q", "k"),
        (r"ph", "f"),
        (r"ff\b", "v"),
        (r"(.)\1+", r"\1"),
    )
)
_TAIL = 4  # letters of a name's end by which it is found again


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name in parts, each as it sounds: the first, those between, the last, and `suffix` such as jr."""

    first: str
    middles: tuple[str, ...]
    last: str
    suffix: str
    letters: str
    surname: str

    @property
    def sounds(self) -> str:
        """All of it as one word, spaces and hyphens apart."""
        return "".join((self.first, *self.middles, self.last))


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName | None:
    """The parts of a person's name; None where it has no first and last name of more than a letter each."""
    words = [word for word in spelling_key(name).split() if word not in _TITLES]
    suffix = words.pop() if words and words[-1] in _SUFFIXES else ""
    if len(words) < 2 or len(words[0]) < 2 or len(words[-1]) < 2:
        return None
    first, *middles, last = (_sound_of(word) for word in words)
    return PersonName(first, tuple(middles), last, suffix, "".join(words), words[-1])


def _sound_of(word: str) -> str:
    word = _variants().get(word, word)
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@cache
def _variants() -> dict[str, str]:
    """Each spelling of a given name → the spelling that stands for all."""
    return {
        spelling: row["name"].casefold()
        for row in word_list("name_variants")
        for spelling in row["spellings"].casefold().split("|")
    }


@cache
def common_surnames() -> frozenset[str]:
    """Surnames that so many bear that a first name beside them tells nobody apart."""
    return frozenset(row["surname"].casefold() for row in word_list("common_surnames"))


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A company's name without its legal form, and that form (`corp`), empty where none is given."""

    base: str
    form: str


@lru_cache(maxsize=65_536)
def company_name(name: str) -> CompanyName | None:
    """The parts of an organisation's name; None where what is left is too short to tell it from others."""
    words = spelling_key(name).split()
    if words[:1] == ["the"]:
        del words[0]
    forms: list[str] = []
    while words and words[-1] in _legal_forms():
        forms.insert(0, _legal_forms()[words.pop()])
    base = " ".join(words)
    if len(base) < 4 or base in _generic_words():
        return None
    return CompanyName(base, " ".join(forms))


@cache
def _generic_words() -> frozenset[str]:
    """Words that are no company's whole name: what is left of one that was misread."""
    nouns = [row["noun"] for row in word_list("organisation_nouns")]
    heads = [row["head"] for row in word_list("organisation_heads")]
    generic = [row["word"] for row in word_list("generic_words")]
    return frozenset(spelling_key(word) for word in (*nouns, *heads, *generic))


@cache
def _legal_forms() -> dict[str, str]:
    return {
        spelling: row["form"] for row in word_list("legal_forms") for spelling in row["spellings"].casefold().split("|")
    }


def block_of(entity_type: str, name: str) -> str | None:
    """What all names share that `name` may be merged with; None where it is merged with none."""
    if entity_type == "PERSON" and (person := person_name(name)):
        return f"person {person.first} {person.sounds[-_TAIL:]}"
    if entity_type == "ORG" and (company := company_name(name)):
        return f"org {company.base}"
    return None


_ACRONYM = re.compile(r"[A-Z](?:\.?[A-Z]){1,7}\.?")
_WORDS = re.compile(r"[^\W\d_]+")


def spells(acronym: str, name: str) -> bool:
    """Whether the acronym is made of the name's initials: every capital one, small words' at will, in order."""
    if not _ACRONYM.fullmatch(acronym):
        return False
    letters = [letter for letter in acronym.casefold() if letter != "."]
    for word in _WORDS.findall(name.replace("'s", "")):
        if letters and word[0].casefold() == letters[0]:
            del letters[0]
        elif word[0].isupper():
            return False
    return not letters
