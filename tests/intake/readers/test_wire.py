"""IPTC 7901 and ANPA-1312, whole records."""

import pytest

from flows.intake.source import Record

IPTC = (
    b"\x01otr0124 3 i 93  otr 1888\r\n\r\nOtteria/ferry/\r\n\x02EXTRA\r\nFerry line to reopen after two years,\r\nport says =\r\n\r\n"
    b"By Jane Doe =\r\n\r\nLewes (otr) - The line to the islands will reopen in May, the\r\nport said.\r\n\r\n"
    b"A report is due.\r\n\r\n## Internet links\r\n- [Port](https://example.org/port)\r\n\r\notr ab cd\r\n\r\n"
    b"\x03021430 GMT Mar 26\r\n\x7f\n\x04"
)
IPTC_TEXT = """By Jane Doe

Lewes (otr) - The line to the islands will reopen in May, the
port said.

A report is due.

## Internet links
- [Port](https://example.org/port)

otr ab cd"""
IPTC_FIELDS = {
    "title": "Ferry line to reopen after two years, port says",
    "published_at": "2026-03-02T14:30:00+00:00",
    "source": "otr",
    "keywords": ["Otteria", "ferry"],
    "links": [{"kind": "read_more", "text": "Port", "url": "https://example.org/port"}],
}
ANPA = (
    b"\x16\x16\x01W2870\x1fotter\ni f\x13\x11 BC-OT--Otteria-Ferry      03-02 1049\n"
    b"\x02^BC-OT--Otteria-Ferry Line,466<\n^Ferry line to reopen in May <\n^Otter Photo OTR101, OTR102<\n"
    b"^Eds: With photos.<\n^By JANE DOE and JOHN ROE=\n^Otter Press=\n"
    b"\t   LEWES, Otteria (OTR) _ ``It reopens,'' she said. \n \n\t   It's a long line. \n \n\n\t   "
    b"\x03OTR-WF-03-02-26 1430GMT<\n\n\x0c\n\x04"
)
ANPA_FIELDS = {
    "title": "Ferry line to reopen in May",
    "byline": "By JANE DOE and JOHN ROE",
    "published_at": "2026-03-02T14:30:00+00:00",
    "section": "business",
    "keywords": ["OT--Otteria-Ferry Line"],
}


def test_a_message_of_iptc_7901_is_read(read):
    assert read(IPTC, "otr.txt") == [Record(IPTC_TEXT, IPTC_FIELDS)]


def test_a_message_of_anpa_1312_is_read(read):
    (record,) = read(ANPA.replace(b"i f\x13", b"i f \x13"), "story.tst")
    assert record == Record(
        "\t   LEWES, Otteria (OTR) _ “It reopens,” she said.\n\n\t   It's a long line.", ANPA_FIELDS
    )


@pytest.mark.parametrize("message", [IPTC, ANPA], ids=["IPTC 7901", "ANPA-1312"])
def test_many_messages_lie_in_one_file_and_a_bad_one_leaves_the_others_alone(codes, message: bytes):
    assert codes(message * 3) == ["read"] * 3
    bad = message.split(b"\x02")[0] + b"\x02\n\x03\x04"
    worse = b"\x01no header\r\n\x04"
    assert codes(message + bad + worse + b"line noise" + message) == ["read", "no_text", "malformed", "read"]
    assert codes(message + message[: message.index(b"\x03") - 20]) == ["read", "read"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Ferry line reopens\r\n\r\nLewes (otr) - Text.", "Ferry line reopens"),
        ("URGENT\r\n\r\nFerry line reopens=\r\nLewes (otr) - Text.", "Ferry line reopens"),
        ("Lewes (otr) - The line to the islands will reopen in May.\r\n\r\nMore.", None),
    ],
)
def test_a_headline_is_closed_by_a_sign_or_stands_alone(read, text: str, title: str | None):
    (record,) = read(b"\x01otr1 3 i 9\r\n\x02" + text.encode() + b"\r\n\x03021430 MESZ Mai 26\x04")
    assert record.metadata.get("title") == title
    assert record.text.startswith("Lewes (otr) - T")
    assert record.metadata["published_at"] == "2026-05-02T14:30:00+02:00"


def test_letters_outside_ascii_are_read(read):
    message = "\x01otr1 3 i 9\r\n\x02Fähre fährt wieder =\r\n\r\nLübeck (otr) - Schön war’s.\x03\x04"
    for encoding in ("utf-8", "cp1252"):
        assert read(message.encode(encoding))[0] == Record(
            "Lübeck (otr) - Schön war’s.", {"title": "Fähre fährt wieder"}
        )


def test_text_that_only_holds_such_characters_is_no_wire_message(read):
    assert read("\x01 A page of text\nthat begins oddly.", "a.txt")[0].text.endswith("oddly.")
