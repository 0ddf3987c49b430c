"""Intake: files found, read safely and decoded → `Document`s, or `Problem`s."""

from flows.intake.documents import Left, Taken, Unread, read_one
from flows.intake.find import MissingPathError, find
from flows.intake.limits import Limits
from flows.intake.pick_up import documents, pick_up
from flows.intake.stream import Item, stream
from flows.intake.survey import FileRow, KnownFile, Survey, survey

__all__ = [
    "FileRow",
    "Item",
    "KnownFile",
    "Left",
    "Limits",
    "MissingPathError",
    "Survey",
    "Taken",
    "Unread",
    "documents",
    "find",
    "pick_up",
    "read_one",
    "stream",
    "survey",
]
