"""Prefect's UI, kept from telling others that it is used.

With telemetry off (PREFECT_SERVER_ANALYTICS_ENABLED=false) its second version sends no events, but each page that is
opened still asks the analytics company for its configuration. Where the build was given no key it does not: so the key
is taken out of the copy of the UI that the server serves.
"""

import re
from pathlib import Path

# `function um(){return`0123456789abcdef0123456789abcdef`}`: what the build was given
_KEY = re.compile(r"(function \w+\(\)\{return)(`|\"|')[0-9a-f]{32}\2\}")


def hush(folder: Path) -> None:
    """Take the key out of the UI that the server has put into this folder; done once, nothing is found again."""
    for script in folder.glob("**/assets/*.js"):
        text = script.read_text(encoding="utf-8")
        if _KEY.search(text):
            script.write_text(_KEY.sub(r"\1\2\2}", text), encoding="utf-8")
