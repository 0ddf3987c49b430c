"""The figures of a load as a whole, on which `expectations/batch.json` is checked."""

from collections.abc import Mapping

FIGURES: dict[str, str] = {
    "files_found": "Files found.",
    "files_loaded": "Files whose records were loaded.",
    "files_unchanged": "Files that are in the warehouse as they are.",
    "files_duplicate": "Files that repeat another one.",
    "files_quarantined": "Files that could not be taken in.",
    "conservation": "Files found less the four kinds above: 0, or a file was lost or counted twice.",
    "articles": "Articles that passed.",
    "entities": "Mentions that passed.",
    "quotes": "Quotes that passed.",
    "links": "Links that passed.",
    "articles_held": "Articles held by a check.",
    "entities_held": "Mentions held, those of held articles included.",
    "quotes_held": "Quotes held, those of held articles included.",
    "links_held": "Links held, those of held articles included.",
    "documents": "Documents read: articles that passed or were held, and those that could not be parsed.",
    "share_failed": "Documents that could not be parsed, as a share of those read; null where there were none.",
    "articles_checked": "Articles that passed or were held.",
    "records": "Records to be parsed: read from the files, neither unchanged nor repeating another.",
    "records_conservation": "Records less articles passed, articles held and documents that could not be parsed: 0, "
    "or a record was lost or counted twice.",
    "usual_articles": "Articles of the middle one of the last 20 published loads; null with fewer than five.",
    "volume": "Articles that passed, as a multiple of the usual number; null where that is not known.",
    "share_held": "Articles held, as a share of those checked; null where there were none.",
    "share_entities_held": "Mentions held, as a share of those checked; null where there were none.",
    "share_quotes_held": "Quotes held, as a share of those checked; null where there were none.",
    "quotes_per_article": "Quotes that passed for each article that passed; null where there were none.",
    "entities_per_article": "Mentions that passed for each article that passed; null where there were none.",
    "share_without_title": "Articles without a title, as a share of those that passed; null where there were none.",
    "share_without_speaker": "Quotes without a speaker, as a share of those that passed; null where there were none.",
}


def figures(
    files: Mapping[str, int],
    passed: Mapping[str, int],
    held: Mapping[str, int],
    failed: int,
    without_title: int,
    without_speaker: int,
    records: int,
    usual_articles: float | None,
) -> dict[str, float | None]:
    """Compute every figure from counts.

    `files` is keyed found, loaded, unchanged, duplicate, quarantined; `passed` and `held` are rows keyed by table,
    `failed` counts the documents that could not be parsed, `records` those that were to be parsed.
    """
    fates = ("loaded", "unchanged", "duplicate", "quarantined")
    checked = {table: count + held[table] for table, count in passed.items()}
    return {
        **{f"files_{name}": files[name] for name in ("found", *fates)},
        "conservation": files["found"] - sum(files[fate] for fate in fates),
        **passed,
        **{f"{table}_held": count for table, count in held.items()},
        "documents": checked["articles"] + failed,
        "share_failed": _share(failed, checked["articles"] + failed),
        "articles_checked": checked["articles"],
        "records": records,
        "records_conservation": records - checked["articles"] - failed,
        "usual_articles": usual_articles,
        "volume": _share(passed["articles"], usual_articles),
        "share_held": _share(held["articles"], checked["articles"]),
        "share_entities_held": _share(held["entities"], checked["entities"]),
        "share_quotes_held": _share(held["quotes"], checked["quotes"]),
        "quotes_per_article": _share(passed["quotes"], passed["articles"]),
        "entities_per_article": _share(passed["entities"], passed["articles"]),
        "share_without_title": _share(without_title, passed["articles"]),
        "share_without_speaker": _share(without_speaker, passed["quotes"]),
    }


def _share(part: int, whole: float | None) -> float | None:
    return part / whole if whole else None
