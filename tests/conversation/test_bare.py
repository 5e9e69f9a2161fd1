"""qa.conversation.bare: follow-ups without a word of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.conversation.followup import standalone
from qa.models import Answer, Citation


def is_speaker(name):
    return name.casefold() in {"blinken", "wang"}


def answered(question, *speakers, asked=None):
    named = enumerate(speakers, 1)
    citations = tuple(Citation(n, "d.txt", None, None, n, one, "I do.", 0, 5, asked=asked) for n, one in named)
    return Answer(question, "…", not speakers, citations)


WANG = answered("What did Wang say about trade?", "MINISTER WANG")
FARE = answered("How much is the fare?", "MS. STRAND", asked="Thank you. How much would a Sunday ferry cost?")
COUNT = answered("How often did Wang mention Vienna?", "MINISTER WANG")
MADE = answered("How many decisions were made in June?", "ANN", "BOB")
PAYS = answered("Who pays for the ferry?", "ANN", "BOB")
CLOSE = answered("Should the pool close in summer?", "ANN", "BOB")


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        *(
            (WANG, sure, WANG.question)
            for sure in ("are you sure?", "Is that true?", "where does it say that", "source?")
        ),
        *((WANG, less, WANG.question) for less in ("shorter", "Shorter please", "in short", "make it shorter")),
        *((WANG, more, "What did Wang say about trade in more detail?") for more in ("longer", "is there more?")),
        (WANG, "when exactly?", "What did Wang say about trade: when?"),
        (WANG, "was that true?", WANG.question),
        *(
            (WANG, again, WANG.question)
            for again in ("again", "say that again", "can you repeat that?", "once more please")
        ),
        (WANG, "for how much?", "What did Wang say about trade: for how much?"),
        (WANG, "until when?", "What did Wang say about trade: until when?"),
        (WANG, "with whom?", "What did Wang say about trade: with whom?"),
        (WANG, "and out of what?", "What did Wang say about trade: out of what?"),
        (WANG, "where did he say that?", "What did Wang say about trade: where?"),
        (WANG, "when did she say that", "What did Wang say about trade: when?"),
        (WANG, "who else?", "Who else spoke about trade?"),
        (WANG, "anyone else?", "Who else spoke about trade?"),
        (PAYS, "who else?", "Who else pays for the ferry?"),
        (CLOSE, "who else?", "Who else spoke of it, as to pool close in summer?"),
        (WANG, "did anyone disagree?", "Who is against trade?"),
        (WANG, "anyone disagree", "Who is against trade?"),
        (WANG, "any objections?", "Who is against trade?"),
        (CLOSE, "who disagrees?", "Who is against it, as to pool close in summer?"),
        (WANG, "Who disagreed with Blinken?", "Who disagreed with Blinken, as to trade?"),
        (WANG, "what happened then?", "what happened then, as to trade?"),
        (COUNT, "which ones?", "What did Wang say about Vienna?"),
        (MADE, "which ones?", "Which decisions were made in June?"),
        (MADE, "what were they?", "Which decisions were made in June?"),
        (FARE, "who asked that?", "Who asked about Sunday ferry cost?"),
        (FARE, "who asked?", "Who asked about Sunday ferry cost?"),
        (FARE, "and who asked her?", "Who asked about Sunday ferry cost?"),
        (WANG, "who asked that?", "who asked that, as to trade?"),
    ],
)
def test_the_question_before_is_asked_again(before, question, whole):
    assert standalone(question, [before], is_speaker) == whole


@pytest.mark.parametrize(
    "question",
    ["Who else supports the ferry?", "Are you sure about the ferry?", "Shorter days?", "With whom did Wang meet?",
     "Which ones of the trams are new?",  "What happened in Vienna?",
     "Where does it say that the ferry is late?", "Source of the water?", "Who asked Wang?", "Say trade again?",
     "One more question"],
)  # fmt: skip
def test_what_names_something_is_left_alone(question):
    assert standalone(question, [WANG], is_speaker) is None


def test_shorter_asks_for_less_than_several_quotes():
    both = answered("What did Wang say about trade?", "MINISTER WANG", "MINISTER WANG")
    brief = "What did Wang say about trade in fewer words?"
    assert standalone("make it shorter", [both], is_speaker) == brief
    long = answered("What did Wang say about trade in more detail?", "MINISTER WANG", "MINISTER WANG")
    assert standalone("shorter", [long], is_speaker) == "What did Wang say about trade?"
    said_briefly = replace(both, searched_for=brief)
    assert standalone("when exactly?", [said_briefly], is_speaker) == "What did Wang say about trade: when?"
    assert standalone("and Blinken?", [said_briefly], is_speaker) == "What did Blinken say about trade?"


def test_another_year_takes_the_place_of_the_one_that_was_asked_about():
    lost = answered("How many bees did Wang lose last winter?", "MINISTER WANG")
    assert standalone("and the year before?", [lost], is_speaker) == "How many bees did Wang lose the year before?"
    assert standalone("what about this winter?", [lost], is_speaker) == "How many bees did Wang lose this winter?"
    assert standalone("and the year before?", [WANG], is_speaker) is None


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("and later?", "What did Wang say about trade after March 2024?"),
        ("and afterwards?", "What did Wang say about trade after March 2024?"),
        ("and earlier?", "What did Wang say about trade before May 2023?"),
        ("and yesterday?", None),
    ],
)
def test_later_is_after_what_was_quoted(question, whole):
    said = [replace(one, date=day) for one, day in zip(WANG.citations * 2, ("2023-05-02", "2024-03-09"), strict=True)]
    assert standalone(question, [replace(WANG, citations=tuple(said))], is_speaker) == whole
    assert standalone(question, [WANG], is_speaker) is None


def test_an_open_question_is_leaned_on_where_nothing_else_is():
    objects = answered("did anyone object?", "ANN")
    assert standalone("why?", [objects], is_speaker) == "did anyone object: why?"
    assert standalone("why?", [WANG, objects], is_speaker) == "What did Wang say about trade: why?"
