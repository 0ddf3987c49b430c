"""Guess the language that an article is written in."""

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_PREFIX = 400  # characters: enough to be right, and each costs time
_FEWEST_LETTERS = 20
_LEAST_SURE = 0.5  # py3langid's confidence, which it evens out over the length of the text
_LEAST_SURE_ENGLISH = 0.25  # … where it says English: rows of figures and short forms are far from any language's prose
_NO_LANGUAGE = "zxx"  # what py3langid calls a text of figures
_NOT_WORDS = re.compile(r"[\W\d_]+")


def guess_language(title: str | None, body: str) -> str | None:
    """Return the ISO 639-1 code of the language, None where the text is too short or too odd to tell."""
    text = f"{(title or '')[:_PREFIX]} {body[: 4 * _PREFIX]}"
    # in small letters: the model takes words in capitals for short forms of any language
    words = _NOT_WORDS.sub(" ", text).lower()[:_PREFIX]
    if len(words) - words.count(" ") < _FEWEST_LETTERS:
        return None
    language, confidence = _identifier().classify(words)
    least_sure = _LEAST_SURE_ENGLISH if language == "en" else _LEAST_SURE
    return language if confidence >= least_sure and language != _NO_LANGUAGE else None


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([one for one in identifier.labels if len(one) == 2 or one == _NO_LANGUAGE])
    return identifier
