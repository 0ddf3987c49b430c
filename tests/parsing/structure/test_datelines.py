"""A table of datelines as agencies print them, each with what is read from it."""

import pytest

from flows.parsing.structure.dateline import agency_name, find_dateline

READ = [
    # printed, place, agency, date
    ("LONDON (AP) — ", "LONDON", "AP", None),
    ("LONDON (AP) _ ", "LONDON", "AP", None),
    ("Moscow (IP): ", "Moscow", "IP", None),
    ("TOKYO, March 19 - ", "TOKYO", None, "--03-19"),
    ("MOSCOW, March 2 (Reuters) - ", "MOSCOW", "Reuters", "--03-02"),
    ("BEIJING, Nov. 2 (Xinhua) -- ", "BEIJING", "Xinhua", "--11-02"),
    ("DOVER, Del., Dec. 11 (UPI) — ", "DOVER, Del.", "UPI", "--12-11"),
    ("DOVER, Del. March 3 - ", "DOVER, Del.", None, "--03-03"),
    ("DOVER, Del., - March 3 - ", "DOVER, Del.", None, "--03-03"),
    ("Paris (AFP) – ", "Paris", "AFP", None),
    ("PARIS/BERLIN, March 2 (Reuters) - ", "PARIS/BERLIN", "Reuters", "--03-02"),
    ("NEW YORK, Dover, Del., May 4 - ", "NEW YORK, Dover, Del.", None, "--05-04"),
    ("SYDNEY and KUALA LUMPUR, Jul 26 2022 (IPS) - ", "SYDNEY and KUALA LUMPUR", "IPS", "2022-07-26"),
    ("Rio de Janeiro, Brazil (AP) — ", "Rio de Janeiro, Brazil", "AP", None),
    ("N'DJAMENA, Chad (AP) — ", "N'DJAMENA, Chad", "AP", None),
    ("SAN`A, Yemen (AP) _ ", "SAN`A, Yemen", "AP", None),
    ("McLEAN, Va. — ", "McLEAN, Va.", None, None),
    ("New york, March 2 - ", "New york", None, "--03-02"),
    ("MONTREAL, Feb 26- ", "MONTREAL", None, "--02-26"),
    ("TEHRAN (FNA)- ", "TEHRAN", "FNA", None),
    ("Tehran, IRNA – ", "Tehran", "IRNA", None),
    ("NEW DELHI, March 2, Reuter - ", "NEW DELHI", "Reuter", "--03-02"),
    ("MOSCOW, March 2. /TASS/. ", "MOSCOW", "TASS", "--03-02"),
    ("MOSCOW. March 2 (Interfax) - ", "MOSCOW", "Interfax", "--03-02"),
    ("New Delhi, Mar 2 (PTI) ", "New Delhi", "PTI", "--03-02"),
    ("ABU DHABI, 2nd March, 2026 (WAM) -- ", "ABU DHABI", "WAM", "2026-03-02"),
    ("BAGHDAD, Monday, March 2 (AFP) - ", "BAGHDAD", "AFP", "--03-02"),
    ("CAIRO – 26 July 2022: ", "CAIRO", None, "2022-07-26"),
    ("(ANSA) - ROME, MARCH 2 - ", "ROME", "ANSA", "--03-02"),
    ("(Reuters) - ", None, "Reuters", None),
    ("March 2 (Reuters) - ", None, "Reuters", "--03-02"),
    ("RAIPUR: ", "RAIPUR", None, None),
    ("LEWES, Del. -- ", "LEWES, Del.", None, None),
    ("Cape Town - ", "Cape Town", None, None),
    ("Vienna (dpa) - ", "Vienna", "dpa", None),
    ("Varginha, Brazil (dpa) - ", "Varginha, Brazil", "dpa", None),
    ("SINGAPORE (OtterDesk) — ", "SINGAPORE", "OtterDesk", None),
    ("Nairobi (Otterpost) – ", "Nairobi", "Otterpost", None),
    ("NAIROBI, March 2 (Otterpost) – ", "NAIROBI", "Otterpost", "--03-02"),
    ("LEWES (Otter News Wire) - ", "LEWES", "Otter News Wire", None),
    ("LEWES, Febuary 3 (AP) - ", "LEWES", "AP", "--02-03"),
    ("THE HAGUE, March 2 - ", "THE HAGUE", None, "--03-02"),
    ("LEON, GUANAJUATO.- ", "LEON, GUANAJUATO", None, None),
]


@pytest.mark.parametrize(("printed", "place", "agency", "date"), READ)
def test_what_agencies_print(printed: str, place: str | None, agency: str | None, date: str | None) -> None:
    text = f"{printed}The ministers met again."
    found = find_dateline(text)
    assert found is not None
    assert (found.place, found.agency, found.date) == (place, agency, date)
    assert text[found.start : found.end] == found.text == printed.strip()
    assert text[found.text_start :] == "The ministers met again."


@pytest.mark.parametrize(
    "text",
    [
        "The minister said - and nobody doubted it - that talks go on.",
        "NOTE: Prior quarter includes a gain.",
        "TENNIS - SATURDAY'S RESULTS",
        "UPDATE 2 - Ministers meet again",
        "Jones: The talks go on.",
        "On Monday, March 2 - the ministers met again.",
        "But the ministry—the old one—burnt down.",
        "Doha (Qatar) - The ministers met.",
        "Lincoln (Nebraska) - The ministers met.",
        "ANDERSON (Labour) - The ministers met.",
        "Vienna (old) - The ministers met.",
        "THURSDAY (AP) - The ministers met.",
        "BEFORE LEWES (AP) - The ministers met.",
        "DOCKERS END STRIKE MARCH 9",
        "EARNINGS CALENDAR - March 3",
        "HARBOUR TRUST (HT) CONFIRMS LOSS",
        "",
        "-",
        '"',
    ],
)
def test_what_only_looks_like_a_dateline(text: str) -> None:
    assert find_dateline(text) is None


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [("CHICAGO 1996-08-30", "CHICAGO", "1996-08-30"), ("LEWES, Delaware, March 3", "LEWES, Delaware", "--03-03")],
)
def test_a_dateline_on_its_own_line(line: str, place: str, date: str) -> None:
    found = find_dateline(line)
    assert found is not None
    assert (found.place, found.date, found.text) == (place, date, line)


def test_signs_before_the_place_are_no_part_of_it() -> None:
    found = find_dateline("****SANTO DOMINGO, March 4 - The port reopened.")
    assert found is not None
    assert (found.place, found.start, found.text) == ("SANTO DOMINGO", 4, "SANTO DOMINGO, March 4 -")


def test_a_speaker_in_a_dialogue_is_no_place() -> None:
    assert find_dateline("WEBER: I will not resign.", dialogue=True) is None
    assert find_dateline("MADRID: The mayor resigned.", dialogue=True) is not None


@pytest.mark.parametrize(
    ("printed", "name"),
    [("AP", "Associated Press"), ("ip", "Iran Press"), ("Reuter", "Reuters"), ("Daily Otter", None), (None, None)],
)
def test_agency_codes_expand(printed: str | None, name: str | None) -> None:
    assert agency_name(printed) == name
