"""JSON and JSON Lines: each kind of record whole, one's own keys, and records that break the rules."""

import json

import pytest

from flows.intake.limits import Limits
from flows.intake.source import Record

NINJS_1 = {
    "uri": "https://otter.org/1",
    "type": "text",
    "versioncreated": "2026-03-03T09:00:00Z",
    "firstcreated": "2026-03-02T14:30:00+0100",
    "headline": "Ferry &amp; harbour",
    "byline": "Jane Doe and John Roe",
    "authors": [{"name": "Desk", "role": "editor"}],
    "located": "Lewes",
    "language": "en",
    "source": "Otter News",
    "service": [{"name": "Coast", "code": "c"}],
    "keywords": ["ferry"],
    "subject": [{"name": "transport", "code": "1"}, {"name": "ferry"}],
    "body_text": "It reopens.Soon.",
    "body_html": "<p>It reopens.</p><figure><figcaption>A ship</figcaption></figure><h2>Next</h2>"
    "<p><a href='https://otter.org/2'>Soon</a>.</p>",
}
NINJS_3 = {
    "standard": {"name": "ninjs", "version": "3.0"},
    "uri": "urn:otter:1",
    "contentcreated": "2026-03-02T14:30:00+01:00",
    "headlines": [{"role": "seo", "value": "SEO"}, {"role": "main", "value": "Ferry & harbour"}],
    "by": "ignored",
    "infosources": [{"name": "Otter News", "role": "source"}],
    "authors": [{"name": "Jane Doe", "role": "writer"}, {"name": "Ann Bo", "role": "photographer"}],
    "subjects": [{"name": "transport"}],
    "bodies": [
        {"role": "nitf", "contenttype": "application/xml", "value": "<x/>"},
        {"role": "plain", "contenttype": "text/plain", "value": "It reopens.Soon."},
        {"role": "html5", "contenttype": "text/html", "value": "<p>It reopens.</p><p>Soon.</p>"},
    ],
}
NEWS_ARTICLE = {
    "@context": "https://schema.org",
    "@type": ["NewsArticle"],
    "headline": "Ferry &amp; harbour",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "John Roe"}],
    "datePublished": "2026-03-02T14:30:00+01:00",
    "inLanguage": "en-GB",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://otter.org/1"},
    "publisher": {"@type": "Organization", "name": "Otter News"},
    "articleSection": ["Coast", "Ships"],
    "keywords": "ferry, harbour",
    "articleBody": "It reopens.\n\nSoon.",
}
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "@id": "https://otter.org/1"},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
        {
            "@type": "ReportageNewsArticle",
            "headline": "Ferry",
            "author": {"@id": "#jane"},
            "articleBody": "It reopens.",
        },
    ],
}
NEWS_PLEASE = {
    "authors": ["Jane Doe", "John Roe"],
    "date_download": "2026-03-09 00:00:00",
    "date_publish": "2026-03-02 14:30:00",
    "description": "In short.",
    "language": "en",
    "localpath": None,
    "maintext": "It reopens.\nSoon.",
    "source_domain": "otter.org",
    "title": "Ferry & harbour",
    "title_page": "Ferry | Otter",
    "url": "https://otter.org/1",
}
TRAFILATURA = {
    "title": "Ferry & harbour",
    "author": "Jane Doe; John Roe",
    "hostname": "otter.org",
    "date": "2026-03-02",
    "fingerprint": "ab",
    "raw_text": "It reopens. Soon.",
    "text": "It reopens.\nSoon.",
    "language": "en",
    "source": "https://otter.org/1",
    "source-hostname": "Otter News",
    "excerpt": "In short.",
    "categories": "Coast",
    "tags": "ferry;harbour",
}
TITLE = {"title": "Ferry & harbour"}
BOTH = {"authors": ["Jane Doe", "John Roe"]}
SOON = {"kind": "inline", "text": "Soon", "url": "https://otter.org/2"}
KINDS = [
    pytest.param(
        NINJS_1,
        "It reopens.\n\nNext\n\nSoon.",
        TITLE
        | {
            "byline": "Jane Doe and John Roe",
            "published_at": "2026-03-02T14:30:00+01:00",
            "language": "en",
            "url": "https://otter.org/1",
            "source": "Otter News",
            "section": "Coast",
            "place": "Lewes",
            "keywords": ["ferry", "transport"],
            "links": [SOON],
            "blocks": ["paragraph", "subheading", "paragraph"],
        },
        id="ninjs 1",
    ),
    pytest.param(
        NINJS_3,
        "It reopens.\n\nSoon.",
        TITLE
        | {
            "authors": ["Jane Doe"],
            "published_at": "2026-03-02T14:30:00+01:00",
            "source": "Otter News",
            "keywords": ["transport"],
            "blocks": ["paragraph", "paragraph"],
        },
        id="ninjs 3",
    ),
    pytest.param(
        NEWS_ARTICLE,
        "It reopens.\n\nSoon.",
        TITLE
        | BOTH
        | {
            "published_at": "2026-03-02T14:30:00+01:00",
            "language": "en-GB",
            "url": "https://otter.org/1",
            "source": "Otter News",
            "section": "Coast",
            "keywords": ["ferry", "harbour"],
        },
        id="schema.org",
    ),
    pytest.param(GRAPH, "It reopens.", {"title": "Ferry", "authors": ["Jane Doe"]}, id="schema.org, a graph"),
    pytest.param(
        NEWS_PLEASE,
        "It reopens.\nSoon.",
        TITLE
        | BOTH
        | {
            "published_at": "2026-03-02T14:30:00",
            "language": "en",
            "url": "https://otter.org/1",
            "source": "otter.org",
        },
        id="news-please",
    ),
    pytest.param(
        TRAFILATURA,
        "It reopens.\nSoon.",
        TITLE
        | {
            "byline": "Jane Doe; John Roe",
            "published_at": "2026-03-02T00:00:00",
            "language": "en",
            "url": "https://otter.org/1",
            "source": "Otter News",
            "section": "Coast",
            "keywords": ["ferry", "harbour"],
        },
        id="trafilatura",
    ),
    pytest.param(
        {"Title": "Ferry & harbour", "Publish-Date": 1772458200, "BODY": ["It reopens.", "Soon."], "author": {"name": "Jane Doe"}},
        "It reopens.\n\nSoon.",
        TITLE | {"authors": ["Jane Doe"], "published_at": "2026-03-02T13:30:00+00:00"},
        id="the usual names, whatever their case",
    ),
    pytest.param(
        {"_index": "news", "_source": {"title": "Ferry & harbour", "text": "It reopens."}},
        "It reopens.",
        TITLE,
        id="a dump of a search engine",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("item", "text", "metadata"), KINDS)
def test_each_kind_of_record_is_read_in_each_kind_of_file(read, item: dict, text: str, metadata: dict):
    record = Record(text, metadata)
    one, pretty = json.dumps(item, ensure_ascii=False), json.dumps(item, indent=2)
    assert read(pretty, "item.json") == [record]
    assert read(one) == [record]
    assert read(f"{one}\n{one}\n", "items.jsonl") == [record] * 2
    assert read(f"{one}\n\n{one}") == [record] * 2
    assert read(f"[{one}, {pretty}]") == [record] * 2
    assert read('{"status": "ok", "totalResults": 2, "articles": [' + f"{one},{one}]}}") == [record] * 2
    assert read('{"response": {"results": [' + f"{one}]}}}}") == [record]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_json_is_read_in_every_encoding_that_it_may_be_in(read, encoding: str):
    data = '[{"text": "Fähre."}, {"text": "Für alle."}]'.encode(encoding)
    assert read(data, "a.json") == [Record("Fähre."), Record("Für alle.")]


OWN = {
    "hed": "Ferry",
    "story": {"body": "<p>It reopens.</p>", "pages": [{"text": "First page."}]},
    "by.line": "Jane Doe",
}


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {"title": "hed", "text": "story.body", "authors": "by.line"},
            Record("It reopens.", {"title": "Ferry", "byline": "Jane Doe", "blocks": ["paragraph"]}),
        ),
        ({"text": "story.pages.0.text", "section": "no.such"}, Record("First page.", {"title": "Ferry"})),
        ({"text": "story.boby"}, "text is mapped to 'story.boby', which this record lacks: its keys are hed, story, by.line"),
        ({"text": "story"}, "text is mapped to 'story', which holds an object instead of text"),
        ({"title": "story", "text": "story.body"}, "title is mapped to 'story', which holds an object instead of text"),
    ],
)  # fmt: skip
def test_keys_of_ones_own_are_dotted_paths_and_a_wrong_one_is_told(read, keys: dict, expected: Record | str):
    (found,) = read(json.dumps(OWN), limits=Limits(keys=tuple(keys.items())))
    if isinstance(expected, Record):
        assert found == expected
    else:
        assert (found.code, str(found).split(";")[0]) == ("wrong_mapping", expected)


