"""Read the closing credits: who reported and wrote the article, and which agency signed it off."""

import re
from collections.abc import Sequence

from flows.parsing.structure.byline import Byline, names_in
from flows.parsing.structure.dateline import agency_name
from flows.parsing.structure.layout import Paragraph

_JOB = r"(?:additional\s+)?(?:reporting|writing|written|editing|edited|compiled|story|translated|inputs?)"
_CREDIT = re.compile(rf"(?P<job>{_JOB}(?:\s+and\s+{_JOB})*)\s+(?:by|from)\s+(?P<names>\S.*?)", re.IGNORECASE)
_NEXT = re.compile(rf"\s*[;,.]\s*(?=(?:and\s+)?{_JOB}\b)", re.IGNORECASE)
_PLACE = re.compile(r"\s+(?:in|at|from)\s+[^,;]+?(?=,|;|\s+and\s|\Z)")
_REPORTS, _WRITES = re.compile(r"report|story", re.IGNORECASE), re.compile(r"writ|compil", re.IGNORECASE)


def read_credits(paragraphs: Sequence[Paragraph]) -> Byline:
    """Return the reporters of `(Reporting by Jane Doe in Lewes; Editing by John Roe)`, the writers where none reports.

    Editors, translators and those of additional reporting are no authors. The agency is that of a sign-off: REUTER.
    """
    reporters: list[str] = []
    writers: list[str] = []
    agency = None
    for paragraph in paragraphs:
        text = paragraph.text.strip(" ()[].-")
        agency = agency or agency_name(text)
        for credit in _NEXT.split(text):
            found = _CREDIT.fullmatch(credit)
            if found and not found["job"].casefold().startswith("additional"):
                names = names_in(_PLACE.sub("", found["names"]))
                if _REPORTS.search(found["job"]):
                    reporters += names
                elif _WRITES.search(found["job"]):
                    writers += names
    return Byline(tuple(reporters or writers), agency)
