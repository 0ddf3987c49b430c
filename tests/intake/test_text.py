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


IN_ENCODINGS = {
    "cp1252": "The minister’s café policy was “naïve,” critics said – a £20m résumé of failures in São Paulo.",
    "cp1250": "Minister powiedział w poniedziałek, że opłaty portowe spadną, źródła w Łodzi mówią o błędach.",
    "cp1251": "Министр заявил в понедельник, что портовые сборы снизятся. «Мы хотим вернуть корабли», — сказала она.",
    "koi8-r": "Министр заявил в понедельник, что портовые сборы снизятся на десятую часть после заседания.",
    "cp1253": "Ο υπουργός δήλωσε τη Δευτέρα ότι τα τέλη του λιμανιού θα μειωθούν κατά ένα δέκατο.",
    "cp1255": "שר התחבורה אמר ביום שני כי אגרות הנמל יירדו בעשירית לאחר ישיבת הממשלה.",
    "cp1256": "قال وزير النقل يوم الاثنين إن رسوم الميناء ستنخفض بمقدار العشر بعد اجتماع مجلس الوزراء.",
}


@pytest.mark.parametrize("encoding", IN_ENCODINGS)
def test_text_that_declares_nothing_is_read_in_its_encoding(encoding):
    text = IN_ENCODINGS[encoding]
    found, (name, method) = read("a.txt", text.encode(encoding))

    assert (found, name.replace("_", "-"), method) == (text, encoding, "detected")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [IN_ENCODINGS["cp1252"], IN_ENCODINGS["cp1251"], IN_ENCODINGS["cp1256"]])
def test_wide_encodings_are_told_without_a_mark(encoding, text):
    assert read("a.txt", text.encode(encoding)) == (text, (encoding, "nul pattern"))


def test_declarations_are_believed_where_they_can_be_true():
    assert read("a.txt", "café".encode("cp1252"), "text/plain; charset=ISO-8859-1") == ("café", ("cp1252", "declared"))
    assert read("a.txt", "café".encode(), 'text/plain; charset="latin1"') == ("café", ("utf-8", "utf-8"))
    assert read("a.txt", "café Zürich".encode("cp1252"), "text/plain; charset=utf-8")[0] == "café Zürich"
    assert read("a.txt", "кофе".encode("koi8-r"), "text/plain; charset=koi8-r") == ("кофе", ("koi8-r", "declared"))
    assert read("a.txt", b"plain", "text/plain; charset=no-such-thing")[0] == "plain"


def test_mojibake_is_repaired_line_by_line_and_only_where_it_is_sure():
    garbled = "The cafÃ© was naÃ¯ve, he said â€œyesâ€\x9d.\nAn honest Ã and a ©.\n"

    assert read("a.txt", garbled.encode())[0] == "The café was naïve, he said “yes”.\nAn honest Ã and a ©.\n"


def test_characters_are_composed_and_stacks_of_marks_cut():
    assert read("a.txt", "cafe\u0301".encode())[0] == "café"
    text, _ = read("a.txt", ("a" + "\u0301\u0323" * 100_000).encode())
    assert len(text) < 100
