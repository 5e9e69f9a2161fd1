"""What somebody replied to somebody: the words right after those."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim

LIBRARY = "2024-04-16-council-library.txt"


def test_a_reply_is_what_is_said_right_after(assistant):
    answer = assistant.ask("What did Duval reply to Okafor?", document=LIBRARY)
    assert_verbatim(assistant, answer)
    assert [one.speaker for one in answer.citations] == ["COUNCILLOR DUVAL"] * len(answer.citations)
    assert answer.citations[0].quote.startswith("Maybe I would.")


@pytest.mark.parametrize("question", ["what did Duval say to that?", "did anyone answer?", "how did she respond?"])
def test_a_reply_is_one_to_the_words_that_were_quoted(assistant, question):
    before = assistant.ask("What did Okafor say about January?", document=LIBRARY)
    assert before.citations[0].quote == "You'd regret that in January."
    answer = assistant.ask(question, history=[before], document=LIBRARY)
    assert [one.quote for one in answer.citations] == ["Maybe I would. I'd be reading a book."]
    assert answer.citations[0].turn == before.citations[0].turn + 1


@pytest.mark.parametrize(
    "question", ["How did Duval respond to the fares?", "What did Okafor reply to the mayor's letter?"]
)
def test_what_is_no_person_has_no_reply_of_this_kind(assistant, question):
    answer = assistant.ask(question, document=LIBRARY)
    assert answer.confidence < 1.0
