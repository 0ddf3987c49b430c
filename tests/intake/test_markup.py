"""Marked-up text → paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.intake.markup import Copy, read_html, read_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p> Two\n lines </p>", "One\n\nTwo lines"),
        ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
        ("<div>One<p>Two</div>Three", "One\n\nTwo\n\nThree"),
        ("<h2>Head</h2>text<br>text", "## Head\n\ntext\ntext"),
        ("<ul><li>a<li>b<br>c</ul>", "• a\n\n• b\nc"),
        ("<pre>kept\n  as it is</pre>", "kept\n  as it is"),
        ("a &amp; b &lt; c &eacute; &#8212;", "a & b < c é —"),
        ("<p>twice &amp;quot;escaped&amp;quot;</p>", 'twice "escaped"'),
        ("a<script>x()</script><style>y</style><!-- z --> b", "a b"),
        ("<figure><img src=x onerror=x()><figcaption>no copy</figcaption></figure>copy", "copy"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a | b"),
        ("<p></p> <p>&nbsp;</p>", ""),
        ("<b>bold</b> words run<i>on</i>", "bold words runon"),
        ("<p>open", "open"),
        ("x\0y", "xy"),
    ],
)
def test_a_fragment_of_html_is_read(html: str, text: str):
    assert read_html(html).text.replace("\u00a0", " ").strip() == text


def test_links_on_the_web_are_kept_with_their_words():
    web, program, within = '"https://otter.org/1"', '"javascript:x()"', '"/x"'
    html = f"<p>See <a href={web}><b>the</b> page</a>, <a href={program}>run</a> <a href={within}>here</a>.</p>"
    link = {"kind": "inline", "text": "the page", "url": "https://otter.org/1"}
    assert read_html(html) == Copy("See the page, run here.", [link], ["paragraph"])


def test_text_is_html_only_where_tags_or_references_stand_in_it():
    for text in ("One < two and three > 1", "AT&T & Co; 5\n\nTwo", "a <- b", "x < y; z"):
        assert read_text(text) == Copy(text)
    assert read_text("One &amp; two\n\nThree") == Copy("One & two\n\nThree")


def test_line_ends_count_where_no_tag_parts_the_paragraphs():
    assert read_text("One\n\nTwo <b>bold</b>") == Copy("One\n\nTwo bold")
    assert read_text("<p>One\n\nline</p>") == Copy("One line", [], ["paragraph"])


def test_the_kind_of_each_paragraph_is_known_from_its_tag():
    copy = read_html("<h1>Head</h1><p>One <i>two</i></p><ul><li>three</li></ul>")
    assert copy == Copy("Head\n\nOne two\n\nthree", [], ["subheading", "paragraph", "paragraph"])


@given(st.text(max_size=200) | st.text("<>/ab&;\"'= !-#x", max_size=80))
def test_any_text_is_read(text: str):
    assert isinstance(read_html(text).text, str)
    assert isinstance(read_text(text).text, str)
