"""Archives: what is in them is read as if it lay in a folder, and what is wrong with them touches nothing else."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
import zstandard

from flows.intake import Limits, Unread, find, read_one, stream, survey
from flows.model import Document, Problem

STORY = b"Tolls to fall\n\nOSTREVA (AP) - Tolls at the harbour of Ostreva will fall by a tenth.\n"


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


def page(address: str, body: bytes, *, length: int | None = None, headers: str = "", status: str = "200 OK") -> bytes:
    """A record of a web archive; `length` is what it says its length is."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-03-02T10:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) if length is None else length}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.fixture
def read(tmp_path):
    """Read one file as a load would: what each record became, by number and path within the file."""

    def read(name: str, data: bytes, limits: Limits | None = None) -> list[tuple]:
        limits = limits or Limits()
        (tmp_path / name).write_bytes(data)
        found = survey(find([tmp_path / name]), {}, limits)
        items = [item for row in found.to_load for item in stream(row, limits) if item is not None]
        read = [one for item in items for one in (read_one(item, limits) if isinstance(item, Unread) else [item])]
        return [_shown(one, str(tmp_path)) for one in (*found.problems, *read) if isinstance(one, Document | Problem)]

    return read


def _shown(one: Document | Problem, folder: str) -> tuple:
    where = one.path.removeprefix(folder + "/")
    return (one.record_no, where, one.text if isinstance(one, Document) else one.code)


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.txt.gz", lambda data: gzip.compress(data[:30]) + gzip.compress(data[30:])),
        ("a.txt.bz2", lambda data: bz2.compress(data[:30]) + bz2.compress(data[30:])),
        ("a.txt.xz", lambda data: lzma.compress(data[:30]) + lzma.compress(data[30:])),
        ("a.txt.zst", lambda data: zstandard.compress(data[:30]) + zstandard.compress(data[30:])),
    ],
)
def test_a_compressed_file_of_several_parts_is_one_article(read, name, pack):
    assert read(name, pack(STORY)) == [(0, f"{name}!/a.txt", STORY.decode())]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_members_of_a_tar_archive_are_numbered_in_order(read, mode):
    found = read("a.tar", tarred({"one.txt": STORY, "deep/two.txt": STORY}, mode))

    assert [(number, where.rsplit("!/", 1)[1]) for number, where, _ in found] == [(0, "one.txt"), (1, "deep/two.txt")]


def test_archives_in_archives_are_read_and_names_are_only_labels(read):
    inner = zipped({"in.txt": STORY})
    found = read(
        "a.zip",
        zipped(
            {
                "../../escaped.txt": STORY,
                "/etc/absolute.txt": STORY,
                "red\x1b[31m.txt": STORY,
                "photo.jpg": b"\xff\xd8\xff",
                "__MACOSX/._x.txt": b"junk",
                "inner.zip": inner,
                "packed.tar.gz": tarred({"far.txt": STORY}, "w:gz"),
            }
        ),
    )

    assert found == [
        (0, "a.zip!/../../escaped.txt", STORY.decode()),
        (1, "a.zip!//etc/absolute.txt", STORY.decode()),
        (2, r"a.zip!/red\x1b[31m.txt", STORY.decode()),
        (3, "a.zip!/photo.jpg", "unknown_type"),
        (4, "a.zip!/inner.zip!/in.txt", STORY.decode()),
        (5, "a.zip!/packed.tar.gz!/packed.tar!/far.txt", STORY.decode()),
    ]


def test_a_member_of_many_records_counts_on(read):
    lines = b'{"title": "One", "text": "First body."}\n{"title": broken\n{"title": "Two", "text": "Second body."}\n'
    found = read("a.zip", zipped({"a.txt": STORY, "b.jsonl": lines, "c.txt": STORY}))

    assert [(number, where) for number, where, _ in found] == [
        (0, "a.zip!/a.txt"),
        (1, "a.zip!/b.jsonl"),
        (2, "a.zip!/b.jsonl"),
        (3, "a.zip!/b.jsonl"),
        (4, "a.zip!/c.txt"),
    ]
    assert [what for _, _, what in found[1:4]] == ["First body.", "malformed", "Second body."]


