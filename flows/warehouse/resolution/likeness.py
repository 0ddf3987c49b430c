"""Whether two texts print the same story: one holds much of the other's wording, and its names and numbers."""

import numpy as np

from flows.warehouse.resolution.fingerprints import Fingerprint, Hashes

# Chosen on the pairs of bench/families.py; docs/resolution.md has what other values would have found.
WORDING = 0.3
NAMES = 0.8
NUMBERS = 0.75
# Of few shingles more must be shared: "Qtly div six cts vs six cts prior" is the wording of a hundred companies.
FEW = 30
WORDING_OF_FEW = 0.75


def same_story(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether the two are copies of one story, cut or edited as they may be; the same for (a, b) and (b, a).

    What is held of the smaller text is counted: its shingles, its names and its numbers. Templates (market reports,
    dividends) share wording with each other but not numbers; a copy that was cut has hardly a number of its own.
    """
    small, large = sorted((one, other), key=_order)
    wording = WORDING if small.shingles.size >= FEW else WORDING_OF_FEW
    fewest = min(one.shingles.size, other.shingles.size)
    return (
        fewest > 0
        and _shared(one.shingles, other.shingles) >= wording * fewest
        and _shared(small.numbers, large.numbers) >= NUMBERS * small.numbers.size
        and _shared(small.names, large.words) >= NAMES * small.names.size
    )


def _order(text: Fingerprint) -> tuple[int, int, int, bytes]:
    return text.words.size, text.names.size, text.numbers.size, text.words.tobytes()


def _shared(one: Hashes, other: Hashes) -> int:
    return np.intersect1d(one, other, assume_unique=True).size
