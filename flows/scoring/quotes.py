"""Quotes held against quotes: which were found, whose they are, and what says so."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from flows.scoring.measures import Measure, measure

KINDS = ("direct", "indirect", "mixed")
OVERLAP = 0.8  # two quotes are the same when this share of their letters and digits together is common to both
_EXCUSED = 0.5  # an unmatched finding is not wrong when this share of it lies in optional answers
_LINE = re.compile(r"[^\n]+")
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_WORD = re.compile(r"\w+")
_NAME_WORD = re.compile(r"[^\W_][\w.\-]*")
_POSSESSIVE = re.compile(r"['’]s\b")
# Part of the measure, as PolNeAR speakers are compared elsewhere: titles that are not the name's own last word.
_NOT_A_NAME = {"mr", "mrs", "ms", "dr", "sir", "sen", "rep", "gov", "jr", "sr", "president", "the", "a", "an"}


@dataclass(frozen=True, slots=True)
class Said:
    """A quote to compare, answered or found: its span in the text compared in, its speaker and its cue."""

    start: int
    end: int
    kind: str
    speaker_text: str | None = None
    speaker_span: tuple[int, int] | None = None
    speaker_name: str | None = None
    other_speakers: tuple[str, ...] = ()
    cue: str | None = None
    optional: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class QuotePairs:
    """The quotes of one article that count, and which finding answers which."""

    gold: tuple[Said, ...]
    predicted: tuple[Said, ...]
    pairs: tuple[tuple[Said, Said], ...]


def pair_quotes(text: str, gold: Sequence[Said], predicted: Sequence[Said]) -> QuotePairs:
    """Pair answers with findings one to one, best overlap first.

    Both are first cut at line ends, so that it does not matter whether a quote over several paragraphs is one row.
    Optional answers are neither missed nor, where a finding lies in one, held against it.
    """
    letters = [0, *accumulate(character.isalnum() for character in text)]
    answers, findings = _runs(text, gold), _runs(text, predicted)
    counted = [one for one in answers if not one.optional]
    excused = {i for one in answers if one.optional for i in range(one.start, one.end) if text[i].isalnum()}
    ranked = sorted(
        (
            (overlap, i, j)
            for i, one in enumerate(counted)
            for j, other in enumerate(findings)
            if (overlap := _overlap(letters, one, other)) >= OVERLAP
        ),
        reverse=True,
    )
    gold_of: dict[int, int] = {}
    answered: set[int] = set()
    for _, i, j in ranked:
        if j not in gold_of and i not in answered:
            gold_of[j] = i
            answered.add(i)
    kept = [j for j, one in enumerate(findings) if j in gold_of or not _lies_in(text, one, excused)]
    return QuotePairs(
        tuple(counted),
        tuple(findings[j] for j in kept),
        tuple((counted[i], findings[j]) for j, i in sorted(gold_of.items())),
    )


def measure_quotes(cases: Iterable[QuotePairs]) -> dict[str, Measure]:
    """The quotes as a whole and by kind; speakers and cues of the quotes found; quote and speaker both right.

    A kind's precision is over findings of that kind, its recall over answers of that kind. `speakers` compares the
    names resolved, a name where the answer has none counting as wrong.
    """
    gold: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    found: Counter[str] = Counter()  # findings that are right, by their kind
    reached: Counter[str] = Counter()  # answers that were found, by theirs
    named_gold = named_predicted = all_gold = all_predicted = same_name = cued = same_cue = 0
    for case in cases:
        gold.update(one.kind for one in case.gold)
        predicted.update(one.kind for one in case.predicted)
        reached.update(one.kind for one, _ in case.pairs)
        found.update(one.kind for _, one in case.pairs)
        all_gold += sum(one.speaker_name is not None for one in case.gold)
        all_predicted += sum(one.speaker_name is not None for one in case.predicted)
        for answer, finding in case.pairs:
            named_gold += answer.speaker_name is not None
            named_predicted += finding.speaker_name is not None
            same_name += answer.speaker_name is not None and _same(answer.speaker_name, finding.speaker_name)
            cued += answer.cue is not None
            same_cue += same_words(answer.cue, finding.cue)
    rows = {"quotes": measure(found.total(), predicted.total(), gold.total())}
    for kind in KINDS:
        rows[f"quotes.{kind}"] = measure(found[kind], predicted[kind], gold[kind], reached[kind])
    rows["speakers"] = measure(same_name, named_predicted, named_gold)
    rows["quotes with speakers"] = measure(same_name, all_predicted, all_gold)
    rows["cues"] = measure(same_cue, cued, cued)
    return rows


def same_speaker(answer: Said, finding: Said) -> bool:
    """Whether both give the same speaker as printed: their spans overlap, or the last word of the name is the same."""
    if answer.speaker_span and finding.speaker_span and _meet(answer.speaker_span, finding.speaker_span):
        return True
    found = {_last_name(finding.speaker_text), _last_name(finding.speaker_name)} - {None}
    return bool(found & {_last_name(one) for one in (answer.speaker_text, *answer.other_speakers)})


def same_words(one: str | None, other: str | None) -> bool:
    """Whether two cues have a word in common, or are the same mark."""
    if not one or not other:
        return False
    return one == other or bool({*_WORD.findall(one.lower())} & {*_WORD.findall(other.lower())})


def _runs(text: str, quotes: Sequence[Said]) -> list[Said]:
    """The quotes cut at line ends, pieces without a word left out, each span once."""
    cut: dict[tuple[int, int], Said] = {}
    for quote in quotes:
        lines = [match.span() for match in _LINE.finditer(text, quote.start, quote.end)]
        spans = [(start, end) for start, end in lines if _TWO_LETTERS.search(text, start, end)]
        for start, end in spans or [(quote.start, quote.end)]:
            cut.setdefault((start, end), replace(quote, start=start, end=end))
    return list(cut.values())


def _overlap(letters: list[int], one: Said, other: Said) -> float:
    start, end = max(one.start, other.start), min(one.end, other.end)
    common = letters[end] - letters[start] if start < end else 0
    either = letters[one.end] - letters[one.start] + letters[other.end] - letters[other.start] - common
    return common / either if either else 0.0


def _lies_in(text: str, quote: Said, excused: set[int]) -> bool:
    if not excused:
        return False
    own = [i for i in range(quote.start, quote.end) if text[i].isalnum()]
    return bool(own) and sum(i in excused for i in own) / len(own) >= _EXCUSED


def _last_name(phrase: str | None) -> str | None:
    words = [word.strip(".").lower() for word in _NAME_WORD.findall(_POSSESSIVE.sub("", phrase or ""))]
    names = [word for word in words if word not in _NOT_A_NAME] or words
    return names[-1] if names else None


def _same(one: str, other: str | None) -> bool:
    return other is not None and one.casefold().split() == other.casefold().split()


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return max(one[0], other[0]) < min(one[1], other[1])