def test_nesting_stops_at_the_limit(read):
    data = STORY
    for depth in range(8):
        data = zipped({f"{depth}.zip" if depth else "a.txt": data})

    assert [what for _, _, what in read("a.zip", data, Limits(nesting=3))] == ["nested_too_deep"]


def test_an_encrypted_member_leaves_the_others_alone(read):
    data = bytearray(zipped({"secret.txt": STORY, "open.txt": STORY + b"More.\n"}))
    local, central = data.find(b"PK\x03\x04"), data.find(b"PK\x01\x02")
    data[local + 6] |= 1
    data[central + 8] |= 1

    assert [what for _, _, what in read("a.zip", bytes(data))] == ["encrypted", (STORY + b"More.\n").decode()]


def test_a_member_with_a_wrong_size_is_damaged_and_the_others_are_read(read):
    data = bytearray(zipped({"a.txt": STORY * 9, "b.txt": STORY}))
    central = data.find(b"PK\x01\x02")
    data[central + 24 : central + 28] = (17).to_bytes(4, "little")

    assert [what for _, _, what in read("a.zip", bytes(data))] == ["damaged_archive", STORY.decode()]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.bz2", "a.txt.xz", "a.txt.zst"])
def test_a_stream_that_is_cut_short_is_no_article(read, name):
    pack = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstandard.compress}[name[6:]]

    assert [what for _, _, what in read(name, pack(STORY)[:-6])] == ["damaged_archive"]


def test_links_in_a_tar_archive_are_refused(read):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo("passwords.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)

    assert read("a.tar", packed.getvalue()) == [(0, "a.tar!/passwords.txt", "not_a_file")]


@pytest.mark.parametrize("pack", [lambda record: record, gzip.compress])
def test_wrong_lengths_in_a_web_archive_cost_their_own_records_only(read, pack):
    records = [
        page("http://news.example/1", STORY),
        page("http://news.example/2", STORY, length=900),
        page("http://news.example/3", STORY),
        page("http://news.example/4", STORY * 9, length=120),
        page("http://news.example/5", STORY),
        page("http://news.example/6", STORY, length=10**15),
        page("http://news.example/7", STORY),
        page("http://news.example/8", STORY)[:-30],
    ]
    found = read("a.warc", b"".join(map(pack, records))[: None if pack is not gzip.compress else -4])

    assert [(where.rsplit("/", 1)[1], what if what.islower() else "read") for _, where, what in found] == [
        ("1", "read"),
        ("2", "damaged_archive"),
        ("3", "read"),
        ("4", "damaged_archive"),
        ("5", "read"),
        ("6", "too_large"),
        ("7", "read"),
        ("8", "damaged_archive"),
    ]


def test_bodies_of_a_web_archive_are_decoded_as_their_headers_say(read):
    chunked = b"5\r\n" + STORY[:5] + b"\r\n" + f"{len(STORY) - 5:x}\r\n".encode() + STORY[5:] + b"\r\n0\r\n\r\n"
    records = [
        page("http://news.example/1", chunked, headers="Transfer-Encoding: chunked\r\n"),
        page("http://news.example/2", gzip.compress(STORY), headers="Content-Encoding: gzip\r\n"),
        page("http://news.example/3", STORY, headers="Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
        page("http://news.example/4", b"Gone", status="404 Not Found"),
        page("http://news.example/5", gzip.compress(b"0" * 50_000_000), headers="Content-Encoding: gzip\r\n"),
    ]

    assert [what for _, _, what in read("a.warc", b"".join(records))] == [STORY.decode()] * 3 + ["bomb"]


def test_the_address_and_the_date_of_a_record_come_along(tmp_path):
    (tmp_path / "a.warc").write_bytes(page("http://news.example/tolls", STORY))
    (row,) = survey(find([tmp_path]), {}, Limits()).to_load

    (unread,) = [item for item in stream(row, Limits()) if isinstance(item, Unread)]

    # when it was fetched is not when it was published
    assert unread.metadata == {"url": "http://news.example/tolls"}
    assert unread.path == f"{tmp_path}/a.warc!/http://news.example/tolls"
