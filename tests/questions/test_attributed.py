"""qa.questions.attributed: whose mind a question asks for, once it is known whom it names."""

from __future__ import annotations

import pytest

from qa.questions.attributed import asks_for_mind_of


@pytest.mark.parametrize(
    "question",
    [
        "Is Ann Lee for or against the ferry?",
        "Ann Lee on the ferry - for it?",
        "How did Ann Lee take the news?",
        "Would Ann Lee lay a cable?",
        "What made Ann Lee change her mind?",
        "Is it money that Ann Lee cares about most?",
        "The ferry: reasonable or not in Ann Lee’s eyes?",
        "Whose fault is it, if you ask Ann Lee?",
        "Explain Ann Lee's refusal to vote.",
        "What advice on the ferry came from Ann Lee?",
        "Can we count Ann Lee among the supporters of the ferry?",
        "Ann Lee: is she a fan of the ferry?",
        "Where does Ann Lee stand on the ferry?",
        "What reason did Ann Lee give for the delay?",
        "Ann Lee must have had something to say about it. What was it?",
        "How much is it worth in Ann Lee's view?",
    ],
)
def test_her_own_mind(question):
    assert asks_for_mind_of("Ann Lee", question)


@pytest.mark.parametrize(
    "question",
    [
        "Who agrees with Ann Lee?",
        "Whom did Ann Lee blame?",
        "Did anybody criticise Ann Lee?",
        "When did Ann Lee arrive?",
        "Why was Ann Lee dismissed?",
        "What happened to Ann Lee's boat?",
        "How many votes did Ann Lee get?",
        "Did Ann Lee sell the boat?",
        "Is Ann Lee still alive?",
    ],
)
def test_what_others_may_tell(question):
    assert not asks_for_mind_of("Ann Lee", question)
