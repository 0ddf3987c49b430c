"""Articles to measure on: a folder's text files, or variations of seeds/articles where none is given."""

import random
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "seeds" / "articles"


def texts_of(folder: Path | None, count: int) -> list[str]:
    """Return `count` texts: the folder's own, repeated with another order of paragraphs once they run out.

    The order is shuffled with a fixed seed, so that two runs measure the same texts.
    """
    own = [path.read_text(encoding="utf-8", errors="replace") for path in sorted((folder or SEEDS).rglob("*.txt"))]
    chance = random.Random(7)
    chance.shuffle(own)
    texts = own[:count]
    while len(texts) < count:
        head, *paragraphs = own[len(texts) % len(own)].split("\n\n")
        chance.shuffle(paragraphs)
        texts.append("\n\n".join([f"{head}", *paragraphs, f"This is number {len(texts)} of its kind."]))
    return texts


def write_files(texts: list[str], folder: Path) -> None:
    """Write one file a text."""
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
