import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_app.services.names import alike, clean, full_name, order, repeated


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        "   ",
        17,
        "null",
        "None",
        "undefined",
        "$Person.name.full",
        " $User.id ",
        "\u202e\u200b",
    ],
)
def test_what_says_nothing_is_no_name(value: object) -> None:
    assert clean(value) == ""


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("  Ó'Brien-van 't Hof, 🙂 <i>x</i>  ", "Ó'Brien-van 't Hof, 🙂 <i>x</i>"),
        ("Jan\r\n\tJansen", "Jan Jansen"),
        ("$100 man", "$100 man"),
        ("\u202eJan", "Jan"),
        ("محمد", "محمد"),
        ("👩🏽\u200d💼", "👩🏽\u200d💼"),
    ],
)
def test_a_name_stays_what_it_is_on_one_line(value: str, name: str) -> None:
    assert clean(value) == name


def test_a_name_in_parts_is_put_together() -> None:
    assert full_name(None, " Fatima ", "el Amrani") == "Fatima el Amrani"
    assert full_name("$Person.name.full", "Fatima", None) == "Fatima"


def test_names_that_look_the_same_are_repeated() -> None:
    assert repeated(["Jan", "JAN", "Ｊan", "Piet"]) == {alike("jan")}


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_names_stand_in_the_order_that_a_reader_expects() -> None:
    expected = ["Deelnemer 2", "Deelnemer 10", "Eva", "Évelien", "ewout", "Zoë"]
    shuffled = [expected[place] for place in (5, 1, 3, 0, 4, 2)]
    assert sorted(shuffled, key=order) == expected


@given(st.lists(st.text()))
def test_any_names_can_be_put_in_order(names: list[str]) -> None:
    assert len(sorted(names, key=order)) == len(names)
