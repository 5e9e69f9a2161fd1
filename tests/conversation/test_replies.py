"""qa.conversation.replies: what was replied to the words that are quoted."""

from __future__ import annotations

import pytest

from qa.conversation.followup import standalone
from qa.models import Answer, Citation


def is_speaker(name):
    return name.casefold() in {"ann", "ann lee", "lee", "bob", "the mayor"}


def quoted(*speakers):
    cited = (Citation(n, "d.txt", None, None, n, one, "I do.", 0, 5) for n, one in enumerate(speakers, 1))
    return [Answer("What was said about the pool?", "…", not speakers, tuple(cited))]


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("what did Bob say to that?", "What did Bob reply to ANN LEE?"),
        ("And how did the mayor respond?", "What did the mayor reply to ANN LEE?"),
        ("and what did Bob reply?", "What did Bob reply to ANN LEE?"),
        ("did Bob answer her?", "What did Bob reply to ANN LEE?"),
        ("what did he answer?", "What did anybody reply to ANN LEE?"),
        ("did anyone respond to that?", "What did anybody reply to ANN LEE?"),
        ("what was the reply?", "What did anybody reply to ANN LEE?"),
        ("who answered?", "What did anybody reply to ANN LEE?"),
        ("what did Bob say to the mayor?", None),
        ("what was the answer to the shortage?", None),
    ],
)
def test_a_reply_is_one_to_whoever_is_quoted_first(question, whole):
    assert standalone(question, quoted("ANN LEE", "EVE"), is_speaker) == whole


def test_nobody_replies_to_himself_nor_to_nobody():
    assert standalone("what did Lee answer?", quoted("ANN LEE"), is_speaker) != "What did Lee reply to ANN LEE?"
    assert "reply to" not in (standalone("what did Bob say to that?", quoted(), is_speaker) or "")


def test_who_is_quoted_is_told_by_whole_words():
    assert standalone("what did Ann reply?", quoted("HANNAH COLE"), is_speaker) == "What did Ann reply to HANNAH COLE?"
