"""Whether the first paragraph is a headline or the text's first sentence."""

import pytest

TEXT = (
    "The otters came back to the river in the spring, and the town of Lewes, which had waited for them since the "
    "flood, rang its bells for an hour, Mayor Jane Doe said."
)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Otters return to Lewes", id="no full stop"),
        pytest.param("Otters return to Lewes.", id="a full stop"),
        pytest.param("The Otters Have Returned to the River at Lewes. Here Is What the Mayor Says.", id="title case"),
        pytest.param("Doe has won the town round; \nBells of Lewes ring for the otters.", id="a second headline"),
        pytest.param("Mayor: the otters were never far from the river and the town.", id="a speaker"),
        pytest.param("Doe says the town was right to wait for the otters.", id="named in full below"),
    ],
)
def test_a_headline(read, line: str) -> None:
    article = read(f"{line}\n\n{TEXT}\n")
    assert (article.title_source, article.title, article.body) == ("headline", " ".join(line.split()), TEXT)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Otters returned to Lewes on Monday after a year upstream.", id="the day"),
        pytest.param("A family of otters took over the mill at Lewes this spring.", id="an article"),
        pytest.param("Otters have come back to Lewes after years above the weir on the river.", id="an auxiliary"),
        pytest.param("Otters came back, at last. The bells of the town rang.", id="two sentences"),
        pytest.param("Doha: Otters came back to the river after years above the great weir.", id="a dateline"),
    ],
)
def test_a_first_sentence(read, line: str) -> None:
    article = read(f"{line}\n\n{TEXT}\n")
    assert (article.title_source, article.body) == ("lede", f"{line}\n\n{TEXT}")


def test_above_a_dateline_stands_a_headline(read) -> None:
    article = read(f"Otters have come back to the river after years above the great weir.\n\nLEWES, Del. - {TEXT}\n")
    assert (article.title_source, article.dateline_place) == ("headline", "LEWES, Del.")
