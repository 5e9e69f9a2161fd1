"""qa.extraction.confidence: a probability from signals, by hand and as it ships."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import numpy as np
import pytest

from qa.errors import QAError
from qa.extraction.candidates import Sentence
from qa.extraction.confidence import SIGNALS, Calibration, shipped, signals
from qa.models import Document, Turn
from qa.pool import Pool
from qa.questions.parsing import parse
from tests.support.fakes import FakeEmbedder

DOCUMENT = Document("d.txt", "A title", None, "dialogue", 1, 1, 1, ("ANN",))
FITS = SIGNALS.index("fits")


def sentence(text, **more):
    turn = Turn(0, "ANN", text)
    return Sentence(DOCUMENT, turn, 0, len(text), 1.0, **{"cosine": 0.5, "coverage": 0.6, "score": 0.7, **more})


def pool(*cosines, coverage=0.5):
    n = len(cosines)
    dense = np.array([[value, value / 2] for value in cosines], np.float32).reshape(n, 2)
    return Pool(
        np.arange(n), np.arange(n), np.zeros(n, np.int64), dense, np.zeros(n, np.float32),
        np.full(n, coverage, np.float32), None, np.ones(n, np.bool_),
    )  # fmt: skip


def values(question, *chosen, found=None):
    sketch = FakeEmbedder().sketch
    return dict(zip(SIGNALS, signals(parse(question), found or pool(0.8, 0.2), chosen, chosen, sketch), strict=True))


def calibration(**given):
    size = len(SIGNALS)
    plain = {"mean": (0.0,) * size, "scale": (1.0,) * size, "weights": (0.0,) * size, "bias": 0.0, "threshold": 0.5}
    return Calibration(**{**plain, **given})


def test_a_probability_by_hand():
    weights = (2.0,) + (0.0,) * (len(SIGNALS) - 1)
    one = calibration(weights=weights, mean=(0.5,) * len(SIGNALS), scale=(0.25,) * len(SIGNALS), bias=1.0)
    given = [1.0] * len(SIGNALS)
    assert one(given) == pytest.approx(1 / (1 + math.exp(-(1.0 + 2.0 * 2))))


def test_what_nobody_has_read_says_nothing_either_way():
    weights = (0.0,) * (len(SIGNALS) - 1) + (2.0,)
    one = calibration(weights=weights, mean=(0.5,) * len(SIGNALS), bias=1.0)
    known = [1.0] * (len(SIGNALS) - 1)
    assert one([*known, math.nan]) == one([*known, 0.5]) < one([*known, 0.9])


def test_what_does_not_fit_counts_less():
    given = [1.0] * len(SIGNALS)
    unfit = [0.0 if number == FITS else 1.0 for number in range(len(SIGNALS))]
    assert calibration()(unfit) == pytest.approx(0.4 * calibration()(given))


def test_what_the_signals_are():
    found = values("What did Ann say about the harbour bridge?", sentence("The harbour bridge is old.", alone=1.0))
    assert found["best_cosine"] == pytest.approx(0.5)
    assert found["passage_question"] == pytest.approx(0.8) and found["passage_topic"] == pytest.approx(0.4)
    assert found["passage_coverage"] == pytest.approx(0.5)
    assert found["unheard"] == 0 and found["heard_words"] == 1 and found["fits"] == 1 and found["subject"] == 1
    missing = values("What was said about the harbour zeppelin?", sentence("The harbour bridge is old."))
    assert missing["unheard"] == pytest.approx(0.5) and missing["heard_words"] < 1 and missing["subject"] == 0


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("How much did the pier cost?", "It cost 298,000 dollars.", 1),
        ("How much did the pier cost?", "It cost too much.", 0),
        ("How much did the pier cost?", "It was shut for two weeks.", 0),
        ("How many people came?", "It cost 298,000 dollars.", 0),
        ("When did it open?", "It opened last November.", 1),
        ("When did it open?", "It opened quietly.", 0),
        ("Until what year was there a ferry?", "We had a ferry until 1968.", 1),
        ("Until what year was there a ferry?", "We had a ferry last week.", 0),
        ("What is the name of the boat?", "We call her the Kittiwake.", 1),
        ("What is the name of the boat?", "We call her the boat.", 0),
        ("What was the foreman called?", "The foreman, that was Mr. Dunphy.", 1),
        ("What was the foreman called?", "That was the foreman. He was late.", 0),
        ("Why did it open?", "It opened quietly.", 1),
    ],
)
def test_whether_what_is_asked_for_is_there(question, text, fits):
    assert values(question, sentence(text))["fits"] == fits


def test_a_number_from_elsewhere_fits_nothing():
    far = Sentence(DOCUMENT, Turn(9, "ANN", "It cost 5 dollars."), 0, 18, 1.0)
    assert values("How much did the pier cost?", sentence("It cost too much."), far)["fits"] == 0


def test_a_number_from_elsewhere_fits_where_it_is_said_of_the_same():
    far = Sentence(DOCUMENT, Turn(9, "ANN", "It cost 5 dollars."), 0, 18, 1.0, coverage=0.6, score=0.68)
    assert values("How much did the pier cost?", sentence("It cost too much."), far)["fits"] == 1


def test_a_number_of_what_is_hardly_spoken_of_was_taken_for_the_cost():
    question = "What did the two pickups from the forestry cost?"
    text = (
        "The gearbox has gone, and mending it is two thousand pounds. We get two pickups, from the forestry. A hundred."
    )
    places = [
        (text.find(start), text.find(end) + len(end)) for start, end in (("The", "ds."), ("We", "ry."), ("A ", "d."))
    ]
    turn = Turn(0, "ANN", text)
    other, about, behind = (
        Sentence(DOCUMENT, turn, start, end, 1.0, cosine=0.5, coverage=covered, score=0.7)
        for (start, end), covered in zip(places, (0.1, 0.9, 0.0), strict=True)
    )
    assert values(question, about, other)["fits"] == 0
    assert values(question, replace(other, coverage=0.4), about)["fits"] == 1
    assert values("How many pickups from the forestry are there?", about, other)["fits"] == 1
    # Said right behind it, it is of the same.
    assert values("What do the pickups of the forestry weigh, how many tons?", about, behind)["fits"] == 1


def test_a_name_told_turns_away_was_the_answer():
    question = "Which bank was it that withdrew the guarantee?"
    far = replace(sentence("We have our money with Norhaven, as I told you.", score=0.5), turn=Turn(2, "ANN", "x" * 99))
    assert values(question, sentence("Their bank withdrew the guarantee."), far)["fits"] == 0
    assert values(question, sentence("The bank was Norhaven."), far)["fits"] == 1


@pytest.mark.parametrize(
    ("question", "text", "reasons"),
    [
        ("Why did it open?", "It opened because the bank paid.", 1),
        ("Why did it open?", "It opened quietly.", 0),
        ("Why did the course close?", "They closed it to make room for a studio.", 1),
        ("Why is the clerk leaving?", "He's had enough.", 1),
        ("Why did Ann vote against it?", "I voted against it.", 1),
        ("Why did Philippa vote against it?", "I voted for it.", 0),
        ("Why did Philippa vote against it?", "She did so because of the price.", 1),
        ("When did it open?", "It opened quietly.", 1),
        ("What did Ann say?", "It opened quietly.", 1),
    ],
)
def test_whether_a_reason_is_given(question, text, reasons):
    assert values(question, sentence(text))["reasons"] == reasons


def test_nothing_found_is_nothing_known():
    found = values("What did Ann say about trams?", found=pool())
    assert math.isnan(found.pop("verified"))
    assert all(math.isfinite(value) for value in found.values())
    assert found["best_cosine"] == found["fits"] == 0


def test_what_ships_is_of_these_signals():
    one = shipped()
    assert len(one.mean) == len(one.scale) == len(one.weights) == len(SIGNALS)
    assert 0.2 < one.threshold < 0.6
    assert one.weights[SIGNALS.index("fits")] > 0 and one.weights[SIGNALS.index("reasons")] > 0


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"signals": ["other"]}', json.dumps({"signals": list(SIGNALS), "mean": "x"})]
)
def test_a_damaged_file_is_said_to_be_one(tmp_path, text):
    path = tmp_path / "confidence.json"
    path.write_text(text)
    with pytest.raises(QAError, match="missing or damaged"):
        Calibration.load(path)
    with pytest.raises(QAError, match="missing or damaged"):
        Calibration.load(tmp_path / "none.json")
