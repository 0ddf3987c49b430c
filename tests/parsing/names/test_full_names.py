"""Surnames, initials, titles and particles stand for the full name; a name that two people bear for nobody's."""

import pytest


def test_a_surname_stands_for_the_full_name_printed_in_the_article(read):
    article = read("[Mirela Vasquez] opened the session. [Vasquez] then left with [Vasquez]'s aides.")
    assert article.names == {"Mirela Vasquez": "Mirela Vasquez", "Vasquez": "Mirela Vasquez"}


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Hossein Amir-Abdollahian", "Amir-Abdollahian"),
        ("Hossein Amir-Abdollahian", "Amirabdollahian"),
        ("Hossein Amir-Abdollahian", "Amir Abdollahian"),
        ("Karim al-Hadidi", "al-Hadidi"),
        ("Karim al-Hadidi", "Hadidi"),
        ("Greta van der Molen", "van der Molen"),
        ("Greta van der Molen", "Molen"),
        ("Park Do-yun", "Park"),
        ("Inés Robledo Iturbe", "Robledo"),
        ("José Ordóñez", "Ordonez"),
        ("Robert Halloran", "Bob Halloran"),
        ("John F. Tremaine", "J. Tremaine"),
        ("John Tremaine", "John F. Tremaine"),
        ("Sergei Doronin", "Sergey Doronin"),
        ("Foreign Minister Ewa Lis", "Ms. Lis"),
        ("DANA WHITLOCK", "Whitlock"),
    ],
)
def test_each_form_of_a_name_leads_to_the_same_person(read, full, short):
    article = read(f"[{full}] spoke first. Later [{short}] answered questions.")
    one, other = article.cast.mentions
    assert one.name == other.name
    assert one.entity_id == other.entity_id


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Foreign Minister Sergei Lavrov", "Sergei Lavrov"),
        ("Dr. Jane Okafor", "Jane Okafor"),
        ("Sen. Paula Reyes", "Paula Reyes"),
        ("Amal Nasser's", "Amal Nasser"),
        ("Amal Nasser’s", "Amal Nasser"),
        ("Dean Forester", "Dean Forester"),  # a given name that is a title elsewhere
        ('Walter "Buck" Ames', "Walter Ames"),
        ("Harold Stone Jr.", "Harold Stone Jr."),
    ],
)
def test_titles_and_possessives_are_no_part_of_the_name(read, printed, name):
    assert read(f"[{printed}] was there.").names == {printed: name}


def test_a_pope_or_king_of_one_name_keeps_the_title(read):
    assert read("Pope [Anselm] met King [Olav].").names == {"Anselm": "Pope Anselm", "Olav": "King Olav"}


def test_people_of_one_surname_are_told_apart_by_gender_title_and_office(read):
    article = read(
        "Senator [Laura Brandt] and her brother, Judge [Peter Brandt], arrived. "
        "Mr. [Brandt] waved. Ms. [Brandt] smiled. Senator [Brandt] spoke. [Brandt] left."
    )
    names = [mention.name for mention in article.cast.mentions]
    assert names == [
        "Laura Brandt",
        "Peter Brandt",
        "Peter Brandt",
        "Laura Brandt",
        "Laura Brandt",
        "Brandt",
    ]


def test_a_surname_means_whoever_alone_was_named_so_far(read):
    article = read("[Laura Brandt] arrived. [Brandt] spoke. Her brother [Peter Brandt] came too. [Brandt] left.")
    assert [m.name for m in article.cast.mentions] == ["Laura Brandt", "Laura Brandt", "Peter Brandt", "Brandt"]


def test_a_headline_surname_of_two_people_stays_as_printed(read):
    article = read("[Laura Brandt] met [Peter Brandt].", title="[Brandt] wins the vote")
    assert article.cast.mentions[0].name == "Brandt"


def test_a_surname_with_the_other_gender_is_someone_else(read):
    article = read("President [Okoye] spoke. The first lady, [Michelle Okoye], listened. Mr. [Okoye] thanked her.")
    assert [(mention.name, mention.role) for mention in article.cast.mentions] == [
        ("Okoye", "President"),
        ("Michelle Okoye", "first lady"),
        ("Okoye", "President"),
    ]


def test_father_and_son_are_two_people(read):
    article = read("[Harold Stone] founded the firm. [Harold Stone Jr.] runs it.")
    one, other = article.cast.mentions
    assert one.entity_id != other.entity_id


def test_different_given_names_are_different_people(read):
    article = read("[Maria Lund] and [Nils Lund] and [M. Lund] spoke.")
    assert article.names == {"Maria Lund": "Maria Lund", "Nils Lund": "Nils Lund", "M. Lund": "Maria Lund"}
    initial = read("[Maria Lund] and [Mads Lund] and [M. Lund] spoke.")
    assert initial.names["M. Lund"] == "M. Lund"


def test_the_form_printed_most_often_is_the_name(read):
    article = read("[Tom R. Vance] rose. [Tom Vance] spoke. [Tom Vance] sat down. [Vance] left.")
    assert set(article.names.values()) == {"Tom Vance"}
