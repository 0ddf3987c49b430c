"""The role that titles and appositions give a person, on every mention of that person."""

import pytest


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("{PLACE Iran}'s Minister of Foreign Affairs [Ali Karimi] met them.", "Minister of Foreign Affairs"),
        ("The {GROUP Russian} Foreign Minister [Ivan Belov] met them.", "Foreign Minister"),
        ("Russian FM [Ivan Belov] met them.", "Foreign Minister"),
        ("Sen. [Ann Field] (D-Ohio) met them.", "Senator"),
        ("former Secretary of State [Ann Field] met them.", "former Secretary of State"),
        ("former {PLACE U.S.} Secretary of State [Ann Field] met them.", "former Secretary of State"),
        ("said Deputy Oil Minister [Ann Field] of the talks.", "Deputy Oil Minister"),
        ("the Prime Minister of {PLACE Israel} [Ann Field] met them.", "Prime Minister"),
        ("{ORG White House} press secretary [Ann Field] said so.", "press secretary"),
        ("company founder and chief executive [Ann Field] said so.", "founder and chief executive"),
        ("[Ann Field], the foreign minister of {PLACE Chad}, said so.", "foreign minister"),
        ("[Ann Field], chief executive of {ORG Acme}, said so.", "chief executive"),
        ("[Ann Field], 47, a spokeswoman for Mr. [Orr], said so.", "spokeswoman"),
        ("[Ann Field], director of communications, said so.", "director of communications"),
        ("[Ann Field], head of the company, said so.", "head"),
        ("The foreign minister, [Ann Field], said so.", "foreign minister"),
        ("{PLACE Chad}'s foreign minister, [Ann Field], said so.", "foreign minister"),
        ("FOREIGN MINISTER [ANN FIELD] said so.", "Foreign Minister"),
    ],
)
def test_a_role_is_read_from_the_text_beside_a_name(read, text, role):
    roles = dict(read(text).roles)
    assert roles.get("Ann Field", roles.get("Ali Karimi", roles.get("Ivan Belov", roles.get("ANN FIELD")))) == role


@pytest.mark.parametrize(
    "text",
    [
        "[Ann Field] met the minister.",
        "They met [Ann Field], Foreign Minister [Ivan Belov] and others.",
        "They met [Ann Field], New Jersey Gov. [Ivan Belov] and others.",
        "She told [Ann Field], the minister said later, that it was over.",
        "He resigned as minister. [Ann Field] took over.",
        "Mr. [Ann Field] spoke.",
        "Her husband, [Ann Field], spoke.",
        "aides to [Ann Field] spoke.",
    ],
)
def test_nobody_takes_a_role_that_is_another_s(read, text):
    assert dict(read(text).roles)["Ann Field"] is None


def test_a_role_goes_to_the_other_mentions_of_the_person(read):
    article = read(
        "[Field] flew in. Foreign Minister [Ann Field] spoke. [Field], the party leader, left. [Orr] stayed."
    )
    assert article.roles == [
        ("Field", "Foreign Minister"),
        ("Ann Field", "Foreign Minister"),
        ("Field", "party leader"),
        ("Orr", None),
    ]
