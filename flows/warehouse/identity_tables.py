"""The tables that say which names are one entity, and where places lie."""

import polars as pl

from flows.tables import Column, Table

_TIME = pl.Datetime("us", "UTC")
_PLACE = (
    Column("name", pl.String, False, "Its name."),
    Column("country_code", pl.String, True, "ISO 3166-1 code of its country; null where its name leaves that open."),
    Column("country", pl.String, True, "That country's name."),
    Column("latitude", pl.Float64, True, "Degrees north; null for countries, and where it is not known which place."),
    Column("longitude", pl.Float64, True, "Degrees east."),
    Column("geonames_id", pl.Int64, True, "Its number in GeoNames."),
)

ENTITY_NAMES = Table(
    "entity_names",
    "a name that is mentioned, and the entity it stands for in every article",
    "entity_type, name",
    (
        Column("entity_type", pl.String, False, "The type of the entity."),
        Column("name", pl.String, False, "The full name as articles give it."),
        Column("name_id", pl.String, False, "The entity_id that it has, or would have, on its own."),
        Column("entity_id", pl.String, False, "The entity_id that its mentions and quotes carry."),
        Column("block", pl.String, True, "What names that may be one entity share; null where none is looked for."),
        Column("outside_id", pl.String, True, "Its id in a reference list, such as Wikidata's."),
    ),
)

ENTITY_MERGES = Table(
    "entity_merges",
    "two names that were taken for one entity, or a name that never may be",
    "name_id, into_id",
    (
        Column("name_id", pl.String, False, "The name that gave up its own id (table entity_names)."),
        Column("name", pl.String, False, "That name."),
        Column("entity_type", pl.String, False, "The type of both."),
        Column("into_id", pl.String, False, "The name_id of the other name; the name's own for a rejected one."),
        Column("into_name", pl.String, False, "That other name."),
        Column(
            "reason",
            pl.String,
            False,
            "reference, spelling, transliteration, middle_name, initials, legal_form, acronym, or rejected.",
        ),
        Column("score", pl.Float64, False, "How sure it is, 0 to 1."),
        Column("evidence", pl.String, True, "An article that shows it, or the id in the reference list."),
        Column("block", pl.String, False, "The block in which both were looked at."),
        Column("status", pl.String, False, "active, blocked (two reference ids would become one) or rejected."),
        Column("load_id", pl.String, False, "The load that found it first."),
        Column("merged_at", _TIME, False, "When that load began, UTC."),
    ),
)

ENTITY_ALIASES = Table(
    "entity_aliases",
    "a short form that an article prints beside the full name it stands for",
    "article_id, entity_type, alias, name",
    (
        Column("article_id", pl.String, False, "The article."),
        Column("entity_type", pl.String, False, "The type of the entity."),
        Column("alias", pl.String, False, "The short form, such as SCO."),
        Column("name", pl.String, False, "The full name."),
    ),
)

PLACES = Table(
    "places",
    "a place, located as far as its name alone tells",
    "entity_id",
    (
        Column("entity_id", pl.String, False, "The place (entities.entity_id)."),
        *_PLACE,
        Column("method", pl.String, False, "country, state, only_city, largest_city, or unknown."),
    ),
)

ARTICLE_PLACES = Table(
    "article_places",
    "a place that an article locates otherwise, or closer, than its name does",
    "article_id, entity_id",
    (
        Column("article_id", pl.String, False, "The article."),
        Column("entity_id", pl.String, False, "The place (entities.entity_id)."),
        *_PLACE,
        Column("method", pl.String, False, "printed (“Paris, Texas”) or named_country (one country fits)."),
    ),
)

IDENTITY_TABLES: tuple[Table, ...] = (ENTITY_NAMES, ENTITY_MERGES, ENTITY_ALIASES, PLACES, ARTICLE_PLACES)
