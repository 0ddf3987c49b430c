import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.decode import decode
from flows.intake.read import UnreadableError


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", "Zürich – “so”".encode(), "Zürich – “so”"),
        ("a.md", b"\xef\xbb\xbfWith a mark", "With a mark"),
        ("A.TXT", b"upper\r\ncase", "upper\r\ncase"),
        ("a.txt", b"red \x1b[31malert\x07", "red [31malert"),
        ("a.txt", "right\u202eto left".encode(), "rightto left"),
    ],
)
def test_utf8_is_decoded_and_control_characters_go(name, data, text):
    assert decode(name, data) == text


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.pdf", b"%PDF-1.7", "unknown_type"),
        ("noname", b"text", "unknown_type"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.txt", "\u00a0\u2003\n".encode(), "empty"),
        ("a.txt", b"PK\x03\x04\x00\x00", "not_text"),
        ("a.txt", b"\x01\x02\x03" * 50, "not_text"),
        ("a.txt", b"caf\xe9 society", "not_utf8"),
        ("a.txt", b"cut short \xe2\x80", "not_utf8"),
        ("a.txt", b"overlong \xc0\xaf", "not_utf8"),
    ],
)
def test_what_is_not_text_has_a_code(name, data, code):
    with pytest.raises(UnreadableError) as refused:
        decode(name, data)
    assert refused.value.code == code


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_have_a_code(data):
    try:
        text = decode("a.txt", data)
    except UnreadableError as error:
        assert error.code in ("empty", "not_text", "not_utf8")
    else:
        assert text.strip()
        assert "\x1b" not in text
