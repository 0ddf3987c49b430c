"""Whole articles in the forms that wire copy takes, each with everything that is read out of it."""

from dataclasses import asdict

import pytest

LEDE = "The ministers of Iran and Chad met in Lewes to speak of otters."
MORE = "Both said that they would meet again, and that the otters of the river were in good health."
SAID = 'The mayor told reporters: "The otters have come back to us, and we shall ring the bells for them."'


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        pytest.param(
            f"Lewes (IP): {LEDE}\n\n\nIran PressEurope:\u00a0 {MORE}\n\nMayor:\u00a0otters should stay\n\n{SAID}\n\n\n"
            "Read More:\n\nOtters arrive in Lewes\n\nOtters ready for serious leap: mayor",
            {
                "title": LEDE.removesuffix("."),
                "title_source": "lede",
                "source": "Iran Press",
                "section": "Europe",
                "dateline": "Lewes (IP):",
                "dateline_place": "Lewes",
                "dateline_agency": "IP",
                "blocks": [
                    ("paragraph", f"Lewes (IP): {LEDE}"),
                    ("dateline", "Lewes (IP):"),
                    ("paragraph", MORE),
                    ("subheading", "Mayor: otters should stay"),
                    ("paragraph", SAID),
                ],
                "links": ["Otters arrive in Lewes", "Otters ready for serious leap: mayor"],
            },
            id="no headline, glued source, sub-heading, read-more block",
        ),
        pytest.param(
            "MINISTERS MEET\r\nIN LEWES\r\n\r\nBy JANE DOE\r\nAssociated Press Writer\r\n\r\n"
            f"LEWES, England (AP) — {LEDE}\r\n\r\n{MORE}\r\n",
            {
                "title": "MINISTERS MEET IN LEWES",
                "title_source": "headline",
                "source": "Associated Press",
                "authors": ["Jane Doe"],
                "dateline": "LEWES, England (AP) —",
                "dateline_place": "LEWES, England",
                "dateline_agency": "AP",
                "blocks": [
                    ("byline", "By JANE DOE"),
                    ("byline", "Associated Press Writer"),
                    ("paragraph", f"LEWES, England (AP) — {LEDE}"),
                    ("dateline", "LEWES, England (AP) —"),
                    ("paragraph", MORE),
                ],
            },
            id="headline on two lines, byline on two, CRLF",
        ),
        pytest.param(
            "MINISTERS MEET IN LEWES\n\n    By John Roe and Jane Doe, Reuters\n"
            "    LEWES, March 19 - The ministers of Iran and Chad met\nin Lewes to speak of otters.\n"
            "    Both said that they would meet again.\n REUTER\n",
            {
                "title": "MINISTERS MEET IN LEWES",
                "title_source": "headline",
                "source": "Reuters",
                "authors": ["John Roe", "Jane Doe"],
                "dateline": "LEWES, March 19 -",
                "dateline_place": "LEWES",
                "dateline_date": "--03-19",
                "blocks": [
                    ("byline", "By John Roe and Jane Doe, Reuters"),
                    ("paragraph", f"LEWES, March 19 - {LEDE}"),
                    ("dateline", "LEWES, March 19 -"),
                    ("paragraph", "Both said that they would meet again."),
                ],
            },
            id="indents, hard-wrapped, sign-off",
        ),
        pytest.param(
            f"Ministers meet in Lewes.\nJane Doe\nLEWES 2026-03-19\n{LEDE}\n{MORE}\n",
            {
                "title": "Ministers meet in Lewes.",
                "title_source": "headline",
                "authors": ["Jane Doe"],
                "dateline": "LEWES 2026-03-19",
                "dateline_place": "LEWES",
                "dateline_date": "2026-03-19",
                "blocks": [
                    ("byline", "Jane Doe"),
                    ("paragraph", "LEWES 2026-03-19"),
                    ("dateline", "LEWES 2026-03-19"),
                    ("paragraph", LEDE),
                    ("paragraph", MORE),
                ],
            },
            id="bare name, dateline on its own line",
        ),
        pytest.param(
            "https://example.org/otters\n\nPolitics\n\nMinisters meet in Lewes\n\nMarch 19, 2026\n\n"
            f"{LEDE}\n\n{MORE}\n\n(Reporting by Jane Doe; Editing by John Roe)\n\n"
            "Copyright 2026 Daily Otter. All rights reserved.\n",
            {
                "title": "Ministers meet in Lewes",
                "title_source": "headline",
                "section": "Politics",
                "authors": ["Jane Doe"],
                "url": "https://example.org/otters",
                "blocks": [("paragraph", "March 19, 2026"), ("paragraph", LEDE), ("paragraph", MORE)],
            },
            id="address, section and date above, credits below",
        ),
        pytest.param(
            f"# Ministers meet in Lewes\n\n**LEWES (AP) —** {LEDE}\n\n## Good health\n\n{MORE}\n\n"
            f"**Bells**\n\n> {SAID}\n",
            {
                "title": "Ministers meet in Lewes",
                "title_source": "headline",
                "source": "Associated Press",
                "dateline": "LEWES (AP) —",
                "dateline_place": "LEWES",
                "dateline_agency": "AP",
                "blocks": [
                    ("paragraph", f"LEWES (AP) — {LEDE}"),
                    ("dateline", "LEWES (AP) —"),
                    ("subheading", "Good health"),
                    ("paragraph", MORE),
                    ("subheading", "Bells"),
                    ("paragraph", SAID),
                ],
            },
            id="Markdown",
        ),
        pytest.param(
            f"Ministers meet; \nMayor rings the bells.\n\n{LEDE}\n",
            {
                "title": "Ministers meet; Mayor rings the bells.",
                "title_source": "headline",
                "blocks": [("paragraph", LEDE)],
            },
            id="a headline that runs on",
        ),
        pytest.param(
            f"Ministers meet in Lewes\n\nBy Jane Doe\nThe Daily Otter\n\nLEWES, Del. — {LEDE}\n\n{MORE}\n",
            {
                "title": "Ministers meet in Lewes",
                "title_source": "headline",
                "source": "The Daily Otter",
                "authors": ["Jane Doe"],
                "dateline": "LEWES, Del. —",
                "dateline_place": "LEWES, Del.",
                "blocks": [
                    ("byline", "By Jane Doe"),
                    ("byline", "The Daily Otter"),
                    ("paragraph", f"LEWES, Del. — {LEDE}"),
                    ("dateline", "LEWES, Del. —"),
                    ("paragraph", MORE),
                ],
            },
            id="an outlet under the byline",
        ),
        pytest.param(
            f"JANE DOE\n\n{LEDE}\n\n{MORE}\n",
            {
                "title": LEDE.removesuffix("."),
                "title_source": "lede",
                "authors": ["Jane Doe"],
                "blocks": [("byline", "JANE DOE"), ("paragraph", LEDE), ("paragraph", MORE)],
            },
            id="nothing but a name above the text",
        ),
        pytest.param(
            f"RIVER OTTERS\n\n{LEDE}\n\n{MORE}\n",
            {
                "title": "RIVER OTTERS",
                "title_source": "headline",
                "blocks": [("paragraph", LEDE), ("paragraph", MORE)],
            },
            id="two words that come back in the text",
        ),
        pytest.param(
            f"{LEDE}\n",
            {"title": LEDE.removesuffix("."), "title_source": "lede", "blocks": [("paragraph", LEDE)]},
            id="one sentence",
        ),
        pytest.param("\n \u00a0\n", {"blocks": []}, id="nothing"),
    ],
)
def test_what_is_read(read, blocks_of, request, text: str, fields: dict) -> None:
    name = "story.md" if "Markdown" in request.node.callspec.id else "story.txt"
    article = read(text, name)
    got = asdict(article) | {"blocks": blocks_of(article), "links": [link.text for link in article.links]}
    lists = {"authors": (), "keywords": (), "links": []}
    empty = dict.fromkeys(got) | lists | {"body": got["body"], "language": got["language"]}
    wanted = empty | fields
    wanted["authors"] = tuple(wanted["authors"])
    assert got == wanted
    assert article.body == "\n\n".join(text for kind, text in blocks_of(article) if kind != "dateline")


