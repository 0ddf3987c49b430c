"""The page on formats lists what is read."""

import re

from flows.intake.fields import FIELDS
from flows.intake.readers import READERS
from tests.conftest import PROJECT

PAGE = (PROJECT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_format_is_on_the_page_in_the_order_in_which_it_is_tried():
    table = PAGE.split("| format |")[1].split("\n\n")[0]
    listed = re.findall(r"^\| ([^|]+?) \|", table, re.MULTILINE)
    assert listed == [reader.name for reader in READERS]


def test_every_field_that_can_be_mapped_is_on_the_page():
    told = re.search(r"Fields are (.*?)\.", PAGE, re.DOTALL)
    assert told is not None
    assert re.findall(r"\w+", told[1].replace(" and ", " ")) == list(FIELDS)
