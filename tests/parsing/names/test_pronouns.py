"""He and she mean the person in focus, and nobody where two may be meant."""

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[Anna Lind] said ^she would go.", "Anna Lind"),
        ("[Anna Lind] said so. “It is late,” ^she said.", "Anna Lind"),
        ("[Anna Lind] said so. “It is late. We wait. It rains. I go. Bye,” ^she said.", "Anna Lind"),
        ("“It is late,” said Mayor [Anna Lind]. ^She left.", "Anna Lind"),
        ("[Anna Lind], head of {ORG Acme}, said so, to the regret of [Ida Wolf]. ^She left.", "Anna Lind"),
        ("[Anna Lind] spoke to [Paul Marsh]. ^He said no.", "Paul Marsh"),
        ("[Paul Marsh] attacked [Peter Orr]. ^He said no.", "Paul Marsh"),
        ("[Paul Marsh] said no and [Peter Orr] said yes. ^He left.", None),
        ("[Paul Marsh]'s party lost to [Peter Orr]'s. ^He left.", None),
        ("[Paul Marsh] said no. “[Peter Orr] is a fool,” ^he added.", "Paul Marsh"),
        ("[Paul Marsh] said no.\n\nHe said it twice.\n\nHe said it again, ^he insisted.", "Paul Marsh"),
        ("[Paul Marsh] said no. A company spokesman said yes. ^He said more.", None),
        ("[Paul Marsh] said no. The rain fell. The sun rose. Day broke. Birds sang. ^He left.", None),
        ("Mayor [Paul Marsh] said no. The mayor left. ^He said more.", "Paul Marsh"),
        ("[Anna Lind] said so. ^He agreed.", None),
        ("Mrs. [Quill] said so. ^She left.", "Quill"),
        ("[Ola Quill] said so. ^He left.", "Ola Quill"),
        ("^She left. [Anna Lind] followed.", None),
        ("[Paul Brandt] and [Peter Brandt] met. [Brandt] said ^he won.", None),
        ("[Paul Marsh] said no. “I think ^he lied,” [Ida Wolf] said.", None),
        ("''I think so,'' [Paul Marsh] said. ''[Peter Orr] did it,'' ^he said.", "Paul Marsh"),
    ],
)
def test_a_pronoun_means_the_person_in_focus(read, text, name):
    place = text.replace("[", "").replace("]", "").replace("{ORG ", "").replace("}", "").index("^")
    cast = read(text.replace("^", "")).cast
    end = place + (3 if cast.pages["body"].text[place] in "sS" else 2)
    mention = cast.whose("body", place, end)
    assert (mention and mention.name) == name


def test_his_office_is_the_office_of_whom_his_means(read):
    article = read(
        "[Paul Marsh] lost. [Paul Marsh]'s spokeswoman, [Ida Wolf], wept. [Marsh] said nothing; his spokeswoman spoke."
    )
    assert article.whose("his spokeswoman") == "Ida Wolf"
