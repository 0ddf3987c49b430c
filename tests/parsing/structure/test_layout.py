import pytest

from flows.parsing.structure.head import part_of_head
from flows.parsing.structure.layout import lay_out

WRAPPED = """The otters came back to the river in the spring, and the town of
Lewes, which had waited for them since the flood, rang its bells for
an hour."""
UNWRAPPED = " ".join(WRAPPED.split())


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in lay_out(text, part_of_head)]


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param(f"{WRAPPED}\n\n{WRAPPED}", [UNWRAPPED, UNWRAPPED], id="wrapped, blank lines"),
        pytest.param(f"    {WRAPPED}\n    {WRAPPED}\n", [UNWRAPPED, UNWRAPPED], id="wrapped, indents alone"),
        pytest.param(f"A line of its own\n\n{WRAPPED}", ["A line of its own", UNWRAPPED], id="a short line before"),
        pytest.param(f"{UNWRAPPED}\n{UNWRAPPED}", [UNWRAPPED, UNWRAPPED], id="a line a paragraph"),
        pytest.param("Otters are back\nThe otters came.", ["Otters are back", "The otters came."], id="short lines"),
        pytest.param(
            "Otters are\nback in town", ["Otters are back in town"], id="a line that goes on in small letters"
        ),
        pytest.param("    Net 12 vs 10\n    Revs 17 vs 15\n", ["Net 12 vs 10", "Revs 17 vs 15"], id="rows of a table"),
        pytest.param("Otters:\n- first\n- second", ["Otters:", "- first", "- second"], id="bullets"),
        pytest.param(
            "Title\n=====\nText here.\n\nPart\n----\nMore.", ["Title", "Text here.", "Part", "More."], id="lines under"
        ),
        pytest.param("One.\n\n* * *\n\nTwo.", ["One.", "Two."], id="ornaments"),
        pytest.param("\n \n\t\n", [], id="nothing"),
    ],
)
def test_paragraphs(text: str, paragraphs: list[str]) -> None:
    assert texts(text) == paragraphs


def test_a_compound_broken_at_its_hyphen_is_made_whole() -> None:
    text = (
        "The river board said on Monday that it would begin the long-\n"
        "awaited works above the bridge, which it had called for short-\n"
        "and long-term reasons the most pressing that it ever had seen.\n"
    )
    assert "the long-awaited works" in texts(text)[0]
    assert "for short- and long-term reasons" in texts(text)[0]


def test_marked_headings_have_levels() -> None:
    paragraphs = lay_out("# Title\nText.\n## Part\nMore.\n\nOther\n=====\n", part_of_head)
    assert [(one.text, one.level) for one in paragraphs] == [
        ("Title", 1),
        ("Text.", 0),
        ("Part", 2),
        ("More.", 0),
        ("Other", 1),
    ]
