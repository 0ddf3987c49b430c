"""Intake: files found, read safely and decoded → `Document`s, or `Problem`s."""

from flows.intake.find import MissingPathError, find
from flows.intake.pick_up import Picked, pick_up
from flows.intake.survey import FileRow, KnownFile, Survey, survey

__all__ = ["FileRow", "KnownFile", "MissingPathError", "Picked", "Survey", "find", "pick_up", "survey"]
