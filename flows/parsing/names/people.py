"""People: which mentions of persons in an article stand for the same one, and what that one's full name is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flows.parsing.names.offices import Office
from flows.parsing.names.words import fold, letters, without_possessive, words

_QUOTED = ("“", '"', "‘", "'", "(")


@dataclass(slots=True)
class Person:
    """Someone whom the article names; grows while the mentions are read."""

    name: str
    gender: str | None = None
    offices: list[Office] = field(default_factory=list)
    mentions: list[int] = field(default_factory=list)
    genders_seen: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Named:
    """A mention of a person as it is printed: number in the cast, words of the name without title, what stands before it."""

    number: int
    parts: tuple[str, ...]
    suffix: str
    title: Office | None
    in_title: bool

    @property
    def full(self) -> bool:
        """Whether a given name and a surname are printed."""
        return len(self.parts) > 1 and not (self.parts[0].islower() and self.parts[0] in words().particles)


def name_parts(text: str) -> tuple[tuple[str, ...], str]:
    """The words of a person's name and the suffix (jr, iii): titles, nicknames in quotation marks and 's left out."""
    parts = without_possessive(text.rstrip(",.") if text.endswith(",") else text).replace(",", " ").split()
    suffix = ""
    while len(parts) > 1 and fold(parts[-1]) in words().suffixes:
        suffix = fold(parts.pop())
    kept = [part for part in parts if not part.startswith(_QUOTED)]
    kept = kept or parts
    return tuple(kept[leading_title(kept) :]), suffix


def leading_title(parts: Sequence[str]) -> int:
    """How many of the first words of a name are its title: Foreign Minister | Sergei Lavrov."""
    known = words()
    taken = 0
    while taken < len(parts) - 1:
        for size in range(min(4, len(parts) - taken - 1), 0, -1):
            title = known.titles.get(fold(" ".join(parts[taken : taken + size])))
            if title is not None and title.kind != "relation" and parts[taken].casefold() not in known.genders:
                if title.capitals and not parts[taken].isupper():
                    continue
                taken += size
                break
        else:
            break
    return taken


def people_of(named: Sequence[Named]) -> tuple[list[Person], dict[int, int]]:
    """The people, and for each mention's number that of its person; a name that two people bear is left out."""
    registry = _Registry()
    whole = [one for one in named if one.full]
    longest_first = sorted(whole, key=lambda one: (_initials(one.parts), -len(letters("".join(one.parts)))))
    whose: dict[int, int] = {}
    first_seen: dict[int, int] = {}
    for one in longest_first:
        person = registry.place(one)
        if person is not None:
            whose[one.number] = person
    for one in named:
        if (known := whose.get(one.number)) is not None:
            first_seen.setdefault(known, one.number)
            registry.note_title(known, one.title)
    for one in named:
        if one.number not in whose:
            registry.note_stranger(one)
    for one in named:
        if one.number not in whose and (meant := registry.resolve(one, first_seen)) is not None:
            whose[one.number] = meant
            registry.note_title(meant, one.title)
    return registry.finish(named, whose), whose


def _initials(parts: Sequence[str]) -> bool:
    return len(fold(parts[0])) <= 1


