"""Story families: precision, recall and cost on pairs made from real texts, datasketch as the peer in the same run.

    python bench/families.py FOLDER            pairs from a folder of .txt files (by default seeds/articles)
    python bench/families.py FOLDER --grid     what other thresholds would have found

Each text is copied as papers copy: cut (the first 30 to 80 per cent of its paragraphs), led anew (its first paragraph
written anew, a paragraph added), edited (one word in ten replaced, one sentence in ten dropped), and two of these at
once. Its counterfeits are other stories in its wording: every number and nearly every name replaced (templated copy).
Beside these stand pairs of different originals: those with one headline and different numbers in their first 200
characters (a market report of two days), and each text with the one that shares most shingles with it, where a
comparison letter by letter finds less than half in common. Real repeats are originals that such a comparison finds to
be at least 95 per cent the same, with the same numbers. Thresholds were chosen on texts of even number; figures are of
the odd ones.
"""

import argparse
import itertools
import random
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from corpus import SEEDS
from datasketch import MinHash, MinHashLSH
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

sys.path.insert(0, str(Path(__file__).parents[1]))

from flows.warehouse.resolution import likeness
from flows.warehouse.resolution.fingerprints import Fingerprint, bands, fingerprints

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")


def cut(paragraphs: list[str], chance: random.Random, _: list[str]) -> list[str]:
    """The first 30 to 80 per cent of the paragraphs."""
    return paragraphs[: max(1, round(len(paragraphs) * chance.uniform(0.3, 0.8)))]


def trimmed(paragraphs: list[str], chance: random.Random, _: list[str]) -> list[str]:
    """The first 60 to 90 per cent, for a copy that is changed otherwise, too."""
    return paragraphs[: max(1, round(len(paragraphs) * chance.uniform(0.6, 0.9)))]


def led_anew(paragraphs: list[str], chance: random.Random, words: list[str]) -> list[str]:
    """Another first paragraph, made of its names and other words, and a paragraph of another paper's at the end."""
    names = [word for word in paragraphs[0].split() if word[:1].isupper() or word[:1].isdigit()]
    lead = names + chance.choices(words, k=25)
    chance.shuffle(lead)
    return [" ".join(lead), *paragraphs[1:], " ".join(chance.choices(words, k=15))]


def edited(paragraphs: list[str], chance: random.Random, words: list[str]) -> list[str]:
    """One lower-case word in ten replaced, one sentence in ten dropped."""

    def of_one(paragraph: str) -> str:
        sentences = [one for one in re.split(r"(?<=[.!?]) ", paragraph) if chance.random() > 0.1]
        return " ".join(
            chance.choice(words) if word.islower() and chance.random() < 0.1 else word
            for word in " ".join(sentences).split()
        )

    return [of_one(paragraph) for paragraph in paragraphs]


def templated(paragraphs: list[str], chance: random.Random, words: list[str]) -> list[str]:
    """Other numbers and other names in the same wording."""

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if word[0].isdigit():
            return str(chance.randint(1, 9)) + "".join(str(chance.randint(0, 9)) for _ in word[1:])
        return chance.choice(words).capitalize() if word[0].isupper() and chance.random() < 0.8 else word

    return [_WORD.sub(other, paragraph) for paragraph in paragraphs]


COPIES = {
    "cut": (cut,),
    "led anew": (led_anew,),
    "edited": (edited,),
    "trimmed, edited": (trimmed, edited),
    "led anew, edited": (led_anew, edited),
    "trimmed, led anew": (trimmed, led_anew),
}


