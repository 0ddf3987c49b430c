"""Markdown: the front matter states, the rest is the article."""

import pytest

from flows.intake.source import Record

TEXT = "## The vote\n\nThe council *voted* on [Monday](https://a.example/vote).\n"


def test_front_matter_in_yaml(read):
    front = (
        '---\ntitle: "Council: the vote"\nauthors:\n  - Ann Doe\n  - name: John Roe\ndate: 2026-03-02 07:15:00 +0100\n'
        "tags: [council, budget]\nlink: https://a.example/council\nlang: en\npublisher: The Dale News\ncategory: Local\n"
        "description: ~\nlayout: post\n---\n"
    )
    answer = Record(
        TEXT,
        {
            "title": "Council: the vote",
            "authors": ["Ann Doe", "John Roe"],
            "published_at": "2026-03-02T07:15:00+01:00",
            "language": "en",
            "url": "https://a.example/council",
            "source": "The Dale News",
            "section": "Local",
            "keywords": ["council", "budget"],
        },
    )
    assert read(front + TEXT, "a.md") == [answer]
    assert read((front + TEXT).replace("\n", "\r\n"), "a.markdown") == [answer]


def test_front_matter_in_toml(read):
    front = '+++\ntitle = "The vote"\nauthor = "By Ann Doe"\ndate = 2026-03-02T07:15:00Z\n+++\n'
    stated = {"title": "The vote", "byline": "By Ann Doe", "published_at": "2026-03-02T07:15:00+00:00"}
    assert read(front + TEXT, "a.md") == [Record(TEXT, stated)]


def test_front_matter_that_is_no_yaml_is_read_by_its_lines(read):
    front = "---\ntitle: Council: the vote [updated\nauthor: Ann Doe\n---\n"
    assert read(front + TEXT, "a.md") == [Record(TEXT, {"title": "Council: the vote [updated", "byline": "Ann Doe"})]


@pytest.mark.parametrize(
    "text",
    [TEXT, "---\nThe council voted.\n---\nIt did so on Monday.\n", "---\n\n" + TEXT, "+++\nno = toml =\n+++\n" + TEXT],
)
def test_a_rule_is_no_front_matter(read, text):
    assert read(text, "a.md") == [Record(text, {})]


@pytest.mark.parametrize(
    "front",
    [
        "[" * 16_000,
        "a: " + "{" * 8_000,
        "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" if n else "a0: &a0 [x]\n" for n in range(30)),
        "a: !!python/object/apply:os.system ['true']",
        "x: " + "y" * 16_000,
    ],
)
def test_hostile_front_matter_costs_nothing(read, front):
    (record,) = read(f"---\n{front}\n---\n{TEXT}", "a.md")
    assert isinstance(record, Record)
    assert record.text.endswith(TEXT)


def test_nothing_but_front_matter_is_empty(codes):
    assert codes("---\ntitle: The vote\n---\n\n", "a.md") == ["empty"]
