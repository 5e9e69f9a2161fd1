"""Counts and lists: of whom, and of when."""

from __future__ import annotations

import pytest

from tests.answering.checks import reading, said_by


def asked(assistant, *questions):
    history = ()
    for question in questions:
        history = (*history, assistant.ask(question, history=history))
    return history[-1]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("How often did Joe Biden say boat?", "Joe Biden"),
        ("How many words did Joe Biden say?", "Joe Biden"),
        ('How often did Brekke say "glacier"?', "Brekke"),
        ("How long did Grace Park speak in the town forum?", "Grace Park"),
        ("How many questions did Grace Park ask in the rail safety hearing?", "Grace Park"),
        ("How often did the Prime Minister say money?", "The Prime Minister"),
    ],
)
def test_nothing_is_counted_of_somebody_who_does_not_speak(assistant, question, name):
    answer = assistant.ask(question)
    assert answer.abstained
    assert answer.count == 0
    assert answer.answer.startswith(f"{name} does not speak in ")


@pytest.mark.parametrize(
    ("question", "count", "dates"),
    [
        ("How many times was measles mentioned after January 2024?", 2, {"2024"}),
        ("How many times was measles mentioned?", 3, {"2023", "2024"}),
        ("Which transcripts from 2023 mention the ferry?", 1, {"2023"}),
        ("Which speakers mention Quillstone in 2025?", 1, {"2025"}),
        ("Who spoke in 2023?", 11, {"2023"}),
    ],
)
def test_only_what_was_said_then_is_counted(assistant, question, count, dates):
    answer = assistant.ask(question)
    assert answer.count == count
    assert {one.date[:4] for one in answer.citations} == dates


def test_a_year_without_a_transcript(assistant):
    answer = assistant.ask("Who spoke in 2019?")
    assert (answer.abstained, answer.count) == (True, 0)
    assert answer.answer == "There is no transcript from then (in 2019)."


def test_what_somebody_said_in_another_year_is_not_counted(assistant):
    answer = assistant.ask("How often did Halvorsen say boondoggle in 2024?")
    assert (answer.abstained, answer.count) == (True, 0)


def test_a_filter_of_dates_wins_over_the_words(assistant):
    answer = assistant.ask("How many times was measles mentioned after January 2024?", before="2023-12-31")
    assert {one.date[:4] for one in answer.citations} == {"2023"}


def test_one_person_is_counted_once_however_the_label_is_printed(assistant):
    answer = assistant.ask('Who mentioned "boondoggle"?')
    assert answer.count == 2
    assert "MAYOR HALVORSEN, 14 March 2023 (3 times)" in answer.answer
    everybody = assistant.ask("How many speakers are there?")
    assert everybody.answer.casefold().count("mayor halvorsen:") == 1


def test_two_of_one_surname_are_said_to_be_two(assistant):
    answer = assistant.ask('How often did Park say "boat"?')
    assert answer.notes == ("“Park” can mean Daniel Park or Grace Park; say which to ask about one of them.",)


def test_a_question_in_capitals_keeps_its_speaker(assistant):
    answer = assistant.ask("HOW OFTEN DID HALVORSEN SAY BOONDOGGLE?")
    assert answer.count == 3
    assert {label.casefold() for label in said_by(answer)} == {"mayor halvorsen"}
    assert assistant.ask("COMPARE DUVAL AND BELLWEATHER ON THE FERRY").kind == "compare"


@pytest.mark.parametrize(
    ("questions", "searched"),
    [
        (('How often did Duval say "boat"?', 'and "bus"?'), 'How often did Duval say "bus"?'),
        (("Who mentioned the Kittiwake?", "and the mug?"), "Who mentioned the mug?"),
        (("Who spoke at the rail hearing?", "and in the town forum?"), "Who spoke in the town forum?"),
        (("Summarize the November 2024 council meeting", "and the town forum?"), "Summarize the town forum"),
        (("What did Duval say about the ferry?", "her view on the wall?"), "What is Duval's view on the wall?"),
    ],
)
def test_a_follow_up_of_the_same_kind(assistant, questions, searched):
    assert asked(assistant, *questions).searched_for == searched


