"""qa.extraction.shapes: which shape an answer must have, and which words have it."""

from __future__ import annotations

import pytest

from qa.extraction.shapes import asks_for_name, shape_of
from qa.questions.parsing import parse


def shape(question):
    found = shape_of(parse(question))
    return found.name if found else None


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("When did the pier open?", "time"),
        ("How long did the hearing last?", "time"),
        ("In what year did the ferry stop?", "year"),
        ("How much will the second truck cost?", "money"),
        ("how much money did each board get", "money"),
        ("How big was the loss that the mill made?", "money"),
        ("What price did the mill ask for it?", "money"),
        ("How many jobs would the mill bring?", "count"),
        ("How many hours did the crossing take?", "number"),
        ("How old is the boat?", "number"),
        ("On what share of its lines are there brakes?", "share"),
        ("What percentage of the costs do they pay?", "share"),
        ("At what hour did the lights go out?", "hour"),
        ("What time does the pool open?", "hour"),
        ("What salary has she been offered?", "money"),
        ("How large was the fee that they asked for?", "money"),
        ("the fire truck the mayor needs, whats it cost", "money"),
        ("The reservoir, how full?", "number"),
        ("Number of people who filled it in?", "number"),
        ("I need a figure for one delivery.", "number"),
        ("By when was the stair to be built?", "time"),
        ("Has a day been named for the strike?", "time"),
        ("Who resigned?", "person"),
        ("Why was the festival cancelled?", "reason"),
        ("What did Ann say about the festival: why?", "reason"),
        ("What does Ann think of the wall?", "stance"),
        ("What did Ann say about the wall?", None),
    ],
)
def test_what_an_answer_must_look_like(question, name):
    assert shape(question) == name


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("How much did it cost?", "It was £12.5 million less.", True),
        ("How much did it cost?", "About eight million a year.", True),
        ("How much did it cost?", "Twenty five Euros.", True),
        ("How much did it cost?", "The fare is six.", True),
        ("How much did it cost?", "Schoolchildren ride for free.", True),
        ("How much did it cost?", "Half of the selling price.", True),
        ("How much did it cost?", "He could close six gates in under forty minutes.", False),
        ("How much did it cost?", "A dozen schools do the same.", False),
        ("How much did it cost?", "They get ten hours of care.", False),
        ("How many people came?", "Fourteen hundred a day.", True),
        ("How many people came?", "We needed twice that.", True),
        ("How many people came?", "There are 73,000 three and four-year-olds.", True),
        ("How many people came?", "Of those, 22 directors.", True),
        ("How many people came?", "It sells at twenty five Euros.", False),
        ("How many people came?", "It was £12.5 million less.", False),
        ("How many people came?", "All of it by December 2020.", False),
        ("How many people came?", "The 18-year-old leavers went on June 22.", False),
        ("How many people came?", "It is the 3rd time in two weeks.", False),
        ("How many weeks was it shut?", "Two weeks.", True),
        ("How far did it drop?", "The 18-year-old profile is going down.", False),
        ("How far did it drop?", "By 8 per cent.", True),
        ("What share of them stayed?", "Nine of the sixteen.", True),
        ("What share of them stayed?", "About 40 per cent.", True),
        ("What share of them stayed?", "Sixteen stayed.", False),
        ("How much did it cost?", "It's been one pound ten an hour since 2016.", True),
        ("How long does it take?", "It takes about six weeks.", True),
        ("How long does it take?", "Eleven months, on and off.", True),
        ("How long does it take?", "It's been shut since Easter.", True),
        ("How long does it take?", "He came on Monday.", False),
        ("When did it shut?", "They let the last pot go cold in '88.", True),
        ("When did it shut?", "It was in the early sixties.", True),
        ("When will it open?", "Not before the autumn, I'd have thought.", True),
        ("When will it open?", "It opens quietly.", False),
        ("How old was she?", "I was fifteen.", True),
        ("How old was she?", "This is about a woman of fifty-eight, who lived here.", True),
        ("How old was she?", "We found her at seven fifty.", False),
        ("How old was she?", "There were fifteen boats.", False),
        ("How old is the boat?", "She was built in 1931.", True),
        ("How old is the boat?", "She is eighty years old.", True),
        ("How often does she call?", "She rings of a Sunday.", True),
        ("How often does she call?", "Twice a week, mostly.", True),
        ("How often does she call?", "She has two sons.", False),
        ("Why did it stop?", "It stopped for want of forty pence.", True),
        ("Why did it stop?", "’Cause nobody came.", True),
        ("Why did it stop?", "It stopped in May.", False),
    ],
)
def test_which_words_look_like_it(question, text, fits):
    assert shape_of(parse(question)).fits(text) is fits


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The lights went out at ten past six.", True),
        ("It opens at eight.", True),
        ("We met at 7:30 p.m.", True),
        ("They were dark for fourteen hours.", False),
        ("About five hundred came.", False),
    ],
)
def test_an_hour_of_the_day(text, told):
    found = shape_of(parse("At what hour was it?"))
    assert found and found.fits(text) is told


