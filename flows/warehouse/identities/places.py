"""Where the places lie that a load named: by their names once, and in each article as far as it tells more."""

from collections.abc import Iterable
from typing import Any

import duckdb
import polars as pl

from flows.resources import sql
from flows.warehouse.identities.gazetteer import (
    UNKNOWN,
    Located,
    locate,
    locate_among,
    locate_printed,
    qualifier_in,
)
from flows.warehouse.identity_tables import ARTICLE_PLACES, PLACES
from flows.warehouse.ledger import Run


def locate_places(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """Look up the places that this load brought, in its transaction, after their identities are resolved."""
    load = {"this_load": run.load_id}
    connection.execute(sql("identities/named_places"))
    connection.execute(sql("identities/delete_places"))
    connection.execute(sql("identities/delete_article_places"), load)
    unlocated = connection.execute(sql("identities/unlocated_places")).fetchall()
    _insert(connection, "places", ((entity_id, name, locate(name)) for entity_id, name in unlocated))
    printed: dict[tuple[str, str], tuple[str, set[Located]]] = {}
    for article_id, entity_id, name, behind in connection.execute(sql("identities/printed_places"), load).fetchall():
        qualifier = qualifier_in(behind)
        if qualifier and (found := locate_printed(name, qualifier)) is not UNKNOWN:
            printed.setdefault((article_id, entity_id), (name, set()))[1].add(found)
    located = {key: (name, places.pop()) for key, (name, places) in printed.items() if len(places) == 1}
    for article_id, entity_id, name, countries in connection.execute(sql("identities/open_places"), load).fetchall():
        if (article_id, entity_id) not in printed and (found := locate_among(name, set(countries))) is not UNKNOWN:
            located[article_id, entity_id] = name, found
    rows = (
        (*key, name, place) for key, (name, place) in located.items() if place.geonames_id != locate(name).geonames_id
    )
    _insert(connection, "article_places", rows)


def _insert(connection: duckdb.DuckDBPyConnection, table: str, places: Iterable[tuple[Any, ...]]) -> None:
    schema = (PLACES if table == "places" else ARTICLE_PLACES).schema
    rows = [
        (*ids, one.country_code, one.country, one.latitude, one.longitude, one.geonames_id, one.method)
        for *ids, one in places
    ]
    if not rows:
        return
    connection.register(f"new_{table}", pl.DataFrame(rows, schema=schema, orient="row"))
    try:
        connection.execute(sql(f"identities/insert_{table}"))
    finally:
        connection.unregister(f"new_{table}")
