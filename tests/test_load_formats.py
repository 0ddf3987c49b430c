"""A folder with a file of each structured format, loaded as a user does: every record is an article or is held."""

import gzip
import io
import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.intake.readers import test_feeds as feeds
from tests.intake.readers import test_json as objects
from tests.intake.readers import test_mail as mail
from tests.intake.readers import test_newsml as newsml
from tests.intake.readers import test_nitf as nitf
from tests.intake.readers import test_reuters_sgml as sgml
from tests.intake.readers import test_tables as tables
from tests.intake.readers import test_wire as wire

pytestmark = pytest.mark.server


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    parquet = io.BytesIO()
    pl.DataFrame({"hed": ["Harbour tolls fall"], "copy": ["Tolls will fall by a tenth."]}).write_parquet(parquet)
    lines = [objects.NINJS_3, objects.NEWS_PLEASE, {"hed": "Quay opens", "copy": "The quay is open again."}]
    bad = ['{"text": NaN}', '{"text": "a", "text": "b"}', '{"text": "cut']
    files = {
        "agency.xml": nitf.WHOLE.encode(),
        "agency": newsml.alone(newsml.NITF).encode(),
        "old.xml": newsml.NEWSML_1.format(dateline="", data="<p>Boats return to port.</p>").encode("latin-1"),
        "feed.rss": feeds.RSS.encode(),
        "wire.txt": wire.IPTC,
        "wire.tst": wire.ANPA,
        "mail.eml": (mail.HEAD + mail.HTML).encode(),
        "reut2-000.sgm": sgml.SGML.encode("latin-1"),
        "table.csv": tables.TABLE.write_csv().encode(),
        "table.parquet": parquet.getvalue(),
        "lines.jsonl.gz": gzip.compress("\n".join([*map(json.dumps, lines), *bad]).encode()),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def test_every_record_of_every_format_is_an_article_or_is_held(load, inbox: Path, tmp_path: Path):
    done = load(COPYDESK_JSON_KEYS='{"title": "hed", "text": "copy"}')

    assert done.exit_status == 0, done.output + done.errors
    with duckdb.connect(str(tmp_path / "w.duckdb"), read_only=True) as warehouse:
        articles = warehouse.execute(
            "select parse_filename(path), record_no, title, authors, dateline_place, keywords,"
            " strftime(published_at at time zone 'UTC', '%Y-%m-%d %H:%M')"
            " from articles join files using (file_id) order by all"
        ).fetchall()
        held = warehouse.execute("select parse_filename(path), record_no, code from quarantine order by all").fetchall()
    both, at, noon = ["Jane Doe", "John Roe"], "2026-03-02 13:30", "2026-03-02 14:30"
    otter, fish, ferry = "OTTER <OTR> PRICES RISE", ["otter", "fish", "lewes"], ["OT--Otteria-Ferry Line"]
    reopen = "Ferry line to reopen after two years, port says"
    assert articles == [
        ("agency", 0, "Ferry line reopens", ["Jane Doe"], "Lewes", ["ferry", "transport"], at),
        ("agency.xml", 0, "Ferry line to Lewes reopens", both, "PORT OTTER, Otteria", ["ferry", "harbour"], at),
        ("feed.rss", 0, "Ferry & harbour", both, None, ["Coast", "Ships"], "2026-03-02 19:30"),
        ("feed.rss", 1, "Broken", ["Ann Bo"], None, [], None),
        ("lines.jsonl.gz", 0, "Ferry & harbour", ["Jane Doe"], None, ["transport"], at),
        ("lines.jsonl.gz", 1, "Ferry & harbour", both, None, [], "2026-03-02 14:30"),
        ("lines.jsonl.gz", 2, "Quay opens", [], None, [], None),
        ("mail.eml", 0, "Fähre reopens in May", ["Jane Döe", "John Roe"], None, ["ferry", "harbour"], at),
        ("old.xml", 0, "Fähre reopens", ["Jane Doe"], "Lewes", ["ports", "ferry"], at),
        ("reut2-000.sgm", 0, otter, ["Jane Doe"], "LEWES", fish, "1987-03-02 15:01"),
        ("reut2-000.sgm", 2, "A table stands here", [], None, [], "1987-03-02 00:00"),
        ("reut2-000.sgm", 4, "Last", [], None, [], None),
        ("table.csv", 0, "Ferry, again", both, None, ["ferry", "harbour"], "2026-03-02 14:30"),
        ("table.csv", 1, "Short", [], None, [], None),
        ("table.parquet", 0, "Harbour tolls fall", [], None, [], None),
        ("wire.tst", 0, "Ferry line to reopen in May", both, "LEWES, Otteria", ferry, noon),
        ("wire.txt", 0, reopen, ["Jane Doe"], None, ["Otteria", "ferry"], noon),
    ]  # fmt: skip
    assert held == [
        ("feed.rss", 2, "no_text"),
        ("feed.rss", 3, "malformed"),
        ("lines.jsonl", 3, "bad_number"),
        ("lines.jsonl", 4, "duplicate_keys"),
        ("lines.jsonl", 5, "malformed"),
        ("reut2-000.sgm", 1, "no_text"),
        ("reut2-000.sgm", 3, "malformed"),
        ("reut2-000.sgm", 5, "malformed"),
    ]