@pytest.mark.parametrize(
    "question",
    [
        "Which bank does the utility owe it to?",
        "In what country is the factory?",
        "what's the minister's husband called",
        "The two students who dived, who were they?",
        "Who in the office was it that lost the report?",
        "Two of them are leaving. Need both names pls",
        "A secret donor, identify him or her.",
    ],
)
def test_a_name_is_asked_for(question):
    assert asks_for_name(question)


@pytest.mark.parametrize("question", ["Who paid for it?", "Which rooms have mold?", "What did the bank say?"])
def test_no_name_need_be_given(question):
    assert not asks_for_name(question)


@pytest.mark.parametrize("question", ["What was said about the Ice Age?", "What was the golden age of steam?"])
def test_an_age_of_the_world_is_no_number(question):
    assert shape(question) is None


@pytest.mark.parametrize("question", ["What was her age?", "What is the minimum age?", "What was Ann Lee's age then?"])
def test_an_age_of_somebody_is_a_number(question):
    assert shape(question) == "number"


@pytest.mark.parametrize("text", ["The pier is four hundred metres.", "It runs to ninety pages.", "It took a week."])
def test_how_long_something_is_may_be_told_in_metres(text):
    wanted = shape_of(parse("How long is the pier?"))
    assert wanted is not None and wanted.fits(text)


@pytest.mark.parametrize("text", ["It'd be a quarter past eleven.", "At 4.15, I think.", "Ten to nine or so."])
def test_when_something_was_may_be_told_as_an_hour(text):
    wanted = shape_of(parse("When did you last see him?"))
    assert wanted is not None and wanted.fits(text)


@pytest.mark.parametrize(
    ("question", "told", "other"),
    [
        (
            "How fast was the train going?",
            "It was doing sixty miles an hour.",
            "Eleven cars left the track at ten past.",
        ),
        ("How heavy is the rover?", "Fourteen point two kilos.", "There are six instruments on it."),
        ("How hot did it get?", "It was thirty-eight degrees.", "There were two fans."),
        (
            "How much did she lend him?",
            "She lent me four thousand.",
            "She lent it in 2006, and I paid her back in 2009.",
        ),
        ("How much alcohol was found?", "Ninety-four milligrams.", "He was found on the twenty-second of May."),
    ],
)
def test_a_number_of_something_else_was_taken_for_a_measure(question, told, other):
    wanted = shape_of(parse(question))
    assert wanted is not None and wanted.fits(told) and not wanted.fits(other)


@pytest.mark.parametrize(
    "text",
    ["I drove a taxi in Bergen.", "Bergen.", "It's upstairs.", "They moved to the yard.", "She left the country."],
)
def test_where_something_is_may_be_told_in_many_ways(text):
    wanted = shape_of(parse("Where is it now?"))
    assert wanted is not None and wanted.fits(text)


def test_what_names_no_place_was_an_answer_to_where():
    wanted = shape_of(parse("Where is the new office?"))
    assert wanted is not None and not wanted.fits("I like it. There's a window.")
    assert shape("Where does she stand on the merger?") != "place"
    assert shape("Where was the estimate in March?") != "place"
