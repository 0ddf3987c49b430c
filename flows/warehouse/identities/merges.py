"""Which of the names in one block are one entity: decided on all of them together, so that their order says nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.warehouse.identities.keys import PersonName, common_surnames, company_name, person_name, spells

_FEWEST_AGREEING = 10  # articles from which a few that say otherwise are taken for misreadings
_AGREEING = 0.9
_SHORTEST_SURNAME = 4


@dataclass(frozen=True, slots=True)
class Name:
    """One id, a name that has it (the fullest), and the roles of more than one word that articles give it."""

    name_id: str
    entity_type: str
    name: str
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names that are one entity: `name_id` gives up its own id. `score` is 0 to 1."""

    name_id: str
    into_id: str
    reason: str
    score: float
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A short form, the full name that articles print beside it, how many do, and the first of them by its id."""

    alias_id: str
    alias: str
    name_id: str
    name: str
    articles: int
    evidence: str


def fullness(name: str) -> tuple[int, int, str]:
    """By this the fullest of several names is the greatest."""
    return len(name.split()), len(name), name


def merge_people(names: Sequence[Name]) -> list[Merge]:
    """Merge the names of a block that differ in spelling, in transliteration, or in middle names that only one gives.

    What sounds the same is one class. A name without a middle name joins those with one only where all of these agree;
    an initial joins a middle name only where one fits. Beyond the same letters it takes a surname that is not common,
    or a role of more than one word that both have.
    """
    parts = {one.name_id: person for one in names if (person := person_name(one.name))}
    known = {one.name_id: one for one in names if one.name_id in parts}
    merges: list[Merge] = []
    classes: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for one in known.values():
        classes[parts[one.name_id].sounds, parts[one.name_id].suffix].append(one)
    heads: list[tuple[Name, PersonName]] = []
    for members in classes.values():
        head = max(members, key=lambda one: fullness(one.name))
        joined = {head.name_id}
        for one in sorted(members, key=lambda one: one.name_id):
            if one is head:
                continue
            is_same = parts[one.name_id].letters == parts[head.name_id].letters
            if is_same or _is_strong(one, head, parts):
                reason, score = ("spelling", 1.0) if is_same else ("transliteration", 0.95)
                merges.append(Merge(one.name_id, head.name_id, reason, score))
                joined.add(one.name_id)
        fewest = min((parts[name_id] for name_id in joined), key=lambda person: (len(person.middles), person.letters))
        heads.append((head, fewest))
    by_ends: dict[tuple[str, str, str], list[tuple[Name, PersonName]]] = defaultdict(list)
    for head, person in heads:
        by_ends[person.first, person.last, person.suffix].append((head, person))
    for group in by_ends.values():
        merges += _merge_middles(group, parts)
    return merges


def _merge_middles(group: Sequence[tuple[Name, PersonName]], parts: Mapping[str, PersonName]) -> Iterable[Merge]:
    without = [head for head, person in group if not person.middles]
    full = [one for one in group if one[1].middles and all(len(middle) > 1 for middle in one[1].middles)]
    initials = [one for one in group if one[1].middles and one not in full]
    clusters = len(full)
    merges = []
    for head, person in initials:
        fitting = [other for other, its in (*full, *initials) if other is not head and _fits(person, its)]
        if len(fitting) == 1 and fitting[0] in [other for other, _ in full] and _is_strong(head, fitting[0], parts):
            merges.append(Merge(head.name_id, fitting[0].name_id, "initials", 0.9))
        else:
            clusters += 1
    if clusters == 1:
        (into, _), *_ = full or initials
        merges += [
            Merge(head.name_id, into.name_id, "middle_name", 0.85) for head in without if _is_strong(head, into, parts)
        ]
    return merges


def _fits(one: PersonName, other: PersonName) -> bool:
    """Whether the middle names are the same, initials standing for what they begin."""
    return len(one.middles) == len(other.middles) and all(
        short.startswith(long) or long.startswith(short) if 1 in (len(short), len(long)) else short == long
        for short, long in zip(one.middles, other.middles, strict=True)
    )


def _is_strong(one: Name, other: Name, parts: Mapping[str, PersonName]) -> bool:
    surnames = {parts[one.name_id].surname, parts[other.name_id].surname}
    is_rare = all(surname not in common_surnames() and len(surname) >= _SHORTEST_SURNAME for surname in surnames)
    return is_rare or not one.roles.isdisjoint(other.roles)


def merge_companies(names: Sequence[Name]) -> list[Merge]:
    """Merge the names of a block that differ in the legal form, where all that give one give the same."""
    by_form: dict[str, list[Name]] = defaultdict(list)
    for one in names:
        if company := company_name(one.name):
            by_form[company.form].append(one)
    merges: list[Merge] = []
    for members in by_form.values():
        head = max(members, key=lambda one: fullness(one.name))
        merges += [Merge(one.name_id, head.name_id, "spelling", 1.0) for one in members if one is not head]
    forms = [form for form in by_form if form]
    if len(forms) == 1 and "" in by_form:
        bare, into = (max(by_form[form], key=lambda one: fullness(one.name)) for form in ("", forms[0]))
        merges.append(Merge(bare.name_id, into.name_id, "legal_form", 0.9))
    return merges


def merge_aliases(aliases: Iterable[Alias], entity_of: Mapping[str, str]) -> list[Merge]:
    """Merge an acronym with the one name that articles print beside it.

    `entity_of` gives the entity of a name_id that was merged. Names that the acronym does not spell say nothing;
    several entities leave it alone, unless nearly all articles agree.
    """
    by_alias: dict[str, list[Alias]] = defaultdict(list)
    for one in aliases:
        if one.alias_id != one.name_id and spells(one.alias, one.name):
            by_alias[one.alias_id].append(one)
    merges = []
    for alias_id, ones in by_alias.items():
        by_entity: dict[str, list[Alias]] = defaultdict(list)
        for one in ones:
            by_entity[entity_of.get(one.name_id, one.name_id)].append(one)
        counts = {entity: sum(one.articles for one in said) for entity, said in by_entity.items()}
        most = max(counts, key=lambda entity: (counts[entity], entity))
        share = counts[most] / sum(counts.values())
        if share == 1 or (sum(counts.values()) >= _FEWEST_AGREEING and share >= _AGREEING):
            best = max(by_entity[most], key=lambda one: (one.articles, one.name_id))
            merges.append(Merge(alias_id, best.name_id, "acronym", round(share, 3), best.evidence))
    return merges


def unite(
    merges: Iterable[Merge], outside: Mapping[str, str], fullest: Mapping[str, str]
) -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Join what is merged → the entity of each name_id that is in a merge, and the merges that were blocked.

    An entity has the id of its name that a reference list has (`outside`: name_id → id there), else of its fullest name
    (`fullest`: name_id → name). A merge that would join two ids of reference lists is blocked; the surest go first.
    """
    parent: dict[str, str] = {}
    ids: dict[str, str] = {}

    def root(name_id: str) -> str:
        while parent.setdefault(name_id, name_id) != name_id:
            parent[name_id] = name_id = parent[parent[name_id]]
        return name_id

    blocked = set()
    for merge in sorted(merges, key=lambda one: (one.reason != "reference", -one.score, one.name_id, one.into_id)):
        one, other = root(merge.name_id), root(merge.into_id)
        mine, its = (ids.get(top) or outside.get(top) for top in (one, other))
        if mine and its and mine != its:
            blocked.add((merge.name_id, merge.into_id))
        elif one != other:
            parent[max(one, other)] = min(one, other)
            if known := mine or its:
                ids[min(one, other)] = known
    members: dict[str, list[str]] = defaultdict(list)
    for name_id in parent:
        members[root(name_id)].append(name_id)
    entity_of = {}
    for group in members.values():
        entity = max(group, key=lambda one: (one in outside, fullness(fullest.get(one, "")), one))
        entity_of.update(dict.fromkeys(group, entity))
    return entity_of, blocked
