"""Guess the language that a text is written in."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_PREFIX = 400  # characters: enough to be right, and each costs time
_FEWEST_LETTERS = 40
_LEAST_SURE = 0.5  # py3langid's confidence, which it evens out over the length of the text
_NO_LANGUAGE = "zxx"  # what py3langid calls a text of figures
_NOT_WORDS = re.compile(r"[\W\d_]+")


def guess_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language, None where the text is too short or too odd to tell."""
    words = _NOT_WORDS.sub(" ", text[: 2 * _PREFIX])[:_PREFIX]
    if len(words) - words.count(" ") < _FEWEST_LETTERS:
        return None
    language, confidence = _identifier().classify(words)
    return language if confidence >= _LEAST_SURE and language != _NO_LANGUAGE else None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([one for one in identifier.labels if len(one) == 2 or one == _NO_LANGUAGE])
    return identifier
