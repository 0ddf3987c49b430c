"""E-mail, whole records."""

import pytest

from flows.intake.source import Record

HEAD = """Return-Path: <jane@otter.org>
Received: from otter.org by example.org; Mon, 2 Mar 2026 14:31:00 +0100
Message-ID: <1@otter.org>
Date: Mon, 02 Mar 26 14:30:00 +0100
From: =?utf-8?q?Jane_D=C3=B6e?= <jane@otter.org>, "Roe, John" <john@otter.org>, desk@otter.org
Subject: Fwd: =?utf-8?b?RsOkaHJl?= reopens in
 May
To: list@example.org
Content-Language: en-GB
Keywords: ferry, harbour
Organization: The Daily Otter
X-URL: <https://otter.org/1>
MIME-Version: 1.0
"""
FIELDS = {
    "title": "Fähre reopens in May",
    "authors": ["Jane Döe", "John Roe"],
    "published_at": "2026-03-02T14:30:00+01:00",
    "language": "en-GB",
    "url": "https://otter.org/1",
    "source": "The Daily Otter",
    "keywords": ["ferry", "harbour"],
}
MIXED = """Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/alternative; boundary="c"

--c
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+SFRNTDwvcD4=
--c
Content-Type: text/plain; charset=iso-8859-1; format=flowed
Content-Transfer-Encoding: quoted-printable

The line =E4t =
the port =
reopens,=20
she said.

Soon.
--c--
--b
Content-Type: text/plain; name=notes.txt
Content-Disposition: attachment; filename=notes.txt

Not the text.
--b--
"""
HTML = """Content-Type: text/html; charset=utf-8

<html><head><title>x</title></head><body><p>It reopens.</p><p><a href="https://otter.org/2">Soon</a>.</p></body></html>
"""


@pytest.mark.parametrize("name", ["story.eml", "story"])
def test_the_plain_text_of_a_message_is_read_and_attachments_are_not(read, name: str):
    assert read(HEAD + MIXED, name) == [Record("The line ät the port reopens, she said.\n\nSoon.", FIELDS)]


def test_html_is_read_where_there_is_no_plain_text(read):
    links = [{"kind": "inline", "text": "Soon", "url": "https://otter.org/2"}]
    assert read(HEAD + HTML) == [
        Record("It reopens.\n\nSoon.", FIELDS | {"links": links, "blocks": ["paragraph", "paragraph"]})
    ]


def test_a_message_of_headers_alone_and_one_of_attachments_have_their_code(codes):
    assert codes(HEAD + "\n") == ["no_text"]
    assert codes(HEAD + MIXED.replace("text/plain", "image/png").replace("text/html", "image/png")) == ["no_text"]


def test_a_header_that_is_badly_encoded_is_kept_as_it_stands(read):
    (record,) = read(HEAD.replace("?b?RsOk", "?b?--bRsOk") + HTML)
    assert record.metadata["title"] == "=?utf-8?b?--bRsOkaHJl?= reopens in May"


@pytest.mark.parametrize("text", ["Date: today\n\nThe text.", "From: our correspondent\nSubject: x\n\nThe text."])
def test_text_that_begins_with_a_colon_is_no_message(read, text: str):
    assert read(text, "a.txt") == [Record(text)]