def test_the_prime_minister_is_no_minister(assistant):
    for question in ("What did the Prime Minister say about money?", "What were the Prime Minister's last words?"):
        answer = assistant.ask(question)
        assert answer.answer.startswith("The Prime Minister does not speak in the 15 transcripts; others report what ")
        assert "(reporting The Prime Minister)" in answer.answer


def test_a_price_is_no_mr_price(assistant):
    answer = assistant.ask("How did the price of the flood wall change?")
    assert "MEMBER PRICE" not in said_by(answer)
    assert "MEMBER PRICE" not in answer.answer


def test_a_suggestion_is_made_of_the_question_s_own_words(assistant):
    answer = assistant.ask("Where does the finance director stand on the ferry?")
    assert answer.suggestion in (None, "What did Mayor Halvorsen say about the ferry?")
    assert assistant.ask("How often did the Prime Minister say money?").suggestion is None


def test_names_that_say_which_transcript_is_meant_are_not_those_counted(assistant):
    answer = assistant.ask("how often do they say counternarcotics in the blinken wang meeting")
    assert answer.count == 4
    assert said_by(answer) == {"MPS MINISTER WANG", "SECRETARY BLINKEN"}


@pytest.mark.parametrize("question", ["How long did {} talk?", "How much did {} talk?", "How long does {} talk for?"])
def test_somebody_who_talks_is_no_talk(tmp_path, question):
    with reading(
        tmp_path, {"a.txt": "MAYOR LEE: Good evening to you all.\n\nCLERK ODA: The bridge is closed.\n"}
    ) as answers:
        for name in ("Lee", "Mayor Lee", "the mayor"):
            answer = answers.ask(question.format(name))
            assert not answer.abstained
            assert said_by(answer) == {"MAYOR LEE"}


def test_each_of_several_words_is_looked_up(tmp_path):
    said = "ANN: Vienna was cold, and so was San Francisco.\n\nBOB: I liked Vienna. It has trams.\n\nANN: It has."
    with reading(tmp_path, {"a.txt": said}) as two:
        both = two.ask("Did Ann mention trams or Vienna?")
        assert not both.abstained and both.count == 1
        assert both.answer.startswith("Yes, but not “trams”. ANN says “Vienna” once")
        assert two.ask("Did Ann mention Vienna and San Francisco?").count == 2
        assert two.ask("How often is Vienna or San Francisco mentioned?").count == 3
        assert two.ask("Did Bob mention ferries or barges?").abstained


def test_words_that_nobody_says_are_told_where_nothing_answers(tmp_path):
    said = "ANN: The river is high, and the boats are late.\n\nBOB: They are always late."
    with reading(tmp_path, {"a.txt": said}) as two:
        assert "Not said anywhere: zoology." in two.ask("What did Ann say about zoology?").answer
        assert "Not said anywhere" not in two.ask("What did Bob say about the river?").answer


def test_an_article_before_the_second_of_several_words_was_looked_up(tmp_path):
    with reading(tmp_path, {"a.txt": "ANN: Our pier is old, and it leaks.\n\nBOB: I like the river."}) as two:
        assert two.ask("Did anybody mention the barge or the pier?").count == 1


def test_how_long_those_talked_who_do_not_speak_here_is_no_count_of_everybody(tmp_path):
    said = (
        "MS. WHITLOW: The President spoke with Prime Minister Okafor this morning. They talked for forty minutes, "
        "mostly about the port strike.\n\nQ: Thanks.\n\nMS. WHITLOW: Karen.\n"
    )
    with reading(tmp_path, {"a.txt": said}) as briefing:
        answer = briefing.ask("How long did the President and Prime Minister Okafor speak?")
        assert "speakers in" not in answer.answer
        assert any("forty minutes" in one.quote for one in answer.citations)


def test_a_call_that_is_only_told_of_is_no_transcript_called_so(tmp_path):
    texts = {
        "a.txt": "Press briefing\n\nMS. WHITLOW: On the call Okafor agreed to send a mediator.\n\nQ: Thank you.\n",
        "b.txt": "Working group call\n\nANN: Sandrine has left the group.\n\nBOB: Then I do the review.\n",
    }
    with reading(tmp_path, texts) as both:
        assert "Working group call" not in both.ask("What did Okafor promise on the call?").answer
        assert "Working group call" in both.ask("What did Sandrine say on the call?").answer
