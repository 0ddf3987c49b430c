"""What stands below an article's text: it leaves the body, and may name who reported and for whom."""

import pytest

STORY = "Otters return to Lewes\n\nThe otters came back on Monday, and the town rang its bells for an hour."
BODY = STORY.split("\n\n")[1]


@pytest.mark.parametrize(
    ("ending", "authors", "source"),
    [
        ("(Reporting by Jane Doe; Editing by John Roe)", ("Jane Doe",), None),
        ("(Reporting by Jane Doe in Lewes and Ann Bo, editing by John Roe)", ("Jane Doe", "Ann Bo"), None),
        ("Reporting by Jane Doe, Ann Bo and Mia van Dee; additional reporting by Al Ott", None, None),
        ("(Additional reporting by Ann Bo; Writing by Jane Doe; Editing by John Roe)", ("Jane Doe",), None),
        ("(Reporting and writing by Jane Doe. Editing by John Roe.)", ("Jane Doe",), None),
        ("(Reporting by the Lewes newsroom)", (), None),
        ("(Editing by John Roe)", (), None),
        ("Associated Press writer Jane Doe in Lewes contributed to this report.", (), None),
        ("(Jane Doe contributed reporting.)", (), None),
        ("Doe reported from Lewes. Associated Press writer Ann Bo in Ouse contributed to this report.", (), None),
        ("jd/ab/mo", (), None),
        ("burs-jd/ab", (), None),
        ("MNA/TT 5412356", (), None),
        ("9376**2050", (), None),
        ("PTI JD ABC", (), None),
        ("REUTER", (), "Reuters"),
        ("(Reporting by Jane Doe)\n\nReuters\n\n© 2026 Daily Otter", ("Jane Doe",), "Reuters"),
        (
            "# Notebook\n## Internet\n- [Otters](https://example.org/otters)\n## Editorial contacts\n- Jane Doe",
            (),
            None,
        ),
    ],
)
def test_endings_leave_the_body(read, ending: str, authors: tuple[str, ...] | None, source: str | None) -> None:
    article = read(f"{STORY}\n\n{ending}\n")
    assert article.body == BODY
    assert article.authors == (("Jane Doe", "Ann Bo", "Mia van Dee") if authors is None else authors)
    assert article.source == source


def test_a_byline_goes_before_the_credits(read) -> None:
    title, body = STORY.split("\n\n")
    article = read(f"{title}\n\nBy Ann Bo\n\n{body}\n\n(Reporting by Jane Doe)\n")
    assert article.authors == ("Ann Bo",)


@pytest.mark.parametrize(
    "ending",
    [
        "Writing by candlelight was all that the otters' friends could do.",
        "The mayor said that the flood and the fog contributed to this report's delay.",
        "Otters, weirs and/or dams.",
        "# Notebooks\n\nThe mayor keeps hers in a drawer.",
        f"## Notebook\n\n{BODY} {BODY} {BODY}",
    ],
)
def test_prose_that_looks_like_an_ending_stays(read, ending: str) -> None:
    assert read(f"{STORY}\n\n{ending}\n").body.endswith(ending.split("\n\n")[-1])
