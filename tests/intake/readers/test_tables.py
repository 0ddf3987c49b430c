"""CSV, TSV and Parquet: tables of articles, whole records."""

import io

import polars as pl
import pytest

from flows.intake.limits import Limits
from flows.intake.source import Record

HEAD = ["id", "Title", "text", "author", "date", "url", "tags", "category"]
FERRY = {
    "title": "Ferry, again",
    "byline": "Jane Doe and John Roe",
    "published_at": "2026-03-02T14:30:00",
    "url": "https://otter.org/1",
    "section": "Coast",
    "keywords": ["ferry", "harbour"],
}
ROW = ["7", "Ferry, again", 'It "reopens".\n\nSoon.', "Jane Doe and John Roe", "2026-03-02 14:30", "https://otter.org/1",
       "['ferry', 'harbour']", "Coast"]  # fmt: skip
TABLE = pl.DataFrame(
    [ROW, ["8", "Short", "<p>One.</p><p>Two.</p>", None, None, None, "", None]], schema=HEAD, orient="row"
)
RECORDS = [
    Record('It "reopens".\n\nSoon.', FERRY),
    Record("One.\n\nTwo.", {"title": "Short", "blocks": ["paragraph", "paragraph"]}),
]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_of_text_is_read(read, separator: str, encoding: str):
    data = TABLE.write_csv(separator=separator)
    for name in ("a.csv", "table"):
        assert read(data.encode(encoding), name) == RECORDS
        assert read(data.replace("\n", "\r\n").replace('It "', 'It "').encode(encoding), name)[1] == RECORDS[1]


def test_parquet_is_read(read):
    file = io.BytesIO()
    TABLE.with_columns(tags=pl.Series([["ferry", "harbour"], None]), other=pl.lit(1.5)).write_parquet(file)
    assert read(file.getvalue(), "a.parquet") == RECORDS
    assert read(file.getvalue()) == RECORDS


def test_ones_own_columns_are_mapped(read):
    limits = Limits(keys=(("title", "hed"), ("text", "copy")))
    assert read("hed;copy\nA;It reopens.\n", "a.csv", limits=limits) == [Record("It reopens.", {"title": "A"})]
    file = io.BytesIO()
    pl.DataFrame({"hed": ["A"], "copy": ["It reopens."], "more": [1]}).write_parquet(file)
    assert read(file.getvalue(), limits=limits) == [Record("It reopens.", {"title": "A"})]


def test_a_bad_row_leaves_the_others_alone(codes):
    rows = [
        "title,text",
        "A,Good.",
        "B",
        "C,",
        'D,"never closed',
        "E,Good.",
        'F,"closed" twice"',
        "",
        'G,"Two',
        'lines."',
        "H,Good.",
    ]
    wanted = ["read", "malformed", "no_text", "malformed", "read", "malformed", "read", "read"]
    assert codes("\n".join(rows), "a.csv") == wanted
    long = f"A,{'x' * 2000}"
    assert codes(f"title,text\n{long}\nB,Good.\n", "a.csv", limits=Limits(record_bytes=1000)) == ["too_large", "read"]


def test_a_table_without_a_column_of_text_is_told_what_to_do(read):
    (error,) = read("a,b\n1,2\n", "a.csv")
    assert (error.code, "name yours in COPYDESK_JSON_KEYS" in str(error)) == ("wrong_mapping", True)
    file = io.BytesIO()
    pl.DataFrame({"a": [1]}).write_parquet(file)
    assert [error.code for error in read(file.getvalue())] == ["wrong_mapping"]


def test_text_with_commas_is_no_table(read):
    text = "Title, text and more of it\n\nIt reopens, she said, in May."
    assert read(text, "a.txt") == [Record(text)]


def test_damaged_parquet_has_its_code(codes):
    file = io.BytesIO()
    TABLE.write_parquet(file)
    data = file.getvalue()
    assert codes(data[: len(data) // 2]) == ["malformed"]
    assert codes(b"PAR1") == ["malformed"]
    middle = len(data) // 2
    assert set(codes(data[:middle] + bytes(40) + data[middle + 40 :])) <= {"read", "malformed", "no_text"}
