"""Quotes: the rules in order, for the articles of a batch together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from flows.model import Article, Field, Mention, Quote
from flows.parsing.quotes.according import according_to
from flows.parsing.quotes.clauses import reported_clauses
from flows.parsing.quotes.confidence import confidence_of
from flows.parsing.quotes.direct import direct_quotes
from flows.parsing.quotes.headlines import headline_attribution
from flows.parsing.quotes.passage import Passage, passages, worth_parsing
from flows.parsing.quotes.said import Said, Whose
from flows.parsing.quotes.settle import settle
from flows.parsing.quotes.syntax import Syntax, Tree, load_syntax

_CHARS_AT_ONCE = 200_000  # of the articles that are parsed together: their trees take 100 bytes a character


class Cast(Protocol):
    """Whoever an article names; see flows.parsing.names."""

    def whose(self, field: Field, start: int, end: int) -> Mention | None:
        """The mention that a phrase stands for."""


def find_quotes(article: Article, cast: Cast) -> tuple[Quote, ...]:
    """Every quotation of an article, title first, in order; no two overlap."""
    return find_quotes_in([article], [cast])[0]


def find_quotes_in(
    articles: Sequence[Article],
    casts: Sequence[Cast],
    syntax: Syntax | None = None,
    without: frozenset[str] = frozenset(),
) -> list[tuple[Quote, ...]]:
    """The quotations of each article, in order: several articles at once are parsed much faster than one by one.

    `syntax` is the parser, by default `load_syntax()`; `without` names rules to leave out (`Quote.rule`), to measure
    what each adds.
    """
    syntax = syntax or load_syntax()
    found: list[tuple[Quote, ...]] = []
    for group in _groups(articles):
        trees = _parse([passage for searched in group for passage in searched], syntax)
        for searched in group:
            cast = casts[len(found)]
            parsed = [replace(passage, trees=next(trees)) for passage in searched]
            found.append(tuple(_quotes(parsed, cast, without)))
    return found


def find_said(passage: Passage, whose: Whose, without: frozenset[str] = frozenset()) -> list[Said]:
    """What is said in one field, in order."""
    headlines = [
        said
        for block, kind in enumerate(passage.kinds)
        if kind != "paragraph" and (said := headline_attribution(passage, block, whose)) and said.rule not in without
    ]
    reported = [
        said
        for number, tree in passage.trees.items()
        for said in (*reported_clauses(passage, number), *according_to(tree))
        if said.rule not in without
    ]
    direct = direct_quotes(passage, reported, without)
    return settle(passage, headlines, direct, reported)


def _groups(articles: Sequence[Article]) -> Iterator[list[list[Passage]]]:
    """The passages of each article, of several articles at a time: enough text for speed, not too many trees."""
    group: list[list[Passage]] = []
    chars = 0
    for article in articles:
        group.append(passages(article))
        chars += len(article.body)
        if chars > _CHARS_AT_ONCE:
            yield group
            group, chars = [], 0
    if group:
        yield group


def _parse(unparsed: Sequence[Passage], syntax: Syntax) -> Iterator[dict[int, Tree]]:
    """The trees of each passage, by number of the sentence."""
    wanted = [worth_parsing(passage) for passage in unparsed]
    texts: list[str] = []
    offsets: list[int] = []
    for passage, numbers in zip(unparsed, wanted, strict=True):
        for start, end in (passage.sentences[number] for number in numbers):
            texts.append(passage.text[start:end])
            offsets.append(start)
    trees = iter(syntax.parse(texts, offsets))
    return ({number: next(trees) for number in numbers} for numbers in wanted)


def _quotes(parsed: Sequence[Passage], cast: Cast, without: frozenset[str]) -> Iterator[Quote]:
    last = 0
    for passage in parsed:
        numbers: dict[int, int] = {}
        for said in find_said(passage, cast.whose, without):
            yield _quote(passage, said, numbers.setdefault(said.utterance, last + len(numbers) + 1), cast)
        last += len(numbers)


def _quote(passage: Passage, said: Said, utterance: int, cast: Cast) -> Quote:
    text = passage.text
    mention = cast.whose(passage.field_name, *said.speaker) if said.speaker else None
    # A relative pronoun is the subject as printed where its noun has a name; else the noun says more.
    speaker = said.relative if mention and said.relative else said.speaker
    return Quote(
        field=passage.field_name,
        block=passage.kinds[passage.block_at(said.start)],
        start_char=said.start,
        end_char=said.end,
        text=text[said.start : said.end],
        kind=said.kind,
        utterance_no=utterance,
        rule=said.rule,
        confidence=confidence_of(said.rule, said.kind),
        speaker_text=text[slice(*speaker)] if speaker else None,
        speaker_start_char=speaker[0] if speaker else None,
        speaker_end_char=speaker[1] if speaker else None,
        speaker_name=(mention.name or mention.text) if mention else None,
        speaker_entity_id=mention.entity_id if mention else None,
        cue=text[slice(*said.cue)] if said.cue else None,
        cue_start_char=said.cue[0] if said.cue else None,
        cue_end_char=said.cue[1] if said.cue else None,
        cue_lemma=said.lemma,
    )
