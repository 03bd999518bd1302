"""The stakeholder map: plot and table say the same, nobody covers anybody, the judgement has an author and a date."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from wagtail.blocks import StructBlockValidationError

from multimedia.blocks import StakeholderMapBlock


def block() -> StakeholderMapBlock:
    """The block as a stream holds it."""
    found = StakeholderMapBlock()
    found.set_name("stakes")
    return found


def actor(name: str, before: str, after: str = "", stance: str = "for", stance_after: str = "") -> dict:
    """An actor at "51", influence 5 and interest 1."""
    values = {"name": name, "stance": stance, "influence": before[0], "interest": before[1], "note": f"Why {name}."}
    return values | {
        "influence_after": after[:1],
        "interest_after": after[1:],
        "stance_after": stance_after,
    }


def value_of(*actors: dict):
    """The value of a map."""
    return block().to_python(
        {"title": "Who counted", "actors": list(actors), "judged_by": "A. Reader", "judged_on": "2025-03-01"}
    )


def drawn(*actors: dict) -> BeautifulSoup:
    """The HTML of a map."""
    return BeautifulSoup(block().render(value_of(*actors)), "html.parser")


def test_the_table_groups_actors_by_where_they_stand_after_the_reform():
    soup = drawn(actor("Mayor", "55", "22"), actor("Clerks", "45"), actor("Traders", "13", "25"))
    groups = [[row.get_text(" ", strip=True) for row in body.select("th")] for body in soup.select("tbody")]
    assert groups == [
        ["Much influence, much interest (4 and 5)", "Clerks Why Clerks."],
        ["Much interest (4 and 5), less influence", "Traders Why Traders."],
        ["Less of both (1 to 3)", "Mayor Why Mayor."],
    ]
    assert "5, then 2" in soup.select("tbody")[2].get_text(" ", strip=True)


def test_before_and_after_are_two_squares_joined_by_an_arrow():
    soup = drawn(actor("Mayor", "55", "22", "for", "undecided"), actor("Clerks", "45", "", "against"))
    assert len(soup.select(".stakes__was")) == 1
    assert len(soup.select(".stakes__head")) == 1
    assert [number.string for number in soup.select(".stakes__plot g text")] == ["1", "1", "2"]
    assert "For it, then: Undecided" in soup.table.get_text(" ", strip=True)


def test_a_changed_stance_alone_needs_no_second_square():
    soup = drawn(actor("Mayor", "33", "", "for", "against"), actor("Clerks", "45"))
    assert soup.select(".stakes__was") == []
    assert "For it, then: Against it" in soup.table.get_text(" ", strip=True)


@pytest.mark.parametrize("number", [2, 5, 12])
def test_actors_of_one_cell_stand_beside_each_other_inside_it(number):
    value = value_of(*(actor(f"Actor {place}", "51") for place in range(number)))
    squares = [(float(square.x), float(square.y)) for square in value.squares]
    for place, (x, y) in enumerate(squares):
        assert 13 <= x <= value.cell - 13
        assert 11 <= y <= value.cell - 11
        assert all(abs(x - a) >= 26 or abs(y - b) >= 22 for a, b in squares[:place])


def test_the_worst_case_stays_inside_the_plot():
    """All twelve in one cell before, and all in it after with others leaving it."""
    actors = [actor(f"In {place}", "33", "34") for place in range(6)] + [
        actor(f"Out {place}", "34", "33") for place in range(6)
    ]
    squares = [(float(square.x), float(square.y)) for square in value_of(*actors).squares]
    assert len(squares) == 24
    assert len(set(squares)) == 24


def test_the_judgement_says_whose_and_when():
    text = drawn(actor("Mayor", "55"), actor("Clerks", "45")).text
    assert "A judgement, not a statement by the actors: A. Reader, 1 March 2025." in " ".join(text.split())
    with pytest.raises(StructBlockValidationError) as raised:
        block().clean(value_of(actor("Mayor", "55"), actor("Clerks", "45")) | {"judged_by": "", "judged_on": None})
    assert set(raised.value.block_errors) == {"judged_by", "judged_on"}


def test_an_actor_stands_there_once():
    with pytest.raises(StructBlockValidationError) as raised:
        block().clean(value_of(actor("Mayor", "55"), actor(" mayor", "11")))
    assert "One row holds before and after" in str(raised.value.block_errors["actors"])


def test_a_draft_draws_the_actors_that_are_judged():
    value = value_of(actor("Mayor", "55"), {"name": "Unjudged", "stance": "", "influence": "", "interest": ""})
    assert [actor.name for actor in value.all_actors] == ["Mayor"]
    assert value["judged_on"] == date(2025, 3, 1)


def test_the_search_finds_words_not_the_scale():
    found = block().get_searchable_content(value_of(actor("Mayor", "55"), actor("Clerks", "45")))
    assert found == ["Who counted", "Mayor", "Why Mayor.", "Clerks", "Why Clerks.", "A. Reader"]
