"""Late links: how often a headline that was changed on its way finds its article, by threshold.

    python bench/links.py FOLDER            headlines of a folder of .txt files (by default seeds/articles)

Each headline is changed as links to it are: its end cut, a word dropped, a word replaced, two letters swapped, or a
kicker put before it. It is then looked for among all headlines as a load does (two pairs of words in common, then
letters in order). `right` is of the links whose article is there; `wrong` are links to another article, which is worse
than none: half of the headlines are looked for with their own article missing, as if it had never come. The peer is
rapidfuzz's token_set_ratio, which forgives missing words.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import duckdb
from corpus import texts_of
from rapidfuzz import fuzz

sys.path.insert(0, str(Path(__file__).parents[1]))

from flows.model import Document
from flows.parsing.structure import read_article
from flows.resources import sql
from flows.warehouse.resolution import links

THRESHOLDS = (0.74, 0.78, 0.82, 0.86, 0.9, 0.94)


def headlines_of(texts: list[str]) -> list[str]:
    """The keys of the headlines that are printed, each once."""
    articles = [read_article(Document("", "", 0, text)) for text in texts]
    titles = [article.title for article in articles if article.title and article.title_source == "headline"]
    connection = duckdb.connect()
    connection.execute(sql("macros/headline_key"))
    keys = connection.execute("select distinct headline_key(unnest(?)) as key order by key", [titles]).fetchall()
    return [key for (key,) in keys if key and len(key.split()) >= links.FEWEST_WORDS]


def changed(headline: str, words: list[str], chance: random.Random) -> str:
    parts = headline.split()
    at = chance.randrange(len(parts))
    kind = chance.randrange(5)
    if kind == 0 and len(parts) > 4:
        return " ".join(parts[: -max(1, len(parts) // 6)])
    if kind == 1 and len(parts) > 4:
        return " ".join(parts[:at] + parts[at + 1 :])
    if kind == 2:
        return " ".join([*parts[:at], chance.choice(words), *parts[at + 1 :]])
    if kind == 3:
        return f"update {headline}"
    letters = list(headline)
    place = chance.randrange(len(letters) - 1)
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    return "".join(letters)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    arguments = parser.parse_args()
    headlines = headlines_of(texts_of(arguments.folder, arguments.articles))
    chance = random.Random(11)
    words = sorted({word for headline in headlines for word in headline.split()})
    by_pair: dict[tuple[str, str], set[str]] = defaultdict(set)
    for headline in headlines:
        for pair in set(pairwise(headline.split())):
            by_pair[pair].add(headline)
    asked = [(changed(headline, words, chance), headline, chance.random() < 0.5) for headline in headlines]
    print(f"{len(asked):,} changed headlines, half of them without their article")
    print("threshold        right   wrong    peer: right   wrong")
    for threshold in THRESHOLDS:
        links.THRESHOLD = threshold
        ours = count(asked, by_pair, links.likeness_of_headlines)
        peer = count(asked, by_pair, lambda one, other: fuzz.token_set_ratio(one, other) / 100)
        print(f"     {threshold:.2f}     {ours[0]:7.2%} {ours[1]:7.2%}        {peer[0]:7.2%} {peer[1]:7.2%}")


def count(
    asked: list[tuple[str, str, bool]],
    by_pair: dict[tuple[str, str], set[str]],
    likeness: Callable[[str, str], float],
) -> tuple[float, float]:
    """Links that found their article, of those whose article is there; and links to another one, of all."""
    right = wrong = present = 0
    for printed, headline, is_missing in asked:
        present += not is_missing
        shared: dict[str, int] = defaultdict(int)
        for pair in set(pairwise(printed.split())):
            for candidate in by_pair.get(pair, ()):
                shared[candidate] += 1
        candidates = [one for one, pairs in shared.items() if pairs >= 2 and not (is_missing and one == headline)]
        scored = [(score, one) for one in candidates if (score := likeness(printed, one)) > 0]
        best = links._the_one(scored) if scored else None
        right += best is not None and best[1] == headline
        wrong += best is not None and best[1] != headline
    return right / present, wrong / len(asked)


if __name__ == "__main__":
    main()
