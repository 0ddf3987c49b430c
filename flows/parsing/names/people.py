"""People: which mentions of persons in an article stand for the same one, and what that one's full name is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.parsing.names.forms import Form, gender_of, given_names_agree
from flows.parsing.names.titles import Holding, Office
from flows.parsing.names.words import letters, words


@dataclass(slots=True)
class Person:
    """Someone whom the article names: the full name, the numbers of the mentions, and every office it gives them."""

    name: str
    gender: str | None
    mentions: list[int]
    offices: set[Holding] = field(default_factory=set)


def people_of(forms: Sequence[Form]) -> tuple[list[Person], dict[int, int]]:
    """The people, and for each mention's number that of its person; a name that two people may mean is left out.

    Full names are gathered first, the longest first, so that initials and bare surnames find them wherever they stand.
    """
    register = _Register()
    persons: dict[int, int] = {}
    for form in sorted((form for form in forms if form.full), key=_initials_last):
        if (person := register.enter(form)) is not None:
            persons[form.number] = person
    introduced: dict[int, int] = {}
    for form in forms:
        if form.number in persons:
            introduced.setdefault(persons[form.number], form.number)
            register.note_title(persons[form.number], form.title)
        elif not form.full:
            register.enter_stranger(form)
    for form in forms:
        if not form.full and (person := register.find(form, introduced)) is not None:
            persons[form.number] = person
            register.note_title(person, form.title)
    return register.people(forms, persons), persons


def _initials_last(form: Form) -> tuple[bool, int]:
    return len(letters(form.parts[0])) < 2, -len(form.key)


class _Register:
    """The people found so far, by every part of a name that may stand for them."""

    def __init__(self) -> None:
        self._names: list[tuple[tuple[str, ...], str]] = []
        self._titles: list[list[Office]] = []
        self._by_whole: dict[str, set[int]] = {}
        self._by_tail: dict[str, set[int]] = {}  # al-Assad, Assad; van der Leyen, der Leyen, Leyen
        self._by_given: dict[str, set[int]] = {}
        self._by_middle: dict[str, set[int]] = {}

    def enter(self, form: Form) -> int | None:
        """The person who bears a full name, a new one where nobody can be meant; None where two can."""
        key, surname = form.key, letters(form.parts[-1])
        same = {i for i in self._by_whole.get(key, ()) if self._names[i][1] == form.suffix}
        same = same or set(self._by_tail.get(key, ()))  # Amir Abdollahian, of Hossein Amir-Abdollahian
        same = same or {
            i
            for i in self._by_tail.get(surname, ())
            if self._names[i][1] == form.suffix
            and letters(self._names[i][0][-1]) == surname
            and given_names_agree(self._names[i][0], form.parts)
        }
        if len(same) > 1:
            return None
        person = same.pop() if same else self._add(form)
        self._by_whole.setdefault(key, set()).add(person)
        return person

    def enter_stranger(self, form: Form) -> None:
        """Add who bears a surname whose full bearers are all of the other gender: Mr. Obama, beside Michelle Obama."""
        gender = form.title.gender if form.title else None
        others: set[int] = set() if form.key in self._by_whole else self._by_tail.get(form.key, set())
        if gender and others and all(self._gender(i) not in (gender, None) for i in others):
            self.note_title(self._add(form), form.title)

    def note_title(self, person: int, title: Office | None) -> None:
        """Keep a title that stood before a name: it tells people of one surname apart."""
        if title is not None:
            self._titles[person].append(title)

    def find(self, form: Form, introduced: Mapping[int, int]) -> int | None:
        """The person for whom a surname or given name alone stands, a new one where nobody can be meant."""
        key = form.key
        if not key:
            return None
        surnamed = self._by_tail.get(key, set()) | self._by_whole.get(key, set())
        meant = surnamed or self._by_given.get(key) or self._by_middle.get(key)
        if not meant:
            return self._add(form)
        if form.suffix:
            meant = {i for i in meant if self._names[i][1] == form.suffix}
        return next(iter(meant)) if len(meant) == 1 else self._tell_apart(form, meant, introduced)

    def _tell_apart(self, form: Form, meant: Iterable[int], introduced: Mapping[int, int]) -> int | None:
        """The one of several people of one name whose title or gender fits, or who alone was introduced so far."""
        title = form.title
        so_far = [i for i in meant if introduced.get(i, -1) < form.number]
        if title is not None and title.key:
            held = {i: [own.former for own in self._titles[i] if own.key == title.key] for i in meant}
            fitting = [i for i, former in held.items() if former]
            if len(fitting) > 1:
                fitting = [i for i in fitting if title.former in held[i]]
            elif not fitting and len(so_far) == 1 and len(self._names[so_far[0]][0]) == 1:
                fitting = so_far
            return fitting[0] if len(fitting) == 1 else None
        if title is not None and title.gender:
            fitting = [i for i in meant if self._gender(i) in (title.gender, None)]
            return fitting[0] if len(fitting) == 1 and self._gender(fitting[0]) else None
        return so_far[0] if len(so_far) == 1 and not form.headline else None

    def _gender(self, person: int) -> str | None:
        return gender_of(self._names[person][0], self._titles[person])

    def _add(self, form: Form) -> int:
        person, parts = len(self._names), form.parts
        self._names.append((parts, form.suffix))
        self._titles.append([])
        self._by_whole.setdefault(form.key, set()).add(person)
        for first in range(1, len(parts)):
            self._by_tail.setdefault(letters("".join(parts[first:])), set()).add(person)
            self._by_middle.setdefault(letters(parts[first]), set()).add(person)
        if len(parts) > 1:
            self._by_given.setdefault(letters(parts[0]), set()).add(person)
        head, _, last = parts[-1].rpartition("-")
        if head:
            by = self._by_tail if head.casefold() in words().particles else self._by_middle
            by.setdefault(letters(last), set()).add(person)
        return person

    def people(self, forms: Sequence[Form], persons: Mapping[int, int]) -> list[Person]:
        """Each person with the full name printed most often, and the gender that title or given name tells."""
        printed: list[Counter[str]] = [Counter() for _ in self._names]
        people = [Person("", self._gender(i), []) for i in range(len(self._names))]
        for form in forms:
            if (person := persons.get(form.number)) is not None:
                people[person].mentions.append(form.number)
                printed[person][form.shown] += self._is_whole(form, person)
        for one, names in zip(people, printed, strict=True):
            one.name = max(names, key=lambda name: (names[name] > 0, not name.isupper(), names[name]), default="")
        return people

    def _is_whole(self, form: Form, person: int) -> bool:
        """Whether a form is a full name of the person, not just the last words of it."""
        parts = self._names[person][0]
        if len(parts) == 1 or not form.full:
            return len(parts) == 1
        own, whole = form.key, letters("".join(parts))
        return not (len(own) < len(whole) and whole.endswith(own) and letters(form.parts[0]) != letters(parts[0]))
