"""Identities: which names are one entity in all articles, and where places lie."""

from flows.warehouse.identities.places import locate_places
from flows.warehouse.identities.references import WrongReferenceError, references
from flows.warehouse.identities.resolve import accept, reject, resolve_identities

__all__ = ["WrongReferenceError", "accept", "locate_places", "references", "reject", "resolve_identities"]