def test_odd_characters_are_made_plain(read) -> None:
    article = read("Ot\u00adters re\u200bturn\n\nThe\u00a0town\u2009of\u3000Lewes\x07rang\u200e its\tbells \ud800.\n")
    assert article.title == "Otters return"
    assert article.body == "The town of Lewes rang its bells \ufffd."


def test_joiners_stay_where_a_script_needs_them(read) -> None:
    assert read("می\u200cخواهم\n").body == "می\u200cخواهم"


def test_a_title_from_the_text_ends_where_the_sentence_does(read) -> None:
    assert read("Dr. J. Doe of St. Mary's said the U.S. Navy left at 5 p.m. on Monday. Nobody saw it.\n").title == (
        "Dr. J. Doe of St. Mary's said the U.S. Navy left at 5 p.m. on Monday"
    )
    long = "word " * 200
    assert len(read(long).title) <= 300


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"{LEDE} {MORE}", "en"),
        ("Les ministres se sont rencontrés à Paris pour parler des loutres et de la rivière, a dit le maire.", "fr"),
        ("Die Minister trafen sich am Montag in Berlin und sprachen über die Otter und den Fluss.", "de"),
        ("HARBOUR TRUST 4TH QTR NET\n\nShr 12 cts vs 15 cts\n\nNet 1,200,000 vs 1,500,000", "en"),
        ("Bells ring in Lewes on Monday.", "en"),
        ("Otters.", None),
        ("12 34 56 78 " * 20, None),
    ],
)
def test_the_language_is_guessed_where_the_text_tells(read, text: str, language: str | None) -> None:
    assert read(text).language == language


