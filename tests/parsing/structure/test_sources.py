"""Outlet and section before the text of a paragraph."""

import pytest

from flows.parsing.structure.source import SourcePrefix, find_source_prefix

TEXT = "The ministers met again."


@pytest.mark.parametrize(
    ("printed", "source", "section"),
    [
        ("Iran PressEurope:\u00a0 ", "Iran Press", "Europe"),
        ("Iran Press/Europe: ", "Iran Press", "Europe"),
        ("Iran Press/America: ", "Iran Press", "America"),
        ("Iran PressAsia: ", "Iran Press", "Asia"),
        ("IP/Middle East: ", "Iran Press", "Middle East"),
        ("Tasnim - World: ", "Tasnim News Agency", "World"),
        ("Daily OtterSports: ", "Daily Otter", "Sports"),
        ("Otter PressCaucasus: ", "Otter Press", "Caucasus"),
        ("Otter PressChad: ", "Otter Press", "Chad"),
        ("Otter PressWeirs and dams: ", "Otter Press", "Weirs and dams"),
        ("Lewes River NewsWeirs: ", "Lewes River News", "Weirs"),
        ("XinhuaWeirs: ", "Xinhua News Agency", "Weirs"),
    ],
)
def test_what_outlets_print(printed: str, source: str, section: str) -> None:
    assert find_source_prefix(printed + TEXT) == SourcePrefix(source, section, len(printed))


@pytest.mark.parametrize(
    "opening",
    [
        "Donald MacArthur: ",
        "Jane McDoe: ",
        "YouTube: ",
        "PressBox: ",
        "Ministers in Europe: ",
        "Lewes/Europe: ",
        "Otter Press Caucasus: ",
        "Otter PressCaucasus ",
        "",
    ],
)
def test_no_source(opening: str) -> None:
    assert find_source_prefix(opening + TEXT) is None
