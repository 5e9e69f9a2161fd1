"""The first and the last mention of something, by the dates of the transcripts."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index
from tests.answering.checks import assert_verbatim, said_by


@pytest.mark.parametrize(
    ("question", "day", "speaker"),
    [
        ("Who first mentioned measles?", "2023-11-07", "MINISTER ADEYEMI"),
        ("When was measles last mentioned?", "2024-06-12", "MINISTER ADEYEMI"),
        ("When was the ferry first mentioned?", "2023-03-14", None),
        ("When was the last time someone mentioned the ferry?", "2025-02-11", None),
        ("When did Halvorsen first mention the ferry?", "2023-03-14", "MAYOR HALVORSEN"),
    ],
)
def test_of_all_transcripts(assistant, question, day, speaker):
    answer = assistant.ask(question)
    assert (answer.kind, answer.abstained, answer.confidence) == ("list", False, 1.0)
    assert {one.date for one in answer.citations} == {day}
    assert speaker is None or said_by(answer) == {speaker}
    assert answer.count == len(answer.evidence) >= 1
    assert_verbatim(assistant, answer)


def test_every_mention_is_behind_it(assistant):
    first, count = assistant.ask("Who first mentioned measles?"), assistant.ask("How often was measles mentioned?")
    assert first.count == count.count
    assert set(first.evidence) == set(count.evidence)


def test_the_first_is_no_later_than_any_other(assistant):
    answer = assistant.ask("When was the budget first mentioned?")
    with assistant.snapshot() as snapshot:
        dates = {one.document: one.date for one in snapshot.corpus.documents()}
    cited = answer.citations[0]
    assert (cited.date, cited.turn) == min((dates[one.document], one.turn) for one in answer.evidence)


def test_what_nobody_says_is_first_said_by_nobody(assistant):
    answer = assistant.ask("Who first mentioned zeppelins?")
    assert (answer.abstained, answer.count) == (True, 0)
    assert answer.answer.startswith("Nobody says “zeppelins”.")


def test_somebody_who_does_not_speak_mentions_nothing_first(assistant):
    answer = assistant.ask("When did Joe Biden first mention the ferry?")
    assert answer.abstained
    assert answer.answer.startswith("Joe Biden does not speak in ")


@pytest.fixture
def made(tmp_path):
    def assistant(**files):
        for name, text in files.items():
            (tmp_path / "seeds").mkdir(exist_ok=True)
            (tmp_path / "seeds" / name.replace("__", "-")).with_suffix(".txt").write_text(text, "utf-8")
        build_index(Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"))
        return Assistant.open(tmp_path / "index")

    return assistant


def test_of_one_day_nobody_knows_which_was_first(made):
    text = "ANN: The pump is old.\nBOB: Which pump do you mean?\nANN: The pump in the yard.\n"
    answer = made(a="Date: 2024-05-01\n\n" + text, b=f"Date: 2024-05-01\n\n{text}BOB: I see.\n").ask(
        "When was the pump first mentioned?"
    )
    assert answer.answer.startswith("“pump” is first said, in 2 transcripts of that day:")
    assert [one.turn for one in answer.citations] == [0, 0]


def test_without_dates_the_order_of_transcripts_is_not_made_up(made):
    text = "ANN: The pump is old and leaks.\nBOB: We should buy another pump.\nANN: Not before spring.\n"
    assistant = made(a=text, b=f"{text}BOB: I see.\n")
    assert assistant.ask("When was the pump first mentioned?").kind == "direct"
    answer = assistant.ask("Who mentioned the pump last?", document="b.txt")
    assert (answer.kind, said_by(answer), answer.count) == ("list", {"BOB"}, 2)


def test_a_transcript_without_a_date_is_said_to_be_there(made):
    text = "ANN: The pump is old and leaks.\nBOB: We should buy another pump.\nANN: Not before spring.\n"
    answer = made(a=text, b="Date: 2024-05-01\n\n" + text).ask("Who first mentioned the pump?")
    assert {one.document for one in answer.citations} == {"b.txt"}
    assert answer.answer.endswith("It is said 4 times in all, in 2 transcripts. Of these, 1 transcript has no date.")
