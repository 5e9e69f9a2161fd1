"""qa.resolution.sexes: whether "he" or "she" means the bearer of a name."""

from __future__ import annotations

import pytest

from qa.resolution.sexes import pronoun_of


@pytest.mark.parametrize(
    ("name", "pronoun"),
    [
        ("MARK KEANE", "he"),
        ("Marta Keane", "she"),
        ("Mrs. Prudhoe", "she"),
        ("Mr. Joan", "he"),
        ("Dr. Priya Nair", "she"),
        ("José", "he"),
        ("Joan", "she"),
        ("CLLR. JAMES", None),
        ("DR. GRACE", None),
        ("President Grant", None),
        ("KIM ROBIN", None),
        ("THE CHAIR", None),
        ("Sir and Lady Holt", None),
        ("", None),
    ],
)
def test_a_title_or_a_given_name_tells(name, pronoun):
    assert pronoun_of(name) == pronoun
