"""Whose words they are: of several people asked about, of somebody whose label is a surname, of nobody at all."""

from __future__ import annotations

import pytest

from qa.extraction.reported import reported
from tests.answering.checks import assert_verbatim, said_by


@pytest.mark.parametrize(
    ("world", "question", "begins", "speaker"),
    [
        ("tram", "Did both Lena Ostrow and Odette Lamb mention Mill Lane?", "Odette Lamb does; Lena Ostrow does not.",
         "Odette Lamb"),
        ("tram", "Did either Lena Ostrow or Odette Lamb mention Mill Lane?", "Odette Lamb does; Lena Ostrow does not.",
         "Odette Lamb"),
        ("tram", "Did Lena Ostrow and Bill Garrity say 'Hear, hear'?", "Bill Garrity does; Lena Ostrow does not.",
         "Bill Garrity"),
        ("wolves", "Did Gwen Harrap and Owen Tarbuck mention page nine?", "Gwen Harrap does; Owen Tarbuck does not.",
         "GWEN HARRAP"),
    ],
)  # fmt: skip
def test_of_two_only_one_said_it(worlds, world, question, begins, speaker):
    answer = worlds(world).ask(question)
    assert answer.answer.startswith(begins)
    assert said_by(answer) == {speaker}


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ('Did Owen Tarbuck say "I\'m in favour of being asked"?', "MR. TARBUCK"),
        ("What did Owen Tarbuck say about zones?", "MR. TARBUCK"),
        ("Did Tobias Renn say 'I would rather write, sir, than be roughly wrong'?", "MR. RENN"),
    ],
)
def test_a_witness_who_is_introduced_in_full(worlds, question, speaker):
    answer = worlds("wolves").ask(question)
    assert said_by(answer) == {speaker}
    assert any("We have four witnesses" in note for note in answer.notes)
    assert_verbatim(worlds("wolves"), answer)


def test_a_surname_alone_may_be_the_same_person(worlds):
    answer = worlds("tram").ask("Did Desmond Pryce say 'I was. She did.'?")
    assert answer.answer.startswith(
        "Desmond Pryce never says this; MR. PRYCE does. Whether that is the same person, the transcripts do not show."
    )
    answer = worlds("tram").ask("What did Peter Calloway say in June 2024?")
    assert "do; whether one of them is the same person, the transcripts do not show." in answer.answer
    assert "somebody else" not in answer.answer


def test_a_pronoun_is_no_word_to_count(worlds):
    first = worlds("tram").ask("What did Ruth Calloway say about trees?")
    then = worlds("tram").ask("Who else mentioned them?", history=(first,))
    assert then.searched_for == "Who else mentioned trees?"
    assert worlds("tram").ask("How often is it mentioned?").count is None
    first = worlds("wolves").ask("Who mentioned fladry?")
    then = worlds("wolves").ask("How often is it mentioned?", history=(first,))
    assert then.searched_for == "How often is fladry mentioned?"
    assert then.count is not None and then.count >= first.count


@pytest.mark.parametrize(
    "question", ["What did Ruth Calloway say in June 2023?", "What did Ruth Calloway say on 8 June 2023?"]
)
def test_what_somebody_said_then_is_about_anything(worlds, question):
    answer = worlds("tram").ask(question)
    assert said_by(answer) == {"Ruth Calloway"}
    assert {one.date for one in answer.citations} == {"2023-06-08"}


@pytest.mark.parametrize("question", ["Sum up the June hearing", "Walk me through the June 2024 hearing"])
def test_the_meeting_to_be_summed_up(worlds, question):
    answer = worlds("tram").ask(question)
    assert answer.kind == "summary"
    assert {one.date for one in answer.citations} == {"2024-06-25"}


@pytest.mark.parametrize(("who", "count"), [("Kit Farraday", 15), ("Jamie Sallow", 10)])
def test_short_questions_are_counted_too(worlds, who, count):
    assert worlds("tram").ask(f"How many questions did {who} ask?").count == count


def test_one_name_however_it_is_printed(worlds):
    answer = worlds("wolves").ask("What did Neil Dreever say?")
    assert answer.answer.casefold().count("moira dreever") == 1


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("Fourteen confirmed by post-mortem.", None),
        ("Twenty-nine confirmed.", None),
        ("Nobody said anything.", None),
        ("Monday confirmed it.", None),
        ("They've said they'd pay.", "They"),
        ("He'd said so.", "He"),
        ("The Prime Minister told me that money is there.", "The Prime Minister"),
        ("But Blinken said no.", "Blinken"),
        ("April said she would.", "April"),
    ],
)
def test_what_begins_a_sentence_is_not_always_a_name(sentence, who):
    assert reported(sentence) == who