def test_the_metadata_wins(read, blocks_of) -> None:
    article = read(
        f"MINISTERS MEET IN LEWES\n\nBy John Roe\n\nLEWES, Dec. 31 (AP) — {LEDE}",
        title="Ministers meet in Lewes",
        authors=["Jane Doe"],
        published_at="2027-01-01T05:00:00Z",
        language="en-GB",
        url="https://example.org/otters",
        source="Daily Otter",
        section="Rivers",
        links=[{"text": "Bells", "url": "https://example.org/bells", "kind": "read_more"}, "https://example.org/x"],
    )
    assert (article.title, article.title_source) == ("Ministers meet in Lewes", "metadata")
    assert (article.authors, article.language, article.url) == (("Jane Doe",), "en", "https://example.org/otters")
    assert (article.source, article.section) == ("Daily Otter", "Rivers")
    assert (article.published_at, article.dateline_date) == ("2027-01-01T05:00:00+00:00", "2026-12-31")
    assert [(link.kind, link.text, link.url) for link in article.links] == [
        ("read_more", "Bells", "https://example.org/bells"),
        ("inline", "https://example.org/x", "https://example.org/x"),
    ]
    assert [kind for kind, _ in blocks_of(article)] == ["byline", "paragraph", "dateline"]


def test_a_title_of_the_metadata_leaves_the_text_alone(read) -> None:
    article = read(f"Bells ring\n\n{LEDE}", title="Ministers meet in Lewes")
    assert article.body == f"Bells ring\n\n{LEDE}"


def test_metadata_of_other_types_counts_as_not_given(read) -> None:
    odd = {"title": 7, "authors": {"x": 1}, "published_at": "soon", "language": "english", "links": "x", "section": []}
    article = read(LEDE, **odd)
    assert (article.title_source, article.authors, article.published_at, article.language) == ("lede", (), None, "en")
    assert (article.url, article.links, article.section) == (None, (), None)
