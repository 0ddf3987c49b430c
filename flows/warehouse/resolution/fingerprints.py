"""What copies of a text keep of it: hashes of its shingles, words and facts, and the bands by which they are found.

Every hash is the same on every machine and in every version: the bands are stored, and met by texts of later loads.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

Hashes = npt.NDArray[np.uint64]

# Words that follow each other in a shingle.
SHINGLE = 4
# Bands of two minima each: of two texts that share a fifth of their shingles 93 in 100 share a band, of two that share
# a hundredth, one in 150 (1 - (1 - j²)^64).
BANDS, ROWS = 64, 2

_WORD = r"[\p{L}\p{N}]+"
_NAME, _NUMBER = r"^\p{Lu}|\p{N}", r"\p{N}"
_MIX = np.uint64(0x9E3779B97F4A7C15)
# A permutation is an odd factor and a summand, of which the upper 32 bits are kept (Dietzfelbinger's multiply-shift).
_FACTORS, _SUMMANDS = np.random.Generator(np.random.PCG64(5)).integers(
    0, 2**64, (2, BANDS * ROWS), dtype=np.uint64
) | np.array([[1], [0]], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One text: its shingles, its words, those with a capital or a digit, and those with a digit, each a sorted set."""

    shingles: Hashes
    words: Hashes
    names: Hashes
    numbers: Hashes


def fingerprints(texts: Sequence[str]) -> list[Fingerprint]:
    """The fingerprint of each text, in order; one of fewer than four words has a single shingle of all its words."""
    words = _words(texts)
    kinds = (words, words.filter("is_name"), words.filter("is_number"))
    pairs = [_shingles(words), *((kind["text_no"].to_numpy(), kind["hash"].to_numpy()) for kind in kinds)]
    parts = [_parted(*pair, len(texts)) for pair in pairs]
    return [Fingerprint(*map(np.unique, of_one)) for of_one in zip(*parts, strict=True)]


def bands(texts: Sequence[str]) -> npt.NDArray[np.uint32]:
    """The bands of each text (a row each; texts without a word have none), as `band_rows` numbers them."""
    text_no, shingles = _shingles(_words(texts))
    starts = np.flatnonzero(np.r_[True, text_no[1:] != text_no[:-1]]) if text_no.size else np.empty(0, np.int64)
    minima = np.empty((BANDS * ROWS, starts.size), np.uint64)
    for number, (factor, summand) in enumerate(zip(_FACTORS, _SUMMANDS, strict=True)):
        minima[number] = np.minimum.reduceat((shingles * factor + summand) >> np.uint64(32), starts)
    joined = _mixed(minima[0::ROWS] * _MIX + minima[1::ROWS] + np.arange(BANDS, dtype=np.uint64)[:, None])
    found = np.zeros((len(texts), BANDS), np.uint32)
    found[text_no[starts]] = (joined >> np.uint64(32)).T
    return found


def _words(texts: Sequence[str]) -> pl.DataFrame:
    """A row a word, in order: text_no, hash, is_name, is_number."""
    found = (
        pl.DataFrame({"text": texts}, schema={"text": pl.String})
        .with_row_index("text_no")
        .select("text_no", pl.col("text").str.normalize("NFKC").str.extract_all(_WORD).alias("printed"))
        .explode("printed")
        .drop_nulls()
    )
    forms = found.select(pl.col("printed").unique()).with_columns(
        pl.col("printed").str.contains(_NAME).alias("is_name"),
        pl.col("printed").str.contains(_NUMBER).alias("is_number"),
        pl.col("printed").str.to_lowercase().map_elements(_word_hash, pl.UInt64).alias("hash"),
    )
    return found.join(forms, on="printed", how="left", maintain_order="left").drop("printed")


def _shingles(words: pl.DataFrame) -> tuple[npt.NDArray[np.uint32], Hashes]:
    """The number of its text, and the hash, of each shingle."""
    text_no, hashes = words["text_no"].to_numpy(), words["hash"].to_numpy()
    counts = np.bincount(text_no) if text_no.size else np.empty(0, np.int64)
    length = np.minimum(counts[text_no], SHINGLE) if text_no.size else counts
    joined = np.zeros_like(hashes)
    for ahead in range(SHINGLE):
        following = np.roll(hashes, -ahead)
        joined = np.where(ahead < length, _mixed(joined * _MIX + following), joined)
    last = np.roll(text_no, -(SHINGLE - 1))
    whole = (last == text_no) & (np.arange(text_no.size) + SHINGLE <= text_no.size)
    short_and_first = (length < SHINGLE) & np.r_[True, text_no[1:] != text_no[:-1]] if text_no.size else whole
    kept = whole | short_and_first
    return text_no[kept], joined[kept]


def _mixed(hashes: Hashes) -> Hashes:
    mixed: Hashes = (hashes ^ (hashes >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    return mixed ^ (mixed >> np.uint64(32))


def _parted(text_no: npt.NDArray[np.uint32], values: Hashes, texts: int) -> list[Hashes]:
    return np.split(values, np.searchsorted(text_no, np.arange(1, texts)))


@lru_cache(maxsize=262_144)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
