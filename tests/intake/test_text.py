import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake import Limits
from flows.intake.documents import document_of, records_of, source_of
from flows.intake.errors import UnreadableError


def read(name, data, content_type=None):
    """The text of a file of one record, and how it was decoded."""
    source = source_of(name, data, Limits(), content_type, {})
    (document,) = [document_of(record, source, "f", name, 0) for record in records_of(source)]
    return document.text, *source.encodings


@pytest.mark.parametrize(
    ("name", "data", "text", "found"),
    [
        ("a.txt", "Zürich – “so”".encode(), "Zürich – “so”", ("utf-8", "utf-8")),
        ("a.md", b"\xef\xbb\xbfWith a mark", "With a mark", ("utf-8", "bom")),
        ("A.TXT", b"upper\r\ncase", "upper\r\ncase", ("utf-8", "utf-8")),
        ("a.txt", b"red \x1b[31malert\x07", "red alert", ("utf-8", "utf-8")),
        ("a.txt", "right\u202eto left".encode(), "rightto left", ("utf-8", "utf-8")),
        ("a.txt", "wide".encode("utf-16"), "wide", ("utf-16-le", "bom")),
        ("a.txt", b"dirt in a long text " * 20 + b"\0", "dirt in a long text " * 20, ("utf-8", "utf-8")),
    ],
)
def test_text_is_decoded_and_made_harmless(name, data, text, found):
    assert read(name, data) == (text, found)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"%PDF-1.7", "unknown_type"),
        ("noname", b"text", "unknown_type"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.txt", "\u00a0\u2003\n".encode(), "empty"),
        ("a.txt", b"PK\x03\x04\x00\x00\x01\x02\x00\x00\x00\x00", "not_text"),
        ("a.txt", b"\x01\x02\x03" * 50, "not_text"),
        ("a.txt", b"\x00\x01 not text", "not_text"),
        ("a.txt", b"cut short \xe2\x80", "not_utf8"),
        ("a.txt", b"overlong \xc0\xaf", "not_utf8"),
    ],
)
def test_what_is_not_text_has_a_code(name, data, code):
    with pytest.raises(UnreadableError) as refused:
        read(name, data)
    assert refused.value.code == code


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_have_a_code(data):
    try:
        text, _ = read("a.txt", data)
    except UnreadableError as error:
        assert error.code in ("empty", "not_text", "not_utf8", "malformed")
    else:
        assert text.strip()
        assert "\x1b" not in text
