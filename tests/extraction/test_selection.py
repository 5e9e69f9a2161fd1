"""qa.extraction.selection and joining: which sentences are chosen, and which become one quote."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.extraction.candidates import of_turn
from qa.extraction.joining import joined
from qa.extraction.selection import choose, is_as_good, to_the_point
from qa.extraction.shapes import shape_of
from qa.lexical.analysis import terms_of
from qa.models import Document, Turn
from qa.questions.parsing import parse

DOCUMENT = Document("d.txt", None, None, "dialogue", 2, 1, 1, ("ANN", "BOB"))
SALE = "We are selling the old mill. Northlake Partners have signed for it. The river is high this year."


def sentences(text, asks=None, *scores):
    before = Turn(0, "BOB", asks) if asks else None
    found = of_turn(DOCUMENT, Turn(1, "ANN", text), before, 1.0)
    return [replace(one, score=score, alone=score, cosine=score) for one, score in zip(found, scores, strict=True)]


def chosen(question, text, *scores):
    ranked = sorted(sentences(text, None, *scores), key=lambda one: -one.score)
    return [one.text for one in choose(ranked, words=100, share=0.66, most=6, wanted=shape_of(parse(question)))]


def test_what_the_best_sentence_lacks_is_taken_from_beside_it():
    best = "We are selling the old mill."
    assert chosen("Who is buying the mill?", SALE, 0.9, 0.3, 0.2) == [best, "Northlake Partners have signed for it."]
    # Nobody asks who: a sentence of something else is left out.
    assert chosen("What is said of the mill?", SALE, 0.9, 0.3, 0.2) == [best]
    # What stands further off belongs to something else.
    assert chosen("Who is buying it?", SALE.replace("Northlake Partners", "They"), 0.9, 0.3, 0.2) == [best]


def test_nothing_is_added_to_a_sentence_that_has_it():
    text = "We are selling the mill to Northlake Partners. Simone Duval has signed for it."
    assert chosen("Who is buying the mill?", text, 0.9, 0.3) == ["We are selling the mill to Northlake Partners."]


@pytest.mark.parametrize("opening", ["No.", "Yes.", "Not yet.", "Of course.", "I don't.", "That's correct.", "No, no."])
def test_a_bare_answer_comes_with_what_follows_it(opening):
    _, reply = sentences(f"{opening} I know that some of you would prefer one.", "Will there be a buyback?", 0.1, 0.9)
    (quote,) = joined([reply])
    assert quote.text == f"{opening} I know that some of you would prefer one."
    assert quote.means_little_alone and quote.asked.text == "Will there be a buyback?"


def test_an_opening_of_another_sort_stays_where_it_is():
    _, reply = sentences("The wall is quite old now. I would prefer a new one.", "Will there be a wall?", 0.1, 0.9)
    assert [one.text for one in joined([reply])] == ["I would prefer a new one."]
    (alone,) = sentences("No. I would prefer a new one.", None, 0.9)
    assert [one.text for one in joined([alone])] == ["I would prefer a new one."]


@pytest.mark.parametrize("opening", ["Forty-three.", "Not one.", "Sixty-one thousand.", "Because they left."])
def test_the_few_words_that_answer_come_with_what_follows_them(opening):
    *_, reply = sentences(f"{opening} Two of the students left before the end.", "How many were there?", 0.1, 0.9)
    assert [one.text for one in joined([reply])] == [f"{opening} Two of the students left before the end."]


def test_a_sentence_comes_with_the_short_one_that_it_leans_on():
    text = "It was a student called Agnes Rooke. She left a beaker on a windowsill over Christmas."
    _, leans = sentences(text, None, 0.1, 0.9)
    (quote,) = joined([leans])
    assert quote.text == text and not quote.means_little_alone
    both = joined(sentences(text, None, 0.8, 0.9))
    assert [one.text for one in both] == [text]


@pytest.mark.parametrize(
    "before",
    [
        "Keane said that it was Agnes Rooke.",
        "In those days there was a student called Agnes Rooke who, as students do, went home early for Christmas.",
    ],
)
def test_what_it_leans_on_stays_where_it_is_long_a_question_or_another_persons(before):
    *_, leans = sentences(f"{before} She left a beaker on a windowsill.", None, 0.1, 0.9)
    assert [one.text for one in joined([leans])] == ["She left a beaker on a windowsill."]
    (own,) = sentences("Was it Agnes Rooke? She left a beaker on a windowsill.", None, 0.9)
    assert [one.text for one in joined([own])] == ["She left a beaker on a windowsill."]


def test_a_bare_answer_that_is_chosen_as_well_is_quoted_once():
    no, why, more = sentences("No. I like the old one. It stays.", "Will there be a new wall?", 0.5, 0.9, 0.4)
    assert [one.text for one in joined([why, no])] == ["No. I like the old one."]
    assert [one.text for one in joined([more, why, no])] == ["No. I like the old one. It stays."]
    assert [one.text for one in joined([more, no])] == ["No. I like the old one. It stays."]


def test_sentences_made_one_keep_the_question_that_the_first_replies_to():
    one, two = sentences(
        "I did not say that. There was a story in a local paper that we corrected on the very same day.",
        "You said that you would cut three hundred jobs. Where are you with that?", 0.5, 0.9,
    )  # fmt: skip
    (quote,) = joined([two, one])
    assert quote.means_little_alone and quote.score == 0.9


def test_about_as_good_is_hardly_worse_and_of_the_same_words():
    best, near, worse, other = sentences(
        "The mill burnt. It burnt in May. It did burn. The river rose.", None, 1, 0.95, 0.8, 0.95
    )
    best, near, worse = (replace(one, coverage=1.0) for one in (best, near, worse))
    assert is_as_good(near, best) and not is_as_good(worse, best) and not is_as_good(other, best)


def test_what_takes_a_sentence_back_is_quoted_with_it():
    text = "About 340 Americans were there. That number was wrong. It should have been 430. Go ahead, Leila."
    turn = Turn(0, "Ann", text)
    document = Document("a.txt", "A briefing", "2024-02-20", "dialogue", 1, 20, 1, ("Ann",))
    found = of_turn(document, turn, None, 1.0)
    (one,) = joined(found[:1])
    assert one.text == "About 340 Americans were there. That number was wrong. It should have been 430."
    assert [one.text for one in joined(found)] == [text]
    kept = of_turn(document, Turn(0, "Ann", "It opens in May. That number is safe with me."), None, 1.0)
    assert [one.text for one in joined(kept[:1])] == ["It opens in May."]


MEETINGS = (
    "The two presidents met in San Francisco last November, and it was historic. "
    "They agreed on many things that I shall not go through now. "
    "In January I met Secretary Mayorkas in Vienna. It was a long talk, and a good one. "
    "Later on there will be another meeting, and a dinner behind it, and speeches."
)


def test_one_fact_is_not_led_up_to():
    summit, agreed, vienna, talk, later = sentences(MEETINGS, None, 0.6, 0.2, 0.8, 0.55, 0.6)
    assert to_the_point([vienna, summit, talk, later], frozenset()) == [vienna, talk, later]
    # What is about as good may be the answer, and what stands right before belongs to it.
    assert to_the_point([vienna, replace(summit, score=0.75)], frozenset())[1:]
    assert to_the_point([vienna, agreed], frozenset()) == [vienna, agreed]


def test_what_is_of_others_than_whoever_is_named_is_left_out():
    summit, _, vienna, talk, later = sentences(MEETINGS, None, 0.75, 0.2, 0.8, 0.6, 0.7)
    # "It was a long talk" is still of Mayorkas.
    assert to_the_point([vienna, summit, talk], terms_of("Mayorkas")) == [vienna, talk]
    # Where the best names nobody either, nothing is told apart.
    assert to_the_point([later, summit], terms_of("Mayorkas")) == [later, summit]
