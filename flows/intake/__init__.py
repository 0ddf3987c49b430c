"""Intake: files found, read safely and decoded → `Document`s, or `Problem`s."""

from flows.intake.again import Again, Held, look_again
from flows.intake.documents import Left, Taken, Unread, read_one
from flows.intake.find import Found, MissingPathError, OutsideError, find, folders_among
from flows.intake.keep import Keeper
from flows.intake.limits import Limits
from flows.intake.pick_up import documents, pick_up
from flows.intake.stream import Item, stream
from flows.intake.survey import FileRow, KnownFile, Survey, Trust, survey

__all__ = [
    "Again",
    "FileRow",
    "Found",
    "Held",
    "Item",
    "Keeper",
    "KnownFile",
    "Left",
    "Limits",
    "MissingPathError",
    "OutsideError",
    "Survey",
    "Taken",
    "Trust",
    "Unread",
    "documents",
    "find",
    "folders_among",
    "look_again",
    "pick_up",
    "read_one",
    "stream",
    "survey",
]
