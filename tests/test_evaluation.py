"""qa.evaluation: the metrics by hand on a layout small enough to count."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.errors import InvalidInput, UnreadableFile
from qa.evaluation import MOST_HITS, Evaluation, Gold, Layout, Question, Scores, evaluate, load, overlap, score, union
from qa.models import Answer, Citation, Hit, Turn

# "Ann: 0123456789", a blank line, "Bob: 0123456789", a blank line, "0123456789":
#  0    5        15               17  22         32               34        44
TURNS = [Turn(0, "Ann", "0123456789"), Turn(1, "Bob", "0123456789"), Turn(2, None, "0123456789")]
LAYOUTS = {"d": Layout(TURNS), "e": Layout(TURNS)}


def hit(first, start, last, end, words=1, document="d"):
    return Hit(document, None, None, first, last, start, end, (), " ".join(["word"] * words), 1.0)


def measured(hits, *gold):
    return score(hits, [Gold("d", *one) for one in gold], LAYOUTS)


def test_gold_takes_in_labels():
    layout = LAYOUTS["d"]
    assert layout.gold(Gold("d", 0, 0)) == (0, 15)
    assert layout.gold(Gold("d", 1, 1)) == (17, 32)
    assert layout.gold(Gold("d", 0, 2)) == (0, 44)
    assert layout.gold(Gold("d", 2, 2)) == (34, 44)


def test_a_hit_takes_in_the_label_where_it_starts_with_the_turn():
    layout = LAYOUTS["d"]
    assert layout.hit(hit(1, 0, 1, 10)) == (17, 32)
    assert layout.hit(hit(1, 3, 1, 10)) == (25, 32)
    assert layout.hit(hit(0, 0, 1, 4)) == (0, 26)
    assert layout.hit(hit(2, 4, 2, 5)) == (38, 39)


def test_gold_of_turns_that_are_not_there():
    for gold in (Gold("d", 3, 3), Gold("d", 0, 9), Gold("d", -1, 0)):
        with pytest.raises(InvalidInput, match=r"d has no turn (3|9|-1), which gold names"):
            LAYOUTS["d"].gold(gold)


def test_half_in_gold_is_a_hit_and_less_is_none():
    # Turn 1 is gold: 17 to 32. From 2 to 32 are 30 characters, 15 of them gold.
    assert LAYOUTS["d"].hit(hit(0, 0, 1, 10)) == (0, 32)
    exactly_half = Hit("d", None, None, 0, 1, 5, 3, (), "w", 1.0)  # 10 to 25: 15 characters, 8 in gold
    assert measured([exactly_half], (1, 1)).hit_1 == 1
    less = Hit("d", None, None, 0, 1, 2, 3, (), "w", 1.0)  # 7 to 25: 18 characters, 8 in gold
    assert measured([less], (1, 1)).hit_1 == 0
    equal = Hit("d", None, None, 0, 1, 4, 3, (), "w", 1.0)  # 9 to 25: 16 characters, 8 in gold
    assert measured([equal], (1, 1)).hit_1 == 1


def test_rank_of_the_first_hit():
    wrong, right = hit(0, 0, 0, 10), hit(1, 0, 1, 10)
    for rank in range(1, 12):
        found = measured([wrong] * (rank - 1) + [right] * 2, (1, 1))
        assert found.hit_1 == (rank == 1)
        assert found.hit_5 == (rank <= 5)
        assert found.mrr_10 == (pytest.approx(1 / rank) if rank <= 10 else 0)


def test_another_document_is_wrong():
    found = measured([hit(1, 0, 1, 10, document="e"), hit(1, 0, 1, 10)], (1, 1))
    assert (found.hit_1, found.mrr_10) == (0, 0.5)
    assert found.p_500w == pytest.approx(0.5)
    assert found.r_2000w == 1


def test_first_500_words_cut_pro_rata():
    # 400 words all gold (15 characters), then 200 words of which 100 fit: half of 15 characters, none gold.
    hits = [hit(1, 0, 1, 10, 400), hit(0, 0, 0, 10, 200), hit(2, 0, 2, 10, 50)]
    assert measured(hits, (1, 1), (2, 2)).p_500w == pytest.approx(15 / (15 + 7.5))
    hits = [hit(1, 0, 1, 10, 500), hit(0, 0, 0, 10, 200)]
    assert measured(hits, (1, 1)).p_500w == 1
    assert measured([hit(0, 0, 1, 10, 1000)], (1, 1)).p_500w == pytest.approx(15 / 32)


def test_first_2000_words_as_a_union():
    # The same place twice counts once; the hit that does not fit is cut from its end.
    twice = [hit(1, 0, 1, 10, 800), hit(1, 0, 1, 10, 800)]
    assert measured(twice, (1, 1), (2, 2)).r_2000w == pytest.approx(15 / 25)
    assert measured([*twice, hit(2, 0, 2, 10, 800)], (1, 1), (2, 2)).r_2000w == pytest.approx((15 + 5) / 25)
    assert measured([*twice, hit(0, 0, 0, 10, 400), hit(2, 0, 2, 10)], (1, 1), (2, 2)).r_2000w == pytest.approx(15 / 25)


def test_gold_that_overlaps_counts_once():
    found = measured([hit(1, 0, 1, 10)], (0, 1), (1, 1))
    assert found.r_2000w == pytest.approx(15 / 32)


def test_nothing_found():
    assert measured([], (1, 1)) == Scores(0, 0, 0, 0, 0)
    assert measured([hit(1, 0, 1, 10, words=0)], (1, 1)).p_500w == 1


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda one: tuple(sorted(one))), max_size=8)


@given(SPANS, SPANS)
def test_union_and_overlap_count_characters(ours, theirs):
    def characters(spans):
        return {position for start, end in spans for position in range(start, end)}

    merged = union(ours)
    assert characters(merged) == characters(ours)
    assert all(one[1] < other[0] for one, other in zip(merged, merged[1:], strict=False))
    shared = sum(overlap(span, union(theirs)) for span in merged)
    assert shared == len(characters(ours) & characters(theirs))


class Corpus:
    def turns(self, document):
        return TURNS


def test_every_question_is_measured_by_what_it_says():
    quote = Citation(1, "d", None, None, 0, "Ann", "said  in\nfull words", 0, 5)
    answers = {"a": Answer("a", "", False, (quote,)), "b": Answer("b", "", True), "c": Answer("c", "", False)}
    questions = [
        Question("a", gold=(Gold("d", 1, 1),), quote="in full"),
        Question("b", quote="in full", answerable=True),
        Question("b", answerable=False),
        Question("c", answerable=False),
        Question("a", answerable=True),
        Question("d"),
    ]
    asked, done, searched = [], [], []

    def retrieve(question, k):
        searched.append((question.question, k))
        return [hit(1, 0, 1, 10)]

    def ask(question):
        asked.append(question.question)
        return answers[question.question]

    result = evaluate(questions, Corpus(), retrieve, ask, done.append)
    assert searched == [("a", MOST_HITS)]
    assert asked == ["a", "b", "b", "c", "a"]
    assert done == [1, 2, 3, 4, 5, 6]
    assert [held for _, held in result.quoted] == [True, False]
    assert result.means() == {
        **{"hit_1": 1, "hit_5": 1, "mrr_10": 1, "p_500w": 1, "r_2000w": 1, "with_gold": 1},
        **{"quoted": 0.5, "with_quote": 2, "answered_of_answerable": 0.5, "abstained_of_unanswerable": 0.5},
    }
    assert Evaluation().means() == {}


def test_questions_of_which_nothing_was_to_be_measured_gave_an_empty_table(tmp_path):
    (tmp_path / "questions.jsonl").write_text('{"question": "Who spoke?", "golds": []}')
    with pytest.raises(InvalidInput, match="what is to be measured: give gold, quote or answerable"):
        load(tmp_path / "questions.jsonl")


def test_load(tmp_path):
    path = tmp_path / "questions.jsonl"
    gold = [{"document": "d", "first_turn": 1, "last_turn": 2}]
    records = [
        {"question": "Who?", "document": "d", "gold": gold, "quote": "q", "answerable": False, "kind": "k"},
        {"question": "Line\u2028separator"},
    ]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\n".join(lines).encode())
    first, second = load(path)
    assert first == Question("Who?", "d", (Gold("d", 1, 2),), "q", False, "k")
    assert second == Question("Line\u2028separator")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "1",
        "null",
        "{}",
        '{"question": ""}',
        '{"question": 5}',
        '{"question": "Q", "gold": [{}]}',
        '{"question": "Q", "gold": 5}',
        '{"question": "Q", "gold": [{"document": "d", "first_turn": "x", "last_turn": 2}]}',
        '{"question": "Q", "gold": [{"document": "d", "first_turn": 3, "last_turn": 2}]}',
        '{"question": "Q", "answerable": "no"}',
        '{"question": "Q", "document": 5}',
        '{"question": "Q", "quote": ["a"]}',
        "[" * 100_000,
    ],
    ids=lambda line: line[:60],
)
def test_a_bad_line_is_named(tmp_path, line):
    path = tmp_path / "questions.jsonl"
    path.write_text(f'{{"question": "Q"}}\n\n{line}\n')
    with pytest.raises(InvalidInput, match="questions.jsonl, line 3: not a question"):
        load(path)


def test_files_that_hold_no_questions(tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n\n")
    with pytest.raises(InvalidInput, match="holds no questions"):
        load(empty)
    with pytest.raises(UnreadableFile, match="absent"):
        load(tmp_path / "absent.jsonl")
    empty.write_bytes(b"\xff\xfe{")
    with pytest.raises(UnreadableFile, match="not UTF-8"):
        load(empty)
    with pytest.raises(UnreadableFile):
        load(tmp_path)
