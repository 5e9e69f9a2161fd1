"""A message that asks nothing gets a line on what can be asked, and no quotes."""

from __future__ import annotations

import pytest

from qa.render import answer_text
from qa.resolution.calling import as_name
from qa.web.markup import answer_html


@pytest.mark.parametrize(
    "message", ["hello", "thanks!", "who are you?", "what can you do?", "help", "ok, bye", "?", "…"]
)
def test_small_talk_is_told_what_can_be_asked(assistant, message):
    before = assistant.ask("Why did gross margin fall?")
    for history in ((), (before,)):
        answer = assistant.ask(message, history=history)
        assert answer.abstained
        assert answer.kind == "direct"
        assert not answer.citations
        assert not answer.nearest
        assert answer.searched_for is None
        with assistant.snapshot(search=False) as snapshot:
            labels = [one.label for one in snapshot.corpus.speakers()]
        assert any(f"“What did {as_name(label)} say about …?”" in answer.answer for label in labels)
        assert answer_text(answer) == answer.answer
        assert "Closest passages" not in answer_html(answer, 1)


def test_what_is_proposed_named_the_speaker_in_capitals(assistant):
    answer = assistant.ask("hello", speaker="Tom Abara")
    assert "What did Tom Abara (CFO) say about …?" in answer.answer
    assert assistant.ask("What did Tom Abara (CFO) say?", speaker="Tom Abara").citations


@pytest.mark.parametrize("question", ["Who thanked whom?", "Why did gross margin fall, please?"])
def test_a_question_stays_one(assistant, question):
    assert "Ask what was said" not in assistant.ask(question).answer


@pytest.mark.parametrize(
    "question",
    [
        "why?", "with whom?", "who else?", "And the second one?", "shorter", "what did she say?", "and him?",
        # Quoted at random, as sure as could be.
        "When did they?", "Where is it then?", "Did they?",
    ],
)  # fmt: skip
def test_what_goes_on_from_nothing_is_not_answered_at_random(assistant, question):
    answer = assistant.ask(question)
    assert answer.abstained
    assert not answer.citations
    assert answer.answer.startswith("This goes on from another question")


def test_she_is_the_speaker_who_alone_is_searched(assistant):
    answer = assistant.ask("what did she say?", speaker=assistant.ask("Who spoke?").citations[0].speaker)
    assert not answer.answer.startswith("This goes on from another question")


def test_a_time_that_nothing_tells_is_asked_for(assistant):
    answer = assistant.ask("what about last year?", history=[assistant.ask("Why did gross margin fall?")])
    assert answer.abstained
    assert answer.answer.startswith("It is not plain which time is meant")


def test_what_goes_on_from_a_question_is_answered(assistant):
    before = assistant.ask("Why did gross margin fall?")
    again = assistant.ask("are you sure?", history=[before])
    assert again.searched_for == before.question
    assert again.citations == before.citations


@pytest.mark.parametrize("question", ["TL;DR", "in short?"])
def test_a_summary_leans_on_nothing(assistant, question):
    assert assistant.ask(question, document="2024-06-12-health-briefing.txt").kind == "summary"


def test_days_of_which_no_transcript_is_are_named(assistant):
    for question in ("Why did gross margin fall?", "Who spoke?", "How many meetings were there?"):
        answer = assistant.ask(question, after="2099-01-01")
        assert answer.abstained and not answer.citations
        assert answer.answer.startswith("No transcript is dated from 1 January 2099 on. What has a date is of ")
    both = assistant.ask("Who spoke?", after="2099-01-01", before="2099-02-01").answer
    assert both.startswith("No transcript is dated from 1 January 2099 to 1 February 2099. ")
    earlier = assistant.ask("Who spoke?", before="1999-02-01").answer
    assert earlier.startswith("No transcript is dated up to 1 February 1999. ")
