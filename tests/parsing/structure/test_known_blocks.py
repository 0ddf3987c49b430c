"""A format that tells headings from paragraphs is believed; what stands in the text is found all the same."""

from flows.model import Block, Document, Link
from flows.parsing.structure import read_article

PARAGRAPHS = (
    "LEWES (Reuters) - The council voted on Monday to sell the old ferry to a yard in Falmouth.",
    "Nothing left",  # looks like a heading
    "The mayor, Ruth Hanley, called it a sad day, and said that there was nothing left to save.",
    "Surveyors had found holes in the hull. The engine is in a museum.",  # looks like prose
    "(Reporting by Ann Doe; Editing by John Roe)",
)
KINDS = ["paragraph", "paragraph", "paragraph", "subheading", "paragraph"]


def article(paragraphs=PARAGRAPHS, **metadata):
    return read_article(Document("file", "ferry.html", 0, "\n\n".join(paragraphs), {"title": "Ferry sold", **metadata}))


def test_known_kinds_are_kept_and_dateline_agency_and_credits_are_found():
    found = article(blocks=KINDS, links=[{"kind": "inline", "text": "Falmouth", "url": "https://a.example/f"}])
    assert [(block.kind, found.body[block.start_char : block.end_char]) for block in found.blocks] == [
        ("paragraph", PARAGRAPHS[0]),
        ("dateline", "LEWES (Reuters) -"),
        ("paragraph", PARAGRAPHS[1]),
        ("paragraph", PARAGRAPHS[2]),
        ("subheading", PARAGRAPHS[3]),
    ]
    assert (found.dateline_place, found.source, found.authors) == ("LEWES", "Reuters", ("Ann Doe",))
    assert found.links == (Link("inline", "Falmouth", "https://a.example/f"),)


def test_kinds_that_do_not_fit_the_text_are_not_believed():
    assert article(blocks=KINDS[:2]) == article() == article(blocks="paragraph")
    assert Block("subheading", *_span(article(), PARAGRAPHS[1])) in article().blocks


def test_lines_that_hold_nothing_are_left_out():
    assert article(["* * *", PARAGRAPHS[0], "\u200b", PARAGRAPHS[2]], blocks=KINDS[:4]).body == "\n\n".join(
        (PARAGRAPHS[0], PARAGRAPHS[2])
    )


def _span(found, text):
    start = found.body.index(text)
    return start, start + len(text)
