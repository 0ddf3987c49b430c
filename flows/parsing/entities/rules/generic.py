"""Words with a capital that are no name: State, Opposition, ATM."""

from flows.parsing.entities.drafts import Draft, Reading
from flows.parsing.entities.lexicon import generic_words


def generic(_: Reading, drafts: list[Draft]) -> list[Draft]:
    """Drop mentions that are a generic word alone."""
    words = generic_words()
    return [draft for draft in drafts if draft.text not in words]
