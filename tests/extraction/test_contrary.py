"""qa.extraction.contrary: what is proposed was not done; the sides are in test_premises."""

from __future__ import annotations

import pytest

from qa.extraction.contrary import only_wished
from qa.extraction.shapes import shape_of
from qa.questions.parsing import parse
from tests.extraction.test_premises import replies


def wished(question, reply):
    return only_wished(question, replies("And the library?", reply), shape_of(parse(question)))


@pytest.mark.parametrize(
    "reply",
    [
        "I think that we should open on Sundays, starting in September.",
        "I'd like to open it in May, if there is money.",
        "We might have to drop the Sundays in the autumn.",
    ],
)
def test_what_somebody_would_like_was_done(reply):
    found = wished("When did the library start opening on Sundays?", reply)
    assert found is not None and found.text == reply


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("When did it open on Sundays?", "We should have a quorum. It opened in May."),
        ("When did it open?", "It should have opened in May, but it was June."),
        ("When should it open on Sundays?", "We should open on Sundays from May."),
        ("Why did it open on Sundays?", "I'd like to open it in May."),
        ("When did it open?", "It opens in May."),
    ],
)
def test_what_is_told_or_not_asked_of_as_done_is_no_wish(question, reply):
    assert wished(question, reply) is None
