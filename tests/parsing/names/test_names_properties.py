"""Whatever the text: no crash, spans kept, the same answer again, and time in step with length."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.model import ENTITY_TYPES, Article, Mention
from flows.parsing.names import resolve_names

_PIECES = st.sampled_from(
    [
        *("Anna Lind", "Lind", "Dr.", "Mr.", "Foreign Minister", "FM", "the", "his", "he", "She", "who", "said", "of"),
        *(
            ",",
            ", ",
            ".",
            " ",
            "\n\n",
            "“",
            "”",
            '"',
            "'s",
            "(",
            ")",
            "SCO",
            "Iran",
            "Iranian",
            "and",
            "van der",
            "Jr.",
        ),
        *("…", "é", "\u200b", "-", "’", "counterpart", "ministry", "the company"),
    ]
)
_TEXTS = st.lists(_PIECES | st.text(max_size=6), max_size=40)


@st.composite
def _articles(draw):
    pieces = draw(_TEXTS)
    text = " ".join(pieces)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=12)))
    mentions = [
        Mention("body", start, end, text[start:end], draw(st.sampled_from(ENTITY_TYPES)))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return Article(None, None, text), tuple(mentions), draw(st.integers(0, 400)), draw(st.integers(0, 60))


@settings(max_examples=300, deadline=None)
@given(_articles())
@example((Article(None, None, "\x1f"), (), 0, 1))  # white space to split(), a character to the trimming of edges
def test_any_text_and_any_mentions_resolve(drawn):
    article, mentions, start, length = drawn
    cast = resolve_names(article, mentions)
    assert [(m.field, m.start_char, m.end_char, m.text, m.entity_type) for m in cast.mentions] == [
        (m.field, m.start_char, m.end_char, m.text, m.entity_type) for m in mentions
    ]
    assert all(mention.name for mention in cast.mentions if mention.text.strip())
    found = cast.whose("body", start, start + length)
    assert found is None or found in cast.mentions
    assert resolve_names(article, mentions).whose("body", start, start + length) == found


_HARD = {
    "quotation marks": '"' * 200_000,
    "capitals": "A" * 200_000,
    "capitalised words": "Foreign " * 25_000,
    "titles": "minister of " * 17_000,
    "spaces": " " * 200_000,
    "pronouns": "he said " * 25_000,
    "articles": "a " * 100_000 + "minister",
    "brackets": "(" * 200_000,
    "acronyms": "Abc Bcd (AB) " * 15_000,
    "names": "Anna Lind, the minister, said he said. " * 5_000,
}


@pytest.mark.parametrize("text", _HARD.values(), ids=_HARD.keys())
def test_hard_texts_take_time_in_step_with_their_length(text):
    def seconds(length: int) -> float:
        body = text[:length]
        mentions = []
        at = body.find("Anna Lind")
        while at >= 0:
            mentions.append(Mention("body", at, at + 9, "Anna Lind", "PERSON"))
            at = body.find("Anna Lind", at + 9)
        begun = time.process_time()
        cast = resolve_names(Article(None, None, body), tuple(mentions))
        for start in range(0, len(body) - 12, max(1, length // 200)):
            cast.whose("body", start, start + 12)
        at = body.find("the minister")
        while at >= 0:
            cast.whose("body", at, at + 12)
            at = body.find("the minister", at + 12)
        return time.process_time() - begun

    seconds(1_000)
    whole, half = seconds(len(text)), seconds(len(text) // 2)
    assert whole < 4 * half + 0.2
