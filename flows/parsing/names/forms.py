"""The forms in which a person's name is printed, and when two of them can be one person's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.parsing.names.titles import Office
from flows.parsing.names.words import fold, letters, without_possessive, words

_QUOTED = ("“", '"', "‘", "'", "(")
_SHOWN_SUFFIX = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}


@dataclass(frozen=True, slots=True)
class Form:
    """One mention of a person as printed; `number` is its place in the cast, `parts` are the words without title."""

    number: int
    parts: tuple[str, ...]
    suffix: str
    title: Office | None
    headline: bool

    @property
    def key(self) -> str:
        """The bare letters of the name."""
        return letters("".join(self.parts))

    @property
    def full(self) -> bool:
        """Whether a given name and a surname are printed: not so in van der Leyen."""
        return len(self.parts) > 1 and not (self.parts[0].islower() and self.parts[0] in words().particles)

    @property
    def shown(self) -> str:
        """The name as the tables show it: without title, but a king, queen or pope of one name keeps theirs."""
        name = " ".join((*self.parts, _SHOWN_SUFFIX[self.suffix]) if self.suffix in _SHOWN_SUFFIX else self.parts)
        if len(self.parts) == 1 and self.title is not None and self.title.kind == "regnal":
            return f"{self.title.role} {name}"
        return name


def name_parts(text: str) -> tuple[tuple[str, ...], str]:
    """The words of a person's name and the suffix (jr, iii); titles, quoted nicknames and 's are left out."""
    parts = without_possessive(text.replace(",", " ").rstrip()).split()
    suffix = ""
    while len(parts) > 1 and fold(parts[-1]) in words().suffixes:
        suffix = fold(parts.pop())
    kept = [part for part in parts if not part.startswith(_QUOTED)] or parts
    return tuple(kept[_leading_title(kept) :]), suffix


def _leading_title(parts: Sequence[str]) -> int:
    """How many of the first words of a name are its title: Foreign Minister | Sergei Lavrov."""
    known = words()
    taken = 0
    while taken < len(parts) - 1 and parts[taken].casefold() not in known.genders:
        for size in range(min(4, len(parts) - taken - 1), 0, -1):
            title = known.titles.get(fold(" ".join(parts[taken : taken + size])))
            if title and title.kind != "relation" and (parts[taken].isupper() or not title.capitals):
                taken += size
                break
        else:
            break
    return taken


def gender_of(parts: Sequence[str], titles: Iterable[Office]) -> str | None:
    """The gender that the titles agree on, or else the given name's; None where neither tells."""
    told = {title.gender for title in titles if title.gender}
    if len(told) == 1:
        return told.pop()
    return words().genders.get(parts[0].casefold()) if not told and len(parts) > 1 else None


def given_names_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names of one surname can be one person's: J., John and John F.; Bob and Robert."""
    return _agree(one[0], other[0]) and all(_agree(a, b) for a, b in zip(one[1:-1], other[1:-1], strict=False))


def _agree(one: str, other: str) -> bool:
    """Whether two given names are the same, an initial, a nickname, or one letter apart (Sergei, Sergey)."""
    a, b = letters(one), letters(other)
    known = words()
    if not a or not b:
        return a == b
    if a == b or b in known.full_given.get(a, ()) or a in known.full_given.get(b, ()):
        return True
    if a[0] != b[0]:
        return False
    if len(a) == 1 or len(b) == 1:
        return True
    return min(len(a), len(b)) > 4 and _one_letter_apart(a, b) and known.genders.get(a) == known.genders.get(b)


def _one_letter_apart(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    same = 0
    while same < len(a) and a[same] == b[same]:
        same += 1
    return a[same + (len(a) == len(b)) :] == b[same + 1 :]
