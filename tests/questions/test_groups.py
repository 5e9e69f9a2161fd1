"""Whom a question is put to, where it is everybody, or all of a sort."""

from __future__ import annotations

import pytest

from qa.questions.groups import group, without_group


@pytest.mark.parametrize(
    ("question", "sort", "rest"),
    [
        ("What did everyone say about staffing?", "", "about staffing"),
        ("Compare the councillors on the pool.", "councillor", "on the pool"),
        ("Where do the members of the council stand on the fee?", "", "on the fee"),
        ("What did each of them say about the deficit?", "", "about the deficit"),
        ("how did each senator respond to the bill", "senator", "to the bill"),
        ("What are the witnesses' views on trawling?", "", "on trawling"),
        ("where do the deputies stand on whaling", "deputy", "on whaling"),
        ("Who else spoke about the fee?", "", "about the fee"),
        ("compare what everybody said about the fee", "", "about the fee"),
    ],
)
def test_it_is_put_to_all_of_them(question, sort, rest):
    assert group(question) == sort
    assert without_group(question).strip(" ?.") == rest


@pytest.mark.parametrize(
    "question",
    [
        "What did the minister say?",
        "What did the people say?",
        "Compare the council's budget to last year's",
        "What do the two ministers think about trade?",
        "Did everyone agree?",
    ],
)
def test_it_is_put_to_nobody_in_particular(question):
    assert group(question) is None and without_group(question) == question
