"""What the README says of settings and commands is so."""

import re

from flows.settings import Settings
from tests.conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme_with_its_meaning():
    told = dict(re.findall(r"^\| `COPYDESK_(\w+)` \| .* \| (.*) \|$", README, re.MULTILINE))

    assert told == {name.upper(): field.description for name, field in Settings.model_fields.items()}


def test_every_code_of_the_quarantine_is_documented_and_no_other():
    page = (PROJECT / "docs" / "quarantine-codes.md").read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in (PROJECT / "flows").rglob("*.py")]
    of_errors = r'UnreadableError\(\s*(?:code=)?"(\w+)"'
    of_problems = r'Problem\(\s*"(?:intake|parse|check)",\s*"(\w+)"'
    named = r'\bcode(?:, message)? = "(\w+)"'
    of_links = r'(?:return|_found\(.*) \(?"(\w+)", f?"this (?:link|folder)'
    patterns = (of_errors, of_problems, named, of_links)
    raised = {code for text in sources for one in patterns for code in re.findall(one, text)}

    assert {"empty", "no_text", "too_slow"} <= raised
    assert raised | {"family"} == set(re.findall(r"^\| [a-z, ]+ \| `(\w+)` \|", page, re.MULTILINE))
