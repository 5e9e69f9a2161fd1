"""Plots, as an XML parser and an eye for numbers see them."""

import html
import re
import xml.etree.ElementTree as ET

import pytest

from qa.web.shelf.plots import bars, timeline
from tests.web.conftest import HOSTILE

ALLOWED = {"figure", "figcaption", "svg", "g", "title", "text", "rect", "line", "p"}


def parsed(figure):
    tree = ET.fromstring(figure)
    assert {one.tag for one in tree.iter()} <= ALLOWED
    return tree


def filled(tree):
    return [one for one in tree.iter("rect") if one.get("class") == "qa-plot-bar"]


def label(tree):
    (svg,) = [one for one in tree.iter("svg") if one.get("role") == "img"]
    return svg.get("aria-label")


def test_bars_are_as_long_as_their_numbers():
    tree = parsed(bars("Words by speaker", [("ANN", 1200), ("BEN", 600), ("CAT", 3), ("DAN", 0)], "words"))
    assert [one.get("width") for one in filled(tree)] == ["100.00%", "50.00%", "0.25%"]
    assert tree.find("figcaption").text == "Words by speaker"
    assert label(tree) == "Words by speaker. ANN: 1,200 words, 67 %; BEN: 600 words, 33 %; CAT: 3 words, < 1 %."
    assert "1,200 · 67 %" in [one.text for one in tree.iter("text")]


def test_the_first_ten_are_shown_and_the_rest_is_said():
    tree = parsed(bars("Words", [(f"S{number}", 20 - number) for number in range(13)], "words"))
    assert len(filled(tree)) == 10
    assert tree.find("p").text == "3 more: 27 words"
    assert label(tree).endswith("3 more: 27 words")


def test_nobody_named_is_said():
    assert "No speakers are named" in bars("Words", [], "words")


def test_names_show_as_text():
    tree = parsed(bars(HOSTILE, [(HOSTILE, 5), ("<script>window.hacked=1</script>", 3)], "words"))
    assert "<script>window.hacked=1</script>" in [one.text for one in tree.iter("text")]
    assert "<img src=x" in label(tree)
    assert not re.search(r"<(script|img)", bars("t", [(HOSTILE, 5)], "words"))


@pytest.mark.parametrize(
    ("dates", "step", "counts"),
    [
        (["2024-07-24"], "day", [1]),
        (["2024-07-01", "2024-07-03", "2024-07-03"], "day", [1, 2]),
        (["2024-01-30", "2024-02-01", "2024-04-05", "2024-02-28"], "month", [1, 2, 1]),
        (["1990-01-01", "2020-06-01", "2020-07-01"], "year", [1, 2]),
        (["1800-01-01", "2020-06-01"], "4 years", [1, 1]),
    ],
)
def test_columns_by_whatever_shows_best(dates, step, counts):
    tree = parsed(timeline("Transcripts", dates))
    assert tree.find("figcaption").text == f"Transcripts, by {step}"
    greatest = max(counts)
    heights = [float(one.get("height")) for one in filled(tree)]
    assert [round(greatest * high / max(heights)) for high in heights] == counts
    for one in filled(tree):
        left, width = (float(one.get(name).rstrip("%")) for name in ("x", "width"))
        assert left >= 0 and left + width <= 100.01


def test_the_timeline_tells_its_numbers():
    tree = parsed(timeline("Transcripts", ["2024-01-30", "2024-02-01", "2024-04-05", "soon"], 2))
    assert label(tree) == (
        "Transcripts, by month, 30 January 2024 to 5 April 2024. January 2024: 1; February 2024: 1; April 2024: 1. "
        "3 without a date"
    )
    assert [one.text for one in tree.iter("title")] == [
        "January 2024: 1 transcript",
        "February 2024: 1 transcript",
        "April 2024: 1 transcript",
    ]


def test_without_dates_that_is_said():
    assert "None of the transcripts has a date" in html.unescape(timeline("Transcripts", [], 3))
