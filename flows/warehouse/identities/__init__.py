"""Identities: which names are one entity in all articles, and where places lie."""

from flows.warehouse.identities.places import locate_places
from flows.warehouse.identities.references import ReferenceError
from flows.warehouse.identities.resolve import reject, resolve_identities

__all__ = ["ReferenceError", "locate_places", "reject", "resolve_identities"]
