import pytest

from flows.parsing.structure.byline import Byline, names_in, read_byline, read_name_alone, read_outlet


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Jane Doe", Byline(("Jane Doe",))),
        ("by Jane Doe, Reuters", Byline(("Jane Doe",), "Reuters")),
        ("By Jane Doe and John Roe, Reuters", Byline(("Jane Doe", "John Roe"), "Reuters")),
        ("By Jane Doe, John Roe and Ann van der Berg", Byline(("Jane Doe", "John Roe", "Ann van der Berg"))),
        ("By JANE DOE AND TED D'ARCY-KING, REUTERS", Byline(("Jane Doe", "Ted D'Arcy-King"), "Reuters")),
        ("By JANE DOE / Associated Press Writer", Byline(("Jane Doe",), "Associated Press")),
        ("By Jane Doe, Daily Otter", Byline(("Jane Doe",))),
        ("By Jane Doe in Lewes", Byline(("Jane Doe",))),
        ("By John Q. Roe, Jr., Staff Writer", Byline(("John Q. Roe Jr.",))),
        ("By Jane Doe, Chief Economist and Director of Research at the Otter Bank.", Byline(("Jane Doe",))),
        ("By The Associated Press", Byline((), "Associated Press")),
        ("by Xinhua writers Jane Doe, John Roe", Byline(("Jane Doe", "John Roe"), "Xinhua News Agency")),
        ("By AP Diplomatic Writer JOHN ROE", Byline(("John Roe",), "Associated Press")),
        ("By staff reporter Jane Doe, Daily Otter", Byline(("Jane Doe",))),
        ("BY ANA MARIA ROE", Byline(("Ana Maria Roe",))),
        ("By Jane Doe and Layla al-Roe", Byline(("Jane Doe", "Layla al-Roe"))),
        ("Co-authored by Jane Doe.", Byline(("Jane Doe",))),
    ],
)
def test_after_by(line: str, byline: Byline) -> None:
    assert read_byline(line) == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Jane Doe, Staff Writer", Byline(("Jane Doe",))),
        ("Jane Doe | Reuters", Byline(("Jane Doe",), "Reuters")),
        ("AP Diplomatic Writer", Byline((), "Associated Press")),
        ("Jane Doe in Lewes", Byline(("Jane Doe",))),
        ("Jane Doe", Byline(("Jane Doe",))),
        ("Photographs by Jane Doe", Byline(())),
        ("Pictures: Jane Doe", Byline(())),
    ],
)
def test_between_headline_and_dateline(line: str, byline: Byline) -> None:
    assert read_byline(line, under_headline=True, above_dateline=True) == byline
    assert read_byline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "By George, he did it",
        "By the numbers",
        "By Monday the roads were clear again, the mayor said.",
        "By",
        "",
        "Jane",
    ],
)
def test_no_byline(line: str) -> None:
    assert read_byline(line, under_headline=True, above_dateline=True) is None


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("JANE DOE", Byline(("Jane Doe",))),
        ("SIYABULELA OTTERMAN-ROE", Byline(("Siyabulela Otterman-Roe",))),
        ("Jane van der Berg", Byline(("Jane van der Berg",))),
        ("Otters Return", None),
        ("MARKET REPORT", None),
        ("WEATHER TODAY", None),
        ("AFTER THE FLOOD", None),
        ("OTTERS", None),
        ("Jane Doe, Lewes", None),
        ("", None),
    ],
)
def test_a_name_alone(line: str, byline: Byline | None) -> None:
    assert read_name_alone(line) == byline


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("The Daily Otter", Byline((), "The Daily Otter")),
        ("Special to The Daily Otter", Byline((), "The Daily Otter")),
        ("for Reuters", Byline((), "Reuters")),
        ("London", None),
        ("Otters return to Lewes", None),
        ("The mayor rang the bells.", None),
        ("", None),
    ],
)
def test_an_outlet_alone(line: str, byline: Byline | None) -> None:
    assert read_outlet(line) == byline


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Doe, John Roe and Ann van der Berg", ("Jane Doe", "John Roe", "Ann van der Berg")),
        ("Jane Doe, John Roe, Jr., and the Lewes newsroom", ("Jane Doe", "John Roe Jr.")),
        ("", ()),
    ],
)
def test_lists_of_names(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_a_bare_name_needs_a_dateline_below() -> None:
    assert read_byline("Jane Doe", under_headline=True) is None
