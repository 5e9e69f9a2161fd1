"""Names in a sentence: each once, however a transcript prints them."""

from __future__ import annotations

import pytest

from qa.answering.wording import names_of, one_name, verb
from qa.models import Who


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["ANN", "Ann"], "ANN"),
        (["Hon. Ann Lee", "Hon. Ann Lee (Minister of Health)", "HON. ANN LEE"], "Hon. Ann Lee"),
        # Two of one name, told apart by where they are from.
        (["Ms. Lee (Victoria)", "Ms. Lee (Surrey)"], "Ms. Lee (Victoria) and Ms. Lee (Surrey)"),
        (["ANN", "BOB", "EVE"], "ANN, BOB and EVE"),
    ],
)
def test_each_is_named_once(labels, names):
    people = [Who(label) for label in labels]
    assert names_of(people) == names
    assert one_name(people) == (" and " not in names)
    assert verb(people, "says", "say") == ("say" if " and " in names else "says")
