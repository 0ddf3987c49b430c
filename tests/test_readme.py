"""What the README says of settings and commands is so."""

import re

from flows.settings import Settings
from tests.conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_readme_with_its_meaning():
    told = dict(re.findall(r"^\| `COPYDESK_(\w+)` \| .* \| (.*) \|$", README, re.MULTILINE))

    assert told == {name.upper(): field.description for name, field in Settings.model_fields.items()}


def test_every_code_of_the_quarantine_is_in_the_readme():
    sources = [path.read_text(encoding="utf-8") for path in (PROJECT / "flows").rglob("*.py")]
    raised = {code for text in sources for code in re.findall(r'UnreadableError\(\s*"(\w+)"', text)}
    raised |= {code for text in sources for code in re.findall(r'Problem\(\s*"parse",\s*"(\w+)"', text)}

    assert {"empty", "no_text"} <= raised
    assert {code for code in raised if f"`{code}`" not in README} == set()
