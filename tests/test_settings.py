"""Settings that are wrong are told before anything is read."""

import pytest
from pydantic import ValidationError

from flows.settings import Settings


def test_ones_own_keys_go_with_the_limits(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COPYDESK_JSON_KEYS", '{"title": "hed", "text": "story.body"}')
    assert Settings.with_given().limits.keys == (("title", "hed"), ("text", "story.body"))


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('{"titel": "hed"}', "titel is no field of an article; these are: title, text,"),
        ('{"title": ""}', "title is mapped to nothing; name a key, such as story.body"),
        ('{"title": hed}', 'write it as JSON, {"title": "hed", "text": "story.body"}'),
        ('["hed"]', "Input should be a valid dictionary"),
        ('{"title": 7}', "Input should be a valid string"),
    ],
)
def test_a_wrong_mapping_says_what_to_write(monkeypatch: pytest.MonkeyPatch, keys: str, told: str):
    monkeypatch.setenv("COPYDESK_JSON_KEYS", keys)
    with pytest.raises(ValidationError, match="json_keys") as raised:
        Settings.with_given()
    assert told in str(raised.value)
