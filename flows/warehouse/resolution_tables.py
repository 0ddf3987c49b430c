"""The tables by which families are formed and links find their articles."""

import polars as pl

from flows.tables import Column, Table

ARTICLE_PRINTS = Table(
    "article_prints",
    "an article as the last resolution of families and links knew it",
    "article_id",
    (
        Column("article_id", pl.String, False, "The article."),
        Column("load_id", pl.String, False, "The load that wrote the version that was resolved."),
        Column("family_id", pl.String, False, "Its story family."),
        Column("url_key", pl.String, True, "Its address without what does not tell two pages apart."),
        Column("headline_key", pl.String, True, "The words of its headline; null where the title is a first sentence."),
    ),
)

ARTICLE_BANDS = Table(
    "article_bands",
    "an article and one band of its text's MinHash signature",
    "article_id, band",
    (
        Column("band", pl.UInt32, False, "A hash of two minima; copies of a story have some in common."),
        Column("article_id", pl.String, False, "The article."),
    ),
)

HEADLINE_PAIRS = Table(
    "headline_pairs",
    "two words that follow each other in an article's headline, or in the text of a link",
    "article_id, link_id, pair",
    (
        Column("pair", pl.String, False, "The two words."),
        Column("article_id", pl.String, False, "The article; for a link, the one that holds it."),
        Column("link_id", pl.String, True, "The link; null for an article's own headline."),
    ),
)

LINK_KEYS = Table(
    "link_keys",
    "a link and what it is looked up by",
    "link_id",
    (
        Column("link_id", pl.String, False, "The link."),
        Column("article_id", pl.String, False, "The article that holds it."),
        Column("url_key", pl.String, True, "Its address without what does not tell two pages apart."),
        Column("headline_key", pl.String, True, "The words of its headline; null for a link in the text."),
    ),
)

# What resolution remembers from one load to the next; every row can be made again from articles and links.
RESOLUTION: tuple[Table, ...] = (ARTICLE_PRINTS, ARTICLE_BANDS, HEADLINE_PAIRS, LINK_KEYS)
