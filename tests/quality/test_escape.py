import html
import time
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from flows.quality.escape import escape


def test_plain_text_stays_as_it_is():
    assert (
        escape("“So it goes,” she said (twice); 3-4 times: yes.") == "“So it goes,” she said (twice); 3-4 times: yes."
    )


def test_lines_and_spaces_are_squeezed_and_long_text_is_cut():
    assert escape(" a\n\n b\tc ") == "a b c"
    assert escape("word " * 100, 10) == "word word…"


def test_joiners_of_persian_stay_and_hidden_characters_show():
    assert escape("می\u200cخواهم") == "می\u200cخواهم"
    assert escape("a\u202eb\x1b[0m\x00") == "a\ufffdb\ufffd\\[0m\ufffd"


@given(st.text(st.sampled_from("ab \n|`*_[]()<>&!#.:@/\\~$^-+=123\u202e\x1b\u00a0") | st.characters(), max_size=80))
def test_any_text_is_shown_as_itself(text):
    rendered = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .render(f"| a |\n| - |\n| {escape(text)} |")
    )

    cell = rendered.split("<td>")[1].split("</td>")[0]
    shown = "".join(
        "\ufffd" if unicodedata.category(mark).startswith("C") and mark not in "\u200c\u200d" else mark
        for mark in " ".join(text.split())
    )
    assert html.unescape(cell) == shown
    assert "<" not in cell


def test_time_does_not_grow_with_the_text():
    begin = time.perf_counter()
    for mark in ("`", "[", " ", "\n", "“", ".", "A"):
        assert len(escape(mark * 10_000_000)) <= 300 * len("\\`")
    assert time.perf_counter() - begin < 1
