"""Hostile files: what each holds, and what must become of it: a code, or `read`."""

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from pathlib import Path

import zstandard

STORY = "Tolls to fall\n\nOSTREVA (AP) - Tolls at the harbour of Ostreva will fall by a tenth, officials said.\n"
_ZEROS = bytes(1_000_000)


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _bomb(compressor, end: str = "flush") -> bytes:
    """A gigabyte of zeros, packed piece by piece."""
    return b"".join([*(compressor.compress(_ZEROS) for _ in range(1000)), getattr(compressor, end)()])


def _gzip_bomb() -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as bomb:
        for _ in range(1000):
            bomb.write(_ZEROS)
    return packed.getvalue()


def _zip_bomb() -> bytes:
    """Its directory tells of a small file; a gigabyte comes out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, archive.open("a", "w") as bomb:
        for _ in range(300):
            bomb.write(_ZEROS)
    return packed.getvalue()


def _nested(depth: int) -> bytes:
    data = STORY.replace("a tenth", "a tenth of what it was").encode()
    for level in range(depth):
        data = zipped({f"{level}.zip" if level else "a.txt": data})
    return data


def _encrypted() -> bytes:
    data = bytearray(zipped({"a.txt": STORY.encode()}))
    data[data.find(b"PK\x03\x04") + 6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _long_tar_name() -> bytes:
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.GNUTYPE_LONGNAME, 10**12
    return member.tobuf(tarfile.GNU_FORMAT) + bytes(10_000)


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))
_NITF = "<nitf><body><body.content><p>{}</p></body.content></body></nitf>"
_PAGE = "<!doctype html><html><head><title>Tolls</title></head><body><article><h1>Tolls</h1>{}</article></body></html>"

# name → bytes, what must become of it
FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "white space.txt": (b" \n\t\r\n" * 100, "empty"),
    "mark only.txt": (b"\xef\xbb\xbf", "empty"),
    "wide mark only.txt": (b"\xff\xfe", "empty"),
    "cut utf-8.txt": (STORY.encode() + b"Z\xc3\xbcrich \xe2\x80", "not_utf8"),
    "overlong utf-8.txt": (STORY.encode() + b" \xc0\xaf", "not_utf8"),
    "utf-16 with mark.txt": (STORY.encode("utf-16"), "read"),
    "utf-16 without.txt": (STORY.encode("utf-16-be"), "read"),
    "utf-32 with mark.txt": (STORY.encode("utf-32"), "read"),
    "utf-32 without.txt": (STORY.encode("utf-32-le"), "read"),
    "cp1251.txt": ("Министр заявил в понедельник, что сборы снизятся.".encode("cp1251"), "read"),
    "cp1252.txt": (STORY.encode() + "Café “Müller” – naïve.".encode("cp1252"), "read"),
    "cp1256.txt": ("قال وزير النقل يوم الاثنين إن رسوم الميناء ستنخفض.".encode("cp1256"), "read"),
    "wrong declaration.xml": (
        b'<?xml version="1.0" encoding="utf-8"?>' + _NITF.format("caf\xe9").encode("latin1"),
        "*",
    ),
    "few NULs.txt": (STORY.encode() + b"\0" + STORY.encode(), "read"),
    "many NULs.txt": (b"a\0\0" * 100, "not_text"),
    "binary.txt": (os.urandom(50_000), "not_text"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not_text"),
    "a million quotation marks.txt": (("“" * 1_000_000).encode(), "too_long"),
    "controls.txt": (STORY.replace("tenth", "\x1b[2J\x1b]0;x\x07tenth\u202e").encode(), "read"),
    "gzip bomb.txt.gz": (_gzip_bomb(), "bomb"),
    "bzip2 bomb.txt.bz2": (_bomb(bz2.BZ2Compressor(1)), "bomb"),
    "xz bomb.txt.xz": (_bomb(lzma.LZMACompressor(preset=0)), "bomb"),
    "zstd bomb.txt.zst": (_bomb(zstandard.ZstdCompressor(1).compressobj()), "bomb"),
    "zip bomb.zip": (_zip_bomb(), "bomb"),
    "nested.zip": (_nested(12), "nested_too_deep"),
    "escaping.zip": (zipped({"../../../etc/evil.txt": STORY.encode(), "/abs.txt": STORY.encode()}), "read"),
    "encrypted.zip": (_encrypted(), "encrypted"),
    "not a zip.zip": (b"PK\x03\x04" + b"junk" * 100, "damaged_archive"),
    "endless name.tar": (_long_tar_name(), "damaged_archive"),
    "office.docx": (zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "unknown_type"),
    "billion laughs.xml": (f"<!DOCTYPE nitf [{_LAUGHS}]>{_NITF.format('&l11;')}".encode(), "xml_entities"),
    "outside entity.xml": (
        f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>{_NITF.format("&x;")}'.encode(),
        "xml_entities",
    ),
    "nested tags.html": (_PAGE.format("<div>" * 100_000 + STORY).encode(), "*"),
    "deep.json": (b"[" * 1000 + b"]" * 1000, "too_deep"),
    "not a number.json": (b'{"title": "a", "text": "b", "x": NaN}', "bad_number"),
    "huge number.json": (b'{"title": "a", "text": "b", "x": ' + b"9" * 5000 + b"}", "bad_number"),
    "last line cut.jsonl": (b'{"title": "a", "text": "First."}\n{"title": "b", "te', "malformed"),
    "twice.json": (b'{"title": "a", "text": "b", "text": "c"}', "duplicate_keys"),
    "scripts.html": (
        _PAGE.format(f"<script>alert(1)</script><p onclick='x()'>{STORY * 3}</p><p>{STORY}</p>").encode(),
        "read",
    ),
    "wrong length.warc": (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://n.example/\r\nContent-Length: 9\r\n\r\nHTTP",
        "damaged_archive",
    ),
    "'; drop table articles; --.txt": (b"\0\1" * 50, "not_text"),
    "<b onclick=x>.txt": (b"\x01" * 50, "not_text"),
    "n" * 251 + ".dat": (b"What is this?", "unknown_type"),
}


def write_hostile(folder: Path) -> dict[str, str]:
    """Put every hostile file into the folder → the name that the ledger has for each, and what must become of it."""
    expected = {}
    for name, (data, code) in FILES.items():
        (folder / name).write_bytes(data)
        expected[name] = code
    with (folder / "a gigabyte in one line.txt").open("wb") as file:
        file.truncate(1_000_000_000)
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "outside.txt").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pipe.txt")
    with open(os.path.join(os.fsencode(folder), b"caf\xe9.dat"), "wb") as file:
        file.write(b"What is this?")
    return expected | {
        "a gigabyte in one line.txt": "too_large",
        "loop.txt": "dead_link",
        "outside.txt": "link_outside",
        "pipe.txt": "not_a_file",
        "caf\\xe9.dat": "unknown_type",
    }
