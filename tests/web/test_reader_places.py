import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import InvalidInput
from qa.web.reader.places import Place, link, parse

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@st.composite
def somewhere(draw):
    turn = draw(st.none() | st.integers(0, 999_999_999))
    start = end = None
    if turn is not None and draw(st.booleans()):
        start = draw(st.integers(0, 999_999))
        end = draw(st.integers(start + 1, 9_999_999))
    return Place(draw(NAMES), turn, start, end, draw(st.none() | st.text("0123456789abcdef", min_size=8, max_size=8)))


@given(somewhere())
def test_a_link_leads_back_to_its_place(place):
    assert parse(link(place)) == place


@given(somewhere())
def test_a_link_is_plain_and_can_be_added_to(place):
    made = link(place)
    assert made.isascii()
    assert not set(made) & set(" <>\"'`#\\\n\t")
    assert parse(f"{made}&__theme=dark&doc=other") == place


@given(NAMES, st.integers(0, 999), st.integers(0, 99), st.integers(1, 99))
def test_numbers_may_be_appended(name, turn, start, length):
    assert parse(f"{link(Place(name))}&turn={turn}&start={start}&end={start + length}") == Place(
        name, turn, start, start + length
    )


@given(st.text())
def test_no_address_does_harm(query):
    try:
        place = parse(query)
    except InvalidInput as error:
        assert str(error)
    else:
        assert place is None or place.document


@pytest.mark.parametrize(
    "name", ["a&turn=7.txt", "x?doc=y#z.txt", "50%.txt", "%3Cb%3E.txt", "é+ü.txt", "a/b c.txt", "\u202e.txt"]
)
def test_names_that_look_like_parts_of_an_address(name):
    assert parse(link(Place(name, 3))) == Place(name, 3)


def test_a_link_can_be_read():
    place = Place("2024/talk one.txt", 12, 3, 9, "0a1b2c3d")
    assert link(place) == "?doc=2024/talk%20one.txt&at=0a1b2c3d&turn=12&start=3&end=9"


@pytest.mark.parametrize("query", ["", "?", "?doc=", "?turn=4", "?q=1"])
def test_an_address_without_a_document_is_no_place(query):
    assert parse(query) is None


@pytest.mark.parametrize(
    "query",
    ["turn=x", "turn=", "turn=1.5", "turn=٣", "start=1&end=2", "turn=1&start=2&end=2", "turn=1&end=2", "turn=%ff"],
)
def test_what_is_no_place_is_said(query):
    with pytest.raises(InvalidInput, match="this address"):
        parse(f"?doc=a.txt&{query}")
