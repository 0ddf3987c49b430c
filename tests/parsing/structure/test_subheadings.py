import pytest

from flows.parsing.structure.layout import Paragraph
from flows.parsing.structure.subheadings import is_subheading

PROSE = "The otters came back on Monday, and the town rang its bells for an hour."


def paragraph(text: str, level: int = 0) -> Paragraph:
    return Paragraph(text, (text,), 1, level)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("Mayor: otters should stay", True),
        ("OTTERS AND WEASELS", True),
        ("‘We rang the bells’", True),
        ("Who rang the bells?", True),
        ("4,000 otters", True),
        ("The otters stayed.", False),
        ("Q: Who rang the bells?", False),
        ("The mayor’s findings included:", False),
        ("7", False),
        ("and went on in small letters", False),
        ("A line of so very many words that nobody would take it for a heading at all", False),
    ],
)
def test_a_line_between_prose(line: str, answer: bool) -> None:
    assert is_subheading([paragraph(PROSE), paragraph(line), paragraph(PROSE)], 1) is answer


def test_rows_of_a_table_are_none() -> None:
    rows = [paragraph(text) for text in (PROSE, "Net 12 vs 10", "Revs 17 vs 15", "Year", PROSE)]
    assert not any(is_subheading(rows, at) for at in range(len(rows)))


def test_a_marked_heading_is_one_anywhere() -> None:
    assert is_subheading([paragraph("Otters", level=2), paragraph("Net 12")], 0)
