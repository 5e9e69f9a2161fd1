"""qa.resolution.spelling: what is put right in a question as it was typed, and what is left alone."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index
from qa.resolution.spelling import Vocabulary, corrected

TALK = """Committee on the Park
March 14, 2023

BEATRIX WIERZBA: The committee has twenty-seven recommendations, and the programme goes on regardless of the diesel.

OWEN TULLY: I would have read the programmes and the recommendations aloud, powder and all. It is a steady harbour.

BEATRIX WIERZBA: Regardless of that I moved the harbour wall. There was a mower and a motor on it, and microgardens.
"""


@pytest.fixture(scope="module")
def park(tmp_path_factory):
    folder = tmp_path_factory.mktemp("park")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "2023-03-14-park.txt").write_text(TALK, "utf-8")
    build_index(Settings(seeds=folder / "seeds", index=folder / "index"))
    assistant = Assistant.open(folder / "index")
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("how many recomendations are there", "how many recommendations are there"),
        ("what did the comittee find", "what did the committee find"),
        ("is the harbuor steady", "is the harbour steady"),
        ("Reccommendations of the committee?", "Recommendations of the committee?"),
        # Words that questions are made of, said or not.
        ("wht did wierzbaa say abot the harbour", "what did wierzba say about the harbour"),
        # A compound as it is said: in one word, in two, with a hyphen.
        ("is it about the twentyseven recommendations", "is it about the twenty seven recommendations"),
        ("what did he say of the harbourwall", "what did he say of the harbour wall"),
        ("what of the recom mendations", "what of the recommendations"),
        ("how are the gardens", "how are the microgardens"),
        ("Gardens of the committee?", "microgardens of the committee?"),
        # A speaker's name as well, wherever it stands.
        ("What did Weirzba say of the harbour?", "What did Wierzba say of the harbour?"),
    ],
)
def test_a_slip_is_put_right(park, typed, meant):
    with park.snapshot() as snapshot:
        assert corrected(typed, Vocabulary(snapshot.corpus, park.embedder(snapshot))) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "how many recommendations are there",
        # Another form of a word that is said; a word that the model knows; one that nothing said is near to.
        "what about the diesels and the powders",
        "is there a memorandum",
        "who is in favour of desalination",
        # A name that is no speaker's, and what is quoted.
        "What does Comittey want?",
        'did anyone say "the comittee"',
        "",
    ],
)
def test_what_may_be_meant_as_it_is_stays(park, typed):
    with park.snapshot() as snapshot:
        assert corrected(typed, Vocabulary(snapshot.corpus, park.embedder(snapshot))) == typed


class Words:
    """A vocabulary of a few words."""

    def __init__(self, said, names=()):
        self.said, self.names = said, frozenset(names)

    def known(self, words):
        return [word in self.said for word in words]

    def may_be_said(self, word):
        return word in self.said

    is_said = may_be_said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what was said abuot the fery", "what was said about the ferry"),
        ("did tehy name wnag", "did they name wang"),
        ("is the pooll open", "is the pool open"),
        # Another letter makes another word; a capital in the middle may begin a name; a plural is no slip.
        ("is the fary open", "is the fary open"),
        ("did Fery name it", "did Fery name it"),
        ("what of gras", "what of gras"),
    ],
)
def test_a_short_word_is_put_right_where_its_letters_are_all_there(typed, meant):
    words = Words({*"what was said about the ferry did they name is pool open of grass it fay".split()}, {"wang"})
    assert corrected(typed, words) == meant


def test_of_two_words_as_near_neither_is_taken():
    assert corrected("the paraters", Words({"parasters", "paranters"})) == "the paraters"
    assert corrected("the paraters", Words({"parasters"})) == "the parasters"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("did she apologise", "did she apologize"),
        ("is it authorised", "is it authorized"),
        ("the flavour of it", "the flavor of it"),
        ("what was the dividend", "what was the divided"),
    ],
)
def test_another_spelling_and_another_word_are_no_slips(typed, said):
    assert corrected(typed, Words(set(said.split()))) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wich tram", "which tram"),
        ("and wy?", "and why?"),
        ("Wen did it open", "When did it open"),
        ("whats the fare and why didnt it rise", "what's the fare and why didn't it rise"),
        ("Wen Jiabao", "Wen Jiabao"),
        ("in wat", "in wat"),
        ('did she say "dont"', 'did she say "dont"'),
    ],
)
def test_words_that_ask_are_put_right_though_others_are_as_near(typed, meant):
    words = Words({*"the tram fare did it open rise jiabao in she say and".split(), "wen", "wat"})
    assert corrected(typed, words) == meant


def test_a_name_in_a_follow_up_is_put_right_before_it_is_completed(park):
    before = park.ask("What was said about the recommendations?")
    again = park.ask("wy?", history=[before])
    assert again.searched_for == "What was said about the recommendations: why?"


def test_the_user_sees_what_was_searched_for(park):
    answer = park.ask("how many recomendations does the comittee have")
    assert answer.question == "how many recomendations does the comittee have"
    assert answer.searched_for == "how many recommendations does the committee have"
    assert "twenty-seven recommendations" in answer.citations[0].quote
    assert park.ask("how many recommendations does the committee have").searched_for is None


def test_a_misspelt_title_names_nobody_else(tmp_path):
    text = "CHAIR: Professor Dahl, what of it?\n\nPROFESSOR DAHL: The sandeel is all but gone from the bank.\n"
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(text, "utf-8")
    build_index(Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"))
    assistant = Assistant.open(tmp_path / "index")
    answer = assistant.ask("What did Profesor Dahl say about the sandeel?")
    assistant.close()
    assert answer.searched_for == "What did Professor Dahl say about the sandeel?" and not answer.abstained


def test_a_word_was_made_one_that_means_something_else():
    assert corrected("what of the national policy", Words({"international", "policy"})) == "what of the national policy"
