"""The first and the last words, of a document and of one speaker, whatever a search would find."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index
from tests.answering.checks import assert_verbatim, said_by

COUNCIL = "2023-03-14-council-ferry.txt"


def edge(assistant, document, index):
    with assistant.snapshot() as snapshot:
        turns = snapshot.corpus.turns(document)
    return turns[index]


@pytest.mark.parametrize(("question", "at"), [("Who spoke first?", 0), ("How did the meeting end?", -1)])
def test_the_ends_of_one_document(assistant, question, at):
    answer = assistant.ask(question, document=COUNCIL)
    turn = edge(assistant, COUNCIL, at)
    assert answer.kind == "ends" and not answer.abstained and answer.confidence == 1
    assert {citation.turn for citation in answer.citations} == {turn.index}
    assert answer.answer.startswith(f"{turn.speaker} speaks {'first' if at == 0 else 'last'}.")
    quote = answer.citations[at].quote
    assert turn.text.startswith(quote) if at == 0 else turn.text.endswith(quote)
    assert_verbatim(assistant, answer)


def test_the_last_words_of_one_speaker(assistant):
    answer = assistant.ask("What was the last thing Councillor Duval said?", document=COUNCIL)
    with assistant.snapshot() as snapshot:
        own = [turn for turn in snapshot.corpus.turns(COUNCIL) if turn.speaker == "COUNCILLOR DUVAL"]
    assert said_by(answer) == {"COUNCILLOR DUVAL"} and answer.citations[-1].turn == own[-1].index
    # He votes, and before that he says something.
    assert own[-1].text == answer.citations[-1].quote == "No."
    assert len(answer.citations) > 1 and len(answer.citations[0].quote.split()) > 5


@pytest.mark.parametrize(
    "question",
    ["Who spoke first at the rail safety hearing?", "How did the rail hearing end?", "Who opened the rail hearing?"],
)
def test_a_document_may_be_named_in_the_question(assistant, question):
    answer = assistant.ask(question)
    assert {citation.document for citation in answer.citations} == {"2024-10-08-rail-safety-hearing.json"}


def test_of_many_documents_a_few_and_a_word_about_the_others(assistant):
    answer = assistant.ask("Who spoke first?")
    assert len({citation.document for citation in answer.citations}) == 6
    assert any("name one" in note for note in answer.notes)
    dates = [citation.date for citation in answer.citations]
    assert dates == sorted(dates)


def test_whoever_does_not_speak_has_no_last_words(assistant):
    answer = assistant.ask("What were Wang Yi's closing words?")
    assert answer.abstained and "does not speak" in answer.answer


def test_what_is_hardly_said_comes_with_what_was_said_before(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    lines = [f"ANN: The harbour opens on day {number} of the month." for number in range(45)]
    (seeds / "a.txt").write_text("\n\n".join([*lines, "BOB: We meet again in May, at noon.", "ANN: Hm."]))
    build_index(Settings(seeds=seeds, index=tmp_path / "index"))
    opened = Assistant.open(tmp_path / "index")
    try:
        last = opened.ask("Who spoke last?")
        assert last.answer.startswith("ANN speaks last.")
        assert [(one.speaker, one.quote) for one in last.citations] == [
            ("BOB", "We meet again in May, at noon."),
            ("ANN", "Hm."),
        ]
        assert "day 44 " in opened.ask("What did Ann say last?").citations[0].quote
    finally:
        opened.close()
