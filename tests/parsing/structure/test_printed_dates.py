import pytest

from flows.parsing.structure.dates import complete_date, read_date


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("March 2", "--03-02"),
        ("Mar. 02", "--03-02"),
        ("2 March", "--03-02"),
        ("2nd March, 2026", "2026-03-02"),
        ("March 2, 2026", "2026-03-02"),
        ("Apr 12 2022", "2022-04-12"),
        ("SEPT 3", "--09-03"),
        ("1996-08-30", "1996-08-30"),
        ("Feb 29", "--02-29"),
        ("Febuary 3", "--02-03"),
        ("SETPEMBER 3", "--09-03"),
        ("Octuber 3, 2025", "2025-10-03"),
        ("Apirl 3", "--04-03"),
        ("Mach 3", "--03-03"),
        ("Match 3", None),
        ("Jury 3", None),
        ("Juno 3", None),
        ("Feb 30", None),
        ("Feb 29, 2025", None),
        ("1996-13-30", None),
        ("Quarter 3", None),
        ("soon", None),
    ],
)
def test_as_far_as_printed(printed: str, iso: str | None) -> None:
    assert read_date(printed) == iso


@pytest.mark.parametrize(
    ("printed", "published_at", "iso"),
    [
        ("--03-02", "2026-03-03T06:00:00+00:00", "2026-03-02"),
        ("--12-31", "2027-01-01T06:00:00+00:00", "2026-12-31"),
        ("--02-29", "2024-03-01", "2024-02-29"),
        ("--02-29", "2026-03-01", "--02-29"),
        ("--08-02", "2026-03-03", "--08-02"),
        ("--03-02", None, "--03-02"),
        ("2020-03-02", "2026-03-03", "2020-03-02"),
        (None, "2026-03-03", None),
    ],
)
def test_the_year_comes_from_the_day_of_publication_alone(
    printed: str | None, published_at: str | None, iso: str | None
) -> None:
    assert complete_date(printed, published_at) == iso
