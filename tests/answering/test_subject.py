"""Whose words are asked for, where it is no speaker; and what stands beside the sentence that was found."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, said_by


def test_somebody_without_a_voice_here_is_not_answered_for_by_everybody(assistant):
    answer = assistant.ask("What did the nurses' union say?")
    assert answer.confidence < 0.9
    assert answer.searched.topic == ("nurses", "union")
    assert all("nurse" in one.quote or "member" in one.quote for one in answer.citations[:1])
    assert any("No speaker goes by “nurses' union”: whoever speaks of it is quoted." in one for one in answer.notes)


def test_one_of_two_without_a_voice(assistant):
    answer = assistant.ask("What did the fire chief and Tom Abara say about the fire?")
    assert said_by(answer) <= {"TOM ABARA (CFO)"}
    assert "No speaker goes by “fire chief”." in answer.notes


def test_nobody_says_it_and_it_is_nobody_here(assistant):
    answer = assistant.ask("What did the golf club say?")
    assert answer.abstained


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who is buying the swimming pool business?", "Northlake Partners"),
        ("Why did gross margin fall?", "copper explains the rest"),
        ("What happened on June 22nd?", "On June 22nd"),
    ],
)
def test_what_the_best_sentence_lacks_stands_beside_it(assistant, question, words):
    answer = assistant.ask(question)
    assert any(words in one.quote for one in answer.citations)
    assert_verbatim(assistant, answer)


def test_the_direct_answer_comes_first_and_then_what_was_said_before_it(assistant):
    answer = assistant.ask("Why did Dietz leave Meridian Rail?")
    assert "I was moved to the timetable office" in answer.citations[0].quote
    assert_verbatim(assistant, answer)


def test_whoever_only_shares_a_name_does_not_hide_what_is_reported(assistant):
    answer = assistant.ask("What did Feld tell Quill?")
    assert [(one.speaker, one.reports) for one in answer.citations] == [("MR. QUILL", "Feld")]
    assert "Lucas Feld does not answer this" in answer.answer
