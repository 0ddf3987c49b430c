"""Reads each file of a folder as a load does, and prints what became of it, how long it took, and the memory so far."""

import json
import resource
import sys
import time
from pathlib import Path

from flows.intake import Limits, Unread, find, read_one, stream, survey
from flows.model import Document, Problem

LIMITS = Limits()
imported = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for path in sorted(Path(sys.argv[1]).iterdir()):
    began = time.monotonic()
    found = survey(find([path.parent / path.name]), {}, LIMITS)
    ends: list[Document | Problem | object] = [*found.problems]
    for row in found.to_load:
        streamed = row.format is not None and row.format.streamed
        one = Unread(row.file_id, row.path, 0, row.name, row.location, row.sha256)
        for item in stream(row, LIMITS) if streamed else [one]:
            ends += read_one(item, LIMITS) if isinstance(item, Unread) else [item]
    told = {
        "name": path.name,
        "codes": sorted({one.code for one in ends if isinstance(one, Problem)}),
        "articles": sum(isinstance(one, Document) for one in ends),
        "seconds": time.monotonic() - began,
        "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - imported) // 1024,
    }
    sys.stdout.write(json.dumps(told) + "\n")
