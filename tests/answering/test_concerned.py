"""A question that tells of somebody by name is answered by what has to do with that person, or not at all."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading

COUNCIL = """
MAYOR PELL: Item one is the parking ban on Mill Street. Councilmember Gunn.

COUNCILMEMBER GUNN: It is eighty-eight thousand in the first year. I move to table this until staff has a real cost.

COUNCILMEMBER SETHI: I was a firefighter for eleven years, and I will not support tabling. The ban is overdue.

EDITH CALLOWAY: Edith Calloway, Mill Street. I am eighty-three years old, and I object to all of it.

MAYOR PELL: The item is tabled. Ms. Okafor, what of the staff?

MS. OKAFOR: Our technology officer Paul Nakata left in November, and we gave him a year of pay.
"""
MILL = """
RENWICK: What were you paid at the mill?

TOLLIVER: Two pounds eleven a week. I was fired by Mr. Blaine for being late, and I left on a Friday in May 1961.

DR. LINDQVIST: I am Helen Lindqvist, and I am no relation of Tom Lindqvist, the overseer.

TOM LINDQVIST: I had the spinning room from 1958, and the watch was mine.

RENWICK: And your sister?

TOLLIVER: My sister Nell went to Canada in 1966.
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    files = {"2025-02-04-council.txt": COUNCIL, "2023-08-22-mill.txt": MILL}
    with reading(tmp_path_factory.mktemp("concerned"), files) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "When did Gunn resign?",
        "How much was Edith paid?",
        # Between two people something happens that is said where both are named or speak.
        "Was Pell fired by Sethi?",
        "Did Tolliver fire Gunn?",
    ],
)
def test_what_nobody_tells_of_somebody_is_not_told_of_another(town, question):
    answer = town.ask(question)
    assert answer.abstained and not answer.citations


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("When did Paul Nakata leave?", "left in November"),
        ("How much was Tolliver paid at the mill?", "Two pounds eleven"),
        ("When did Nell go to Canada?", "in 1966"),
        ("Was Tolliver fired by Blaine?", "fired by Mr. Blaine"),
        # Two of one surname are named where one of them is.
        ("Are the two Lindqvists related?", "no relation of Tom Lindqvist"),
    ],
)
def test_what_is_told_of_somebody_is_quoted(town, question, words):
    answer = town.ask(question)
    assert_verbatim(town, answer)
    assert words in answer.citations[0].quote


def test_what_is_said_where_nothing_of_the_name_is_heard_is_not_quoted_beside(town):
    answer = town.ask("Who works on Mill Street?")
    assert {citation.document for citation in answer.citations} <= {"2025-02-04-council.txt"}


SISTERS = """
INTERVIEWER: Tell me about your sisters.

ROSE PARGETER: There were three of us. Agnes was the eldest, and then Nell, and I was the baby. We shared a bed until
 I was nine. Agnes kept the accounts for the mill. Harold, my husband, was on the chair there.

INTERVIEWER: Did any of them leave the valley?

ROSE PARGETER: Nell went to Canada in 1966, on a boat from Liverpool, with one suitcase and a ham.

INTERVIEWER: Did the firm ever pay compensation for the lungs?

ROSE PARGETER: Some got it. Harold wouldn't put in for it. He said that he'd known what he was breathing.
"""
RECALL = """
REPORTER: Has anyone been hurt?

HELENA STROUD: Three babies were taken to hospital with bruises. They are home. People were worried
 by a listeria scare as well.
"""
COMMITTEE = """
CHAIR: And nobody came to harm from the wrong advice?

PROFESSOR ENGSTROM: In none of them did the patient die. Forty people were seen, and fifteen of them were sick.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    files = {
        "2018-05-01-rose.txt": SISTERS,
        "2024-05-22-recall.txt": RECALL,
        "2024-06-11-committee.txt": COMMITTEE,
    }
    with reading(tmp_path_factory.mktemp("told"), files) as assistant:
        yield assistant


@pytest.mark.parametrize("question", ["Did Agnes go to Canada?", "Has Rose been to Canada?"])
def test_where_one_went_is_not_where_another_did(told, question):
    answer = told.ask(question)
    assert answer.abstained and not answer.citations


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Did Nell go to Canada?", "Nell went to Canada in 1966"),
        ("Did Agnes keep the accounts?", "Agnes kept the accounts"),
        ("Did Harold claim compensation?", "Harold wouldn't put in for it."),
    ],
)
def test_what_is_told_of_somebody_who_does_not_speak_answers_whether_he_did_it(told, question, words):
    answer = told.ask(question)
    assert any(words in one.quote for one in answer.citations) and not answer.abstained
    assert_verbatim(told, answer)


def test_what_is_told_of_the_matter_itself_is_found_in_its_transcript(told):
    answer = told.ask("How many of the patients were sick?")
    assert {one.speaker for one in answer.citations} == {"PROFESSOR ENGSTROM"}


PHONE_IN = """
SALLY TREMAYNE: Let's go to the phones. Keith in Lincolnshire.

KEITH: I grow potatoes, two hundred and twenty acres, and my licence was cut off on the Friday.

SALLY TREMAYNE: Thank you, Keith. Yvonne's in Kent.

YVONNE: I keep bees, forty hives of them, and I'm feeding them sugar in August.
"""


@pytest.fixture(scope="module")
def phone_in(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("phone"), {"2022-08-08-phone-in.txt": PHONE_IN}) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many hives does Keith have?", None),
        ("Which bees does Keith keep?", None),
        ("How many hives does Yvonne have?", "forty hives"),
        ("How many acres of potatoes does Keith grow?", "two hundred and twenty acres"),
        ("When was Keith's licence cut off?", "on the Friday"),
    ],
)
def test_what_somebody_else_tells_of_herself_was_told_of_him(phone_in, question, words):
    answer = phone_in.ask(question)
    if words is None:
        assert answer.abstained
    else:
        assert words in answer.citations[0].quote and not answer.abstained