def test_keys_of_ones_own_leave_known_formats_alone(read):
    limits = Limits(keys=(("text", "story.body"),))
    assert [one.text for one in read(f"{json.dumps(NEWS_ARTICLE)}\n{json.dumps(OWN)}", limits=limits)] == [
        "It reopens.\n\nSoon.",
        "It reopens.",
    ]


def test_a_record_without_text_is_told_what_to_do(read):
    (error,) = read('{"head": "Ferry", "words": "It reopens."}', "a.json")
    assert error.code == "no_text"
    assert "its keys are head, words: name yours in COPYDESK_JSON_KEYS" in str(error)


GOOD = '{"text": "Good."}'
BAD = {
    "deep": ('{"text": "x", "a": ' + "[" * 1000 + "]" * 1000 + "}", "too_deep"),
    "NaN": ('{"text": "x", "a": NaN}', "bad_number"),
    "infinity": ('{"text": "x", "a": -Infinity}', "bad_number"),
    "a float beyond any": ('{"text": "x", "a": 1e999}', "bad_number"),
    "5,000 digits": ('{"text": "x", "a": ' + "9" * 5000 + "}", "bad_number"),
    "a key twice": ('{"text": "x", "text": "y"}', "duplicate_keys"),
    "a key twice within": ('{"text": "x", "a": {"b": 1, "b": 2}}', "duplicate_keys"),
    "no object": ("7", "malformed"),
    "no JSON": ('{"text": x}', "malformed"),
    "two commas": ('{"text": "x",, "a": 1}', "malformed"),
    "no text": ('{"a": 1}', "no_text"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_record_has_its_code_and_leaves_the_others_alone(codes, name: str):
    bad, code = BAD[name]
    assert codes(f"{GOOD}\n{bad}\n{GOOD}\n", "a.jsonl") == ["read", code, "read"]
    assert codes(f"[{GOOD}, {bad}, {GOOD}]") == ["read", code, "read"]
    assert codes(bad, "a.json") == [code]


def test_a_file_that_is_cut_short_keeps_what_stands_before(codes):
    assert codes(f'{GOOD}\n{GOOD}\n{{"text": "cut', "a.jsonl") == ["read", "read", "malformed"]
    assert codes(f'[{GOOD}, {GOOD}, {{"text": "cut') == ["read", "read", "malformed"]
    assert codes(f"[{GOOD}, {GOOD}") == ["read", "malformed"]
    assert codes('{"text": "cut') == ["malformed"]


def test_a_string_may_hold_brackets_quotation_marks_and_backslashes_at_the_edge_of_a_piece(read):
    texts = [f'{"x" * (65_536 - size)}\\"]}}[{{,\\\\' for size in range(20, 60)]
    data = "[" + ",".join(json.dumps({"text": text}) for text in texts) + "]"
    assert [one.text for one in read(data, "a.json")] == texts


def test_a_record_without_ones_own_keys_is_read_by_the_usual_names(read):
    limits = Limits(keys=(("text", "story.body"), ("title", "hed")))
    usual = '{"title": "Ferry", "text": "It reopens."}'
    assert read(f"{json.dumps(OWN)}\n{usual}", limits=limits)[1] == Record("It reopens.", {"title": "Ferry"})


def test_an_error_has_the_bytes_of_its_record(read):
    errors = read('{"text": NaN}\n{"text": "cut', "a.jsonl")
    assert [error.data for error in errors] == [b'{"text": NaN}', b'{"text": "cut']
