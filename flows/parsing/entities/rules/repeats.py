"""Names that the model found once and missed elsewhere in the article."""

from flows.model import EntityType
from flows.parsing.entities.drafts import Draft, Reading, in_order, is_whole
from flows.parsing.entities.lexicon import automaton, generic_words


def repeats(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Add each further place where a name of the article stands, and the surnames of its people."""
    forms = _forms(reading, drafts)
    if not forms:
        return drafts
    taken = reading.taken(drafts)
    search = automaton(forms)
    found = list(drafts)
    for field, text in reading.texts.items():
        for last, form in search.iter_long(text):
            start, end = last + 1 - len(form), last + 1
            if 1 not in taken[field][start:end] and is_whole(text, start, end):
                found.append(reading.draft(field, start, end, forms[form], "repeats"))
    return in_order(found)


def _forms(reading: Reading, drafts: list[Draft]) -> dict[str, EntityType]:
    forms: dict[str, EntityType] = {}
    for draft in drafts:
        forms.setdefault(draft.text, draft.entity_type)
    for draft in drafts:
        if draft.entity_type == "PERSON" and " " in draft.text:
            for name in (draft.text.partition(" ")[0], draft.text.rpartition(" ")[2]):
                forms.setdefault(name, "PERSON")
    for form in list(forms):
        if len(form) > 3 and not form.isupper():
            forms.setdefault(form.upper(), forms[form])
    words = reading.words
    generic = generic_words()
    return {
        form: kind
        for form, kind in forms.items()
        if len(form) > 1 and form[0].isupper() and form not in generic and (" " in form or form.lower() not in words)
    }