class _Registry:
    """The people found so far, by every part of a name that may stand for them."""

    def __init__(self) -> None:
        self.people: list[tuple[tuple[str, ...], str]] = []
        self.titles: list[list[Office]] = []
        self.by_tail: dict[str, set[int]] = {}
        self.by_given: dict[str, set[int]] = {}
        self.by_middle: dict[str, set[int]] = {}
        self.by_whole: dict[str, set[int]] = {}

    def place(self, one: Named) -> int | None:
        """The person whom a full name stands for, a new one where nobody has such a name; None where two have."""
        whole = letters("".join(one.parts))
        same = {i for i in self.by_whole.get(whole, ()) if self._same_suffix(i, one)}
        if not same:
            same = {i for i in self.by_tail.get(whole, ()) if len(letters("".join(self.people[i][0]))) > len(whole)}
        if not same:
            surname = letters(one.parts[-1])
            same = {
                i
                for i in self.by_tail.get(surname, ())
                if letters(self.people[i][0][-1]) == surname
                and self._same_suffix(i, one)
                and _given_agree(self.people[i][0], one.parts)
            }
        if len(same) == 1:
            self.by_whole.setdefault(whole, set()).update(same)
            return next(iter(same))
        return None if same else self._add(one.parts, one.suffix)

    def _same_suffix(self, index: int, one: Named) -> bool:
        return self.people[index][1] == one.suffix

    def _add(self, parts: tuple[str, ...], suffix: str) -> int:
        index = len(self.people)
        self.people.append((parts, suffix))
        self.titles.append([])
        self.by_whole.setdefault(letters("".join(parts)), set()).add(index)
        for first in range(1, len(parts)):
            self.by_tail.setdefault(letters("".join(parts[first:])), set()).add(index)
            if first < len(parts) - 1:
                self.by_middle.setdefault(letters(parts[first]), set()).add(index)
        head, _, last = parts[-1].rpartition("-")
        if head:
            where = self.by_tail if head.casefold() in words().particles else self.by_middle
            where.setdefault(letters(last), set()).add(index)
        if len(parts) > 1:
            self.by_given.setdefault(letters(parts[0]), set()).add(index)
        return index

    def note_title(self, person: int, title: Office | None) -> None:
        """Keep a title that stood before a name, to tell people of one surname apart."""
        if title is not None:
            self.titles[person].append(title)

    def note_stranger(self, one: Named) -> None:
        """Add whoever bears only a surname whose one full bearer is of the other gender: Mr. Obama beside Michelle."""
        meant = self.by_tail.get(letters("".join(one.parts)), set())
        if one.title is not None and one.title.gender and meant and self._whole(one) == set():
            if all(self._gender(i) not in (one.title.gender, None) for i in meant):
                self._add(one.parts, one.suffix)

    def _whole(self, one: Named) -> set[int]:
        return self.by_whole.get(letters("".join(one.parts)), set())

    def resolve(self, one: Named, first_seen: dict[int, int]) -> int | None:
        """The person for whom a surname or given name alone stands, None where two may be meant."""
        key = letters("".join(one.parts))
        if not key:
            return None
        for meant in (self.by_tail.get(key, set()) | self._whole(one), self.by_given.get(key), self.by_middle.get(key)):
            if not meant:
                continue
            if one.suffix:
                meant = {i for i in meant if self.people[i][1] == one.suffix}
            return self._tell_apart(one, meant, first_seen) if len(meant) != 1 else next(iter(meant))
        return self._add(one.parts, one.suffix)

    def _tell_apart(self, one: Named, meant: Iterable[int], first_seen: dict[int, int]) -> int | None:
        """The one of several people of one surname whose title or gender fits, or who alone was named so far."""
        title = one.title
        so_far = [i for i in meant if first_seen.get(i, -1) < one.number]
        if title is not None and title.key:
            fitting = [i for i in meant if any(held.key == title.key for held in self.titles[i])]
            if len(fitting) > 1:
                fitting = [
                    i for i in fitting if any(t.key == title.key and t.former == title.former for t in self.titles[i])
                ]
            fitting = fitting or [i for i in so_far if len(so_far) == 1 and len(self.people[i][0]) == 1]
            return fitting[0] if len(fitting) == 1 else None
        if title is not None and title.gender:
            fitting = [i for i in meant if self._gender(i) == title.gender]
            doubtful = [i for i in meant if self._gender(i) is None]
            return fitting[0] if len(fitting) == 1 and not doubtful else None
        if one.in_title:
            return None
        return so_far[0] if len(so_far) == 1 else None

    def _gender(self, index: int) -> str | None:
        return _gender(self.people[index][0], self.titles[index])

    def finish(self, named: Sequence[Named], whose: dict[int, int]) -> list[Person]:
        """Each person with the full name printed most often, and a gender where title or given name tells it."""
        forms: list[Counter[str]] = [Counter() for _ in self.people]
        people = [Person("") for _ in self.people]
        for one in named:
            person = whose.get(one.number)
            if person is not None:
                people[person].mentions.append(one.number)
                forms[person][shown(one)] += (
                    len(self.people[person][0]) == 1 or one.full and not _is_tail(one, self.people[person][0])
                )
        for i, person in enumerate(people):
            best = max(
                forms[i].items(), key=lambda form: (form[1] > 0, not form[0].isupper(), form[1]), default=("", 0)
            )
            person.name = best[0]
            person.gender = self._gender(i)
        return people


def _is_tail(one: Named, parts: tuple[str, ...]) -> bool:
    """Whether a name is only the last words of a longer one: Amir Abdollahian of Hossein Amir-Abdollahian."""
    own = letters("".join(one.parts))
    whole = letters("".join(parts))
    return len(own) < len(whole) and whole.endswith(own) and letters(one.parts[0]) != letters(parts[0])


def shown(one: Named) -> str:
    """The name as the tables show it: without title, but a king, queen or pope of one name keeps theirs."""
    name = " ".join(one.parts)
    title = one.title
    if len(one.parts) == 1 and title is not None and title.kind == "regnal" and title.role:
        return f"{title.role} {name}"
    return f"{name} {_SUFFIX.get(one.suffix, one.suffix.upper())}" if one.suffix in _NUMBERS else name


_SUFFIX = {"jr": "Jr.", "sr": "Sr."}
_NUMBERS = frozenset(("jr", "sr", "ii", "iii", "iv"))


def _gender(parts: tuple[str, ...], titles: Iterable[Office]) -> str | None:
    told = {title.gender for title in titles if title.gender}
    if len(told) == 1:
        return told.pop()
    if told or len(parts) < 2:
        return None
    return words().genders.get(parts[0].casefold())


def _given_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names of one surname can be one person's: John F., J. and John; Bob and Robert; Sergei and Sergey."""
    if not _agree(one[0], other[0]):
        return False
    return all(_agree(a, b) for a, b in zip(one[1:-1], other[1:-1], strict=False))


def _agree(one: str, other: str) -> bool:
    a, b = letters(one), letters(other)
    if a == b:
        return True
    if not a or not b or a[0] != b[0] and not (a in words().full_given or b in words().full_given):
        return False
    if len(a) == 1 or len(b) == 1:
        return True
    if b in words().full_given.get(a, ()) or a in words().full_given.get(b, ()):
        return True
    return min(len(a), len(b)) >= 5 and _one_edit(a, b) and words().genders.get(a) == words().genders.get(b)


def _one_edit(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    return a[i + (len(a) == len(b)) :] == b[i + 1 :]