def read(folder: Path) -> tuple[list[str], list[str]]:
    """The first paragraphs (headlines) and the rest of each text."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    parted = [text.strip().partition("\n\n") for text in texts]
    return [head for head, _, _ in parted], [body or head for head, _, body in parted]


def made_pairs(bodies: list[str], sample: int) -> dict[str, list[tuple[str, str]]]:
    """Kind → pairs (text, copy or counterfeit) of a sample of the texts; texts of fewer than 60 words stay out."""
    chance = random.Random(11)
    own = [body for body in bodies if len(body.split()) >= 60]
    chance.shuffle(own)
    words = [word for body in own[:300] for word in body.split() if word.isalpha() and word.islower()]
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for body in own[:sample]:
        paragraphs = [one for one in re.split(r"\n\s*\n|\n(?=    )", body) if one.strip()]
        for kind, steps in COPIES.items():
            made = paragraphs
            for step in steps:
                made = step(made, chance, words)
            if len(paragraphs) > 2 and sum(len(one.split()) for one in made) >= 30:
                pairs[kind].append((body, "\n\n".join(made)))
        pairs["templated"].append((body, "\n\n".join(templated(paragraphs, chance, words))))
    return pairs


def real_pairs(heads: list[str], bodies: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Kind → pairs of originals: repeats, reports of one headline with other numbers, near neighbours that differ."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    plain = [" ".join(body.split()) for body in bodies]
    numbers = [set(_NUMBER.findall(body)) for body in plain]
    by_head: dict[str, list[int]] = defaultdict(list)
    for number, head in enumerate(heads):
        by_head[" ".join(_WORD.findall(_NUMBER.sub("", head.lower())))].append(number)
    for alike in by_head.values():
        for one, other in itertools.pairwise(alike):
            mine, theirs = (set(_NUMBER.findall(plain[i][:200])) for i in (one, other))
            if mine and theirs and len(mine & theirs) < 0.4 * min(len(mine), len(theirs)):
                found["same headline, other numbers"].append((bodies[one], bodies[other]))
    for one, other in sorted(candidates(bodies)):
        alike = Indel.normalized_similarity(plain[one], plain[other])
        if alike >= 0.95 and numbers[one] == numbers[other]:
            found["repeat"].append((bodies[one], bodies[other]))
        elif alike < 0.6 and fuzz.partial_ratio(plain[one], plain[other]) < 50:
            found["neighbour"].append((bodies[one], bodies[other]))
    return found


def candidates(bodies: list[str]) -> set[tuple[int, int]]:
    """Pairs that share a band; runs of more than 200 texts in one band are left out."""
    posts: dict[int, list[int]] = defaultdict(list)
    for number, row in enumerate(bands(bodies)):
        for band in row:
            if band:
                posts[int(band)].append(number)
    return {(a, b) for post in posts.values() if len(post) < 200 for i, a in enumerate(post) for b in post[i + 1 :]}


SAME = {*COPIES, "repeat"}


def ours(one: Fingerprint, other: Fingerprint, band_row: np.ndarray, other_row: np.ndarray) -> bool:
    """What a load decides: a band in common, then the likeness."""
    return bool(((band_row == other_row) & (band_row > 0)).any()) and likeness.same_story(one, other)


def sketch(text: str) -> MinHash:
    """The peer's signature: 128 permutations of five-word shingles."""
    words = _WORD.findall(text.lower())
    minhash = MinHash(num_perm=128)
    minhash.update_batch([" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))])
    return minhash


def measure(pairs: dict[str, list[tuple[str, str]]]) -> None:
    """Print recall by kind of copy, false alarms by kind of counterfeit, precision and recall of both."""
    print(f"{'pairs':>30} {'number':>7} {'copydesk':>9} {'datasketch at .5':>17} {'.3':>6}   found to be the same")
    right, all_found, wanted = (np.zeros(3) for _ in range(3))
    for kind, of_kind in pairs.items():
        firsts, seconds = [one for one, _ in of_kind], [other for _, other in of_kind]
        prints = zip(fingerprints(firsts), fingerprints(seconds), bands(firsts), bands(seconds), strict=True)
        mine = np.array([ours(*pair) for pair in prints])
        jaccard = np.array([sketch(one).jaccard(sketch(other)) for one, other in of_kind])
        hits = np.array([mine.sum(), (jaccard >= 0.5).sum(), (jaccard >= 0.3).sum()], dtype=float)
        share = hits / len(of_kind)
        print(f"{kind:>30} {len(of_kind):7,} {share[0]:9.3f} {share[1]:17.3f} {share[2]:6.3f}")
        all_found += hits
        if kind in SAME:
            right += hits
            wanted += len(of_kind)
    precision, recall = right / all_found, right / wanted
    for name, figures in (("precision", precision), ("recall", recall)):
        print(f"{name:>30} {'':7} {figures[0]:9.3f} {figures[1]:17.3f} {figures[2]:6.3f}")


def cost(bodies: list[str]) -> None:
    """Print milliseconds an article of both, signatures and the search for candidates."""
    texts = bodies[:2000]
    bands(texts[:50])
    began = time.perf_counter()
    bands(texts)
    mine = time.perf_counter() - began
    began = time.perf_counter()
    fingerprints(texts)
    exact = time.perf_counter() - began
    began = time.perf_counter()
    sketches = [sketch(text) for text in texts]
    peer = time.perf_counter() - began
    began = time.perf_counter()
    lsh = MinHashLSH(num_perm=128, params=(64, 2))
    for number, one in enumerate(sketches):
        lsh.query(one)
        lsh.insert(number, one)
    search = time.perf_counter() - began
    words = sum(len(text.split()) for text in texts) / len(texts)
    print(f"cost of an article of {words:.0f} words, one process: copydesk's bands {mine / len(texts) * 1000:.2f} ms,")
    print(f"  exact comparison of a candidate {exact / len(texts) * 1000:.2f} ms; datasketch's signature")
    print(f"  {peer / len(texts) * 1000:.2f} ms, its index {search / len(texts) * 1000:.2f} ms;", end=" ")
    print(f"ratio of the signatures {peer / mine:.1f}")


def grid(pairs: dict[str, list[tuple[str, str]]]) -> None:
    """Print precision and recall at other thresholds."""
    compared = {
        kind: list(zip(*(fingerprints([pair[i] for pair in of_kind]) for i in (0, 1)), strict=True))
        for kind, of_kind in pairs.items()
    }
    print("wording  few   names  numbers  precision  recall")
    for wording in (0.35, 0.4, 0.45, 0.5, 0.55):
        for few in (0.6, 0.75):
            for names in (0.8, 0.85, 0.9):
                for numbers in (0.7, 0.8, 0.9):
                    likeness.WORDING, likeness.WORDING_OF_FEW = wording, few
                    likeness.NAMES, likeness.NUMBERS = names, numbers
                    found = {
                        kind: sum(likeness.same_story(*pair) for pair in of_kind) for kind, of_kind in compared.items()
                    }
                    right = sum(found[kind] for kind in found if kind in SAME)
                    wanted = sum(len(pairs[kind]) for kind in pairs if kind in SAME)
                    precision, recall = right / max(1, sum(found.values())), right / wanted
                    print(f"{wording:7} {few:5} {names:7} {numbers:8} {precision:10.4f} {recall:7.4f}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SEEDS)
    parser.add_argument("--sample", type=int, default=1000, help="texts that copies are made of")
    parser.add_argument("--grid", action="store_true")
    args = parser.parse_args()
    heads, bodies = read(args.folder)
    pairs = {**made_pairs(bodies, 2 * args.sample), **real_pairs(heads, bodies)}
    chosen = {kind: of_kind[0 if args.grid else 1 :: 2] for kind, of_kind in pairs.items()}
    chosen = {kind: of_kind for kind, of_kind in chosen.items() if of_kind}
    if args.grid:
        grid(chosen)
    else:
        measure(chosen)
        cost(bodies)


if __name__ == "__main__":
    main()
