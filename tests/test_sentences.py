"""qa.sentences: where sentences end, and that no word falls between two of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.sentences import around, count_words, spans
from tests.support.growth import linear


def cut(text):
    return [text[start:end] for start, end in spans(text)]


# Sentences apart by " | ": the text is the line without the bars.
LINES = {
    "title before a name": "Mr. Minister, thank you. | Dr. Lee and Mrs. Ito agree.",
    "initials before a name": "I met J. Blinken. | J. F. Kennedy spoke. | J.F. Kennedy left.",
    "initials of a country": "The U.S. Secretary spoke. | The U.S. and China met.",
    "initials at the end": "We live in the U.S. | He left. | It is in Washington, D.C. | The end.",
    "the pronoun I is no initial": "It was she or I. | Nobody else came.",
    "letter at the end": "He got an A. | Then he left.",
    "time of day": "At 9 a.m. we met. | At 5 p.m. Monday we left. | It ended at 6 p.m. | The room was dark.",
    "no as an answer": "No. | I disagree. | He said no. | We left.",
    "number after No.": "Take No. 5 first. | Then No. 7.",
    "month": "On Oct. 5 we left. | It was in Oct. | We had left by then.",
    "month names that are words": "He sat. | In the sun. | Mar. 3 is a Sunday. | They march. | May we go?",
    "street": "I live on Main St. | We like it. | St. David was there.",
    "company": "He is with Apple Inc. | They pay well. | Apple Inc. Chairman Smith came.",
    "latin": "We saw Smith et al. there, e.g. Germany and i.e. the U.S. team. | Yes.",
    "number with a point": "It grew by 3.5 per cent. | Then by 10.",
    "ellipsis goes on": "Well... yes, I think so. | Well… | No.",
    "question inside a sentence": "“Why?” he asked. | “Go!” | They went.",
    "quote closes after the mark": 'He said "Go." | Then he left. | (He left.) | Yes.',
    "several marks": "What?! | No!! | Really?",
    "spoken, marks apart": "OK , we 're on . | So , um , I 'd like that . | Yeah .",
    "spoken, title apart": "Mr . Smith went . | Yes .",
    "dash that opens": "It ended. | — Then it began.",
    "number that opens": "That is all. | 5 people came.",
    "hindi and arabic": "यह सच है। | वह गया। | هل ذهب؟ | نعم.",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_where_sentences_end(line):
    assert cut(line.replace(" | ", " ")) == line.split(" | ")


def test_chinese_and_japanese_need_no_space():
    assert cut("谢谢。我们走！“好。”然后") == ["谢谢。", "我们走！", "“好。”", "然后"]
    assert cut("「はい。」そうです。本当？") == ["「はい。」", "そうです。", "本当？"]


def test_paragraphs_end_sentences_and_wrapped_lines_do_not():
    assert cut("no mark here\n\nand none here\n \t\nor here") == ["no mark here", "and none here", "or here"]
    assert cut("one\nsentence.") == ["one\nsentence."]


def test_nothing_capitalised_is_still_cut():
    assert cut("so we went. then we came back. did we? yes") == ["so we went.", "then we came back.", "did we?", "yes"]


def test_nothing_to_cut():
    assert spans("") == ()
    assert spans(" \n\n\t ") == ()
    assert spans("  word  ") == ((2, 6),)
    assert cut("...") == ["..."]


PIECES = ["Mr.", "U.S.", "a.m.", "No.", "no", "5", "3.5", "...", "…", '"', "”", ")", "(", "。", "！", "谢谢", "I", "We"]
PIECES += ["J.", "word", "Word.", "?", "!", ".", " ", "  ", "\n", "\n\n", "\n \n", "\u00a0", "\u2028", "’s", "é", "।"]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@given(TEXTS)
def test_every_character_lies_in_one_sentence(text):
    found = spans(text)
    covered = [position for start, end in found for position in range(start, end)]
    assert covered == sorted(set(covered)), "out of order, or twice"
    assert {position for position, char in enumerate(text) if not char.isspace()} <= set(covered)
    for start, end in found:
        assert start < end and not text[start].isspace() and not text[end - 1].isspace()


@given(TEXTS)
def test_sentences_say_what_the_text_says(text):
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


LONG = ["a", "a ", " ", "\n", ".", ". ", "a.b", "A. ", "Mr. A", '."', '".', "\n \n x"]
LONG += ["?)", "\n ", "。”", "U.", "é’", "1,"]


@pytest.mark.parametrize("unit", LONG)
def test_long_inputs_take_linear_time(unit):
    def run(length: int) -> None:
        text = unit * (length // len(unit)) + "x"
        spans(text)
        count_words(text)

    # What grows with the square takes minutes at this length; linear work takes well under a second.
    assert linear(run, 200_000)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        (" — … !", 0),
        ("one two  three", 3),
        ("It's Smith’s mother-in-law.", 3),
        ("1,000 people, 3.5 per cent", 5),
        ("we 're on .", 3),
        ("谢谢 you", 3),
        ("お誕生日", 4),
        ("한국", 2),
        ("snake_case", 2),
    ],
)
def test_count_words(text, words):
    assert count_words(text) == words


def test_the_sentence_around_a_position():
    text = "He came late. Mr. Lee was there. Nobody spoke."
    assert around(text, text.index("Lee")) == "Mr. Lee was there."
    assert around(text, 0) == "He came late."
