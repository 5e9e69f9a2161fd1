"""Who a label without a given name is taken for: whoever was asked for in full and is addressed so, and nobody else."""

from __future__ import annotations

import re

import pytest

from qa.answering.addressed import identities
from qa.models import Document, Mention, Speaker, Who
from qa.transcripts import read_text
from tests.answering.checks import assert_verbatim, said_by

LIBRARY = "2024-04-16-council-library.txt"


class Said:
    """Transcripts, as a corpus: council.txt, 1.txt, 2.txt …"""

    def __init__(self, *texts: str) -> None:
        paths = ["council.txt", *(f"{number}.txt" for number in range(1, len(texts)))]
        self.transcripts = {path: read_text(text, path) for path, text in zip(paths, texts, strict=True)}

    def document(self, path: str) -> Document:
        transcript = self.transcripts[path]
        return Document(path, transcript.title, None, "dialogue", len(transcript.turns), 0, 1, ())

    def turns(self, path, first, last):
        return [turn for turn in self.transcripts[path].turns if first <= turn.index <= last]

    def find(self, text, scope, limit=None):
        places = re.compile(rf"\b{re.escape(text)}\b", re.IGNORECASE)
        return [
            Mention(path, turn.index, match.start(), match.end())
            for path in scope.documents
            for turn in self.transcripts[path].turns
            for match in places.finditer(turn.text)
        ]

    def speakers(self):
        documents: dict[Who, list[str]] = {}
        for path, transcript in self.transcripts.items():
            for who in dict.fromkeys(turn.who for turn in transcript.turns if turn.who):
                documents.setdefault(who, []).append(path)
        return [Speaker(who.label, who.person, 1, 1, tuple(paths)) for who, paths in documents.items()]


def taken(name: str, *texts: str) -> dict[str, str]:
    corpus = Said(*texts)
    return {one.speaker.label: one.note for one in identities(name, corpus.speakers(), corpus)}


PARK = "COUNCILLOR PARK: I want the boat. It runs in the spring.\n\n"
DUVAL = "COUNCILLOR DUVAL: I do not want it at all.\n\n"


def test_who_is_called_by_name_right_after_speaking():
    note = taken("Daniel Park", PARK + "COUNCILLOR DUVAL: It's no offer, Daniel, it's a talk.\n\n" + PARK)
    assert note == {
        "COUNCILLOR PARK": "COUNCILLOR PARK is taken to be Daniel Park: in “council.txt”, "
        "COUNCILLOR DUVAL says “It's no offer, Daniel, it's a talk.”"
    }


@pytest.mark.parametrize(
    "called", ["Daniel, the boat is yours.", "It's one or the other, Daniel.", "Is it, Daniel? It is not."]
)
def test_ways_of_calling(called):
    assert taken("Daniel Park", PARK + f"COUNCILLOR DUVAL: {called}\n\n" + PARK)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        # Spoken of, and not to.
        ("Daniel Park", PARK + "COUNCILLOR DUVAL: I met Daniel last week.\n\n" + PARK),
        # Somebody else of the family is there, to whom it may be said.
        ("Daniel Park", PARK + "MS. PARK: No.\n\nCOUNCILLOR DUVAL: Not you, Daniel.\n\n" + PARK),
        # Another Daniel is.
        ("Daniel Park", PARK + "DANIEL KIM: Yes.\n\nCOUNCILLOR DUVAL: Thanks, Daniel.\n\n" + PARK),
        # The other has the word neither before nor after.
        ("Daniel Park", PARK + DUVAL + "MR. HALE: Come in, Daniel.\n\n" + DUVAL + PARK),
        # Another given name, another family name, none.
        ("Grace Park", PARK + "COUNCILLOR DUVAL: It's no offer, Daniel.\n\n" + PARK),
        ("Daniel Parker", PARK + "COUNCILLOR DUVAL: It's no offer, Daniel.\n\n" + PARK),
        ("Park", PARK + "COUNCILLOR DUVAL: It's no offer, Daniel.\n\n" + PARK),
        # "Ms. Daniel Park" is no Mr. Park.
        ("Mr. Daniel Park", "MS. PARK: I run it.\n\nMR. HALE: Well, Daniel.\n\nMS. PARK: Yes.\n\nMR. HALE: Fine.\n"),
        # A list, somebody's son, a word, a part of another name, a Mr. of that name.
        ("Daniel Park", PARK + "COUNCILLOR DUVAL: The clerks, Ann, Daniel, and Rosa, did well.\n\n" + PARK),
        ("Daniel Park", PARK + "COUNCILLOR DUVAL: My son, Daniel, rides it too.\n\n" + PARK),
        ("Art Park", PARK + "COUNCILLOR DUVAL: We fund music, art, and sport.\n\n" + PARK),
        ("Rose Park", PARK + "COUNCILLOR DUVAL: Costs fell, rose, and fell again.\n\n" + PARK),
        ("Ann Park", PARK + "COUNCILLOR DUVAL: Thank you, Mary-Ann.\n\n" + PARK),
        ("Thomas Park", PARK + "COUNCILLOR DUVAL: Thank you, Mr. Thomas.\n\n" + PARK),
        # Said to the one before, or to the one after: once may be chance.
        ("Daniel Park", PARK + "MAYOR HALE: Thank you. Daniel, your view?\n\nCOUNCILLOR KIM: I like it.\n\n" + PARK),
        # An office that is spoken of.
        (
            "Mary Lee",
            "MR. ROE: Judge Mary Lee was overruled.\n\nMR. HALE: Yes.\n\nJUDGE LEE: Go on.\n\nMR. ROE: Thanks.\n",
        ),
        # A speaker's own words say nothing of who that is.
        ("Daniel Park", PARK + DUVAL + "COUNCILLOR PARK: I am, as Daniel, glad.\n\n" + DUVAL),
        # Who is only mentioned is no speaker, whatever office both hold.
        ("Wang Yi", "ANN ROE: I met Minister Wang Yi today.\n\nMINISTER WANG: Thank you.\n\nANN ROE: Yes.\n"),
        ("John Lee", "ANN ROE: I met Foreign Minister John Lee.\n\nMINISTER LEE: Thank you.\n\nANN ROE: Yes.\n"),
        ("John Lee", "MS. ROE: When did Mr. John Lee die?\n\nMR. LEE: In May.\n\nMS. ROE: And then?\n\nMR. LEE: No.\n"),
    ],
)
def test_nobody_is_taken_for_anybody_else(name, text):
    assert taken(name, text) == {}


def test_an_office_with_the_name_in_full():
    text = (
        "MAYOR HALE: Councillor Daniel Park brought the motion.\n\n" + PARK + "MS. PARK: I run the library.\n\n" + DUVAL
    )
    assert list(taken("Daniel Park", text * 2)) == ["COUNCILLOR PARK"]
    assert not taken("Grace Park", text * 2)


def test_one_of_two_with_the_same_office_is_not_chosen():
    text = "MAYOR HALE: Councillor Daniel Park moves it.\n\n" + PARK + "COUNCILLOR GRACE PARK: I second it.\n\n"
    assert not taken("Daniel Park", text * 2)


CALLED = PARK + "COUNCILLOR DUVAL: It's no offer, Daniel.\n\n" + PARK
PLAIN = PARK + DUVAL + PARK


def test_one_office_in_several_transcripts():
    assert list(taken("Daniel Park", CALLED, PLAIN)) == ["COUNCILLOR PARK"]


@pytest.mark.parametrize(
    "elsewhere",
    [
        PARK + "COUNCILLOR DUVAL: Thank you, Grace.\n\n" + PARK,
        "MAYOR HALE: Councillor Grace Park moves it.\n\n" + PARK + "MAYOR HALE: Thanks.\n\n",
    ],
)
def test_an_office_that_somebody_else_holds_elsewhere(elsewhere):
    assert not taken("Daniel Park", CALLED, elsewhere)
    assert not taken("Grace Park", CALLED, elsewhere)


def test_there_is_more_than_one_mr_lee():
    lee = "MR. LEE: I do.\n\n"
    called = lee + "MS. ROE: Thank you, Tom.\n\n" + lee
    assert taken("Tom Lee", called)
    assert not taken("Tom Lee", called, lee + "MS. ROE: And then?\n\n" + lee)


def test_who_gives_the_name_at_first():
    text = "MAYOR HALE: Come on up.\n\nMR. BREMNER: Good evening. Samuel Bremner, I run the kitchens.\n\n"
    assert list(taken("Samuel Bremner", text * 2)) == ["MR. BREMNER"]
    later = "MR. BREMNER: I run it.\n\nMAYOR HALE: And?\n\nMR. BREMNER: Samuel Bremner, my father, built it.\n\n"
    assert not taken("Samuel Bremner", later)


def test_a_label_in_other_capitals():
    text = "MAYOR HALVORSEN: Hello.\n\nANN: Welcome, Mayor Ingrid Halvorsen.\n\nMayor Halvorsen: Thanks.\n\n"
    assert set(taken("Ingrid Halvorsen", text * 2)) == {"MAYOR HALVORSEN", "Mayor Halvorsen"}


def test_a_guest_who_is_introduced():
    text = "MAYOR HALE: Ms. Grace Park, the director, is here.\n\nMS. PARK: Thank you, Mayor.\n\n" + PARK
    assert list(taken("Grace Park", text * 2)) == ["MS. PARK"]


def test_words_under_both_labels_answer(assistant):
    answer = assistant.ask("What did Daniel Park say about closing the library?")
    assert "COUNCILLOR PARK" in said_by(answer) <= {"COUNCILLOR PARK", "Daniel Park"}
    assert "I'm going to vote to close it" in answer.citations[0].quote
    assert any(note.startswith("COUNCILLOR PARK is taken to be Daniel Park: in “") for note in answer.notes)
    assert_verbatim(assistant, answer)


def test_the_note_quotes_what_was_said(assistant):
    (note,) = assistant.ask("What did Grace Park say about the roof?", document=LIBRARY).notes
    said = note.partition(" says “")[2].removesuffix("”")
    with assistant.snapshot(search=False) as snapshot:
        assert any(said in turn.text for turn in snapshot.corpus.turns(LIBRARY, 0, 200))


def test_where_only_the_short_label_speaks(assistant):
    answer = assistant.ask("What did Daniel Park say about closing the library?", document=LIBRARY)
    assert said_by(answer) == {"COUNCILLOR PARK"}


def test_words_are_counted_under_both_labels(assistant):
    answer = assistant.ask("How often did Daniel Park say “library”?", document=LIBRARY)
    assert answer.count and said_by(answer) == {"COUNCILLOR PARK"}


def test_who_is_named_too_is_not_taken_for_another(assistant):
    answer = assistant.ask("How do Daniel Park and Councillor Bellweather differ on the flood wall?")
    assert said_by(answer) <= {"COUNCILLOR PARK", "Daniel Park", "COUNCILLOR BELLWEATHER", "Ruth Bellweather"}
    answer = assistant.ask("How do Daniel Park and Councillor Park differ on the library?")
    quotes = [citation.quote for citation in answer.citations]
    assert len(set(quotes)) == len(quotes)


def test_no_note_where_nobody_was_taken_for_somebody(assistant):
    answer = assistant.ask(
        "What did Daniel Park say about the data centre's water?", document="2025-02-11-town-forum.json"
    )
    assert not [note for note in answer.notes if "taken to be" in note]


def test_a_namesake_stays_somebody_else(assistant):
    answer = assistant.ask("What did Rosa Park say about the ferry?")
    assert answer.abstained
    assert "Rosa Park does not speak" in answer.answer


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did Ms. Park say in the town forum?", "Ms. Park"),
        ("What did Ms. Okafor say in the museum meeting?", "Ms. Okafor"),
    ],
)
def test_a_titled_name_is_not_another_of_that_surname(assistant, question, name):
    answer = assistant.ask(question)
    assert answer.abstained
    assert answer.answer.startswith(f"{name} does not speak in ")


@pytest.mark.parametrize("who", ["Nneka Okafor", "the finance director"])
def test_who_introduces_herself_once_is_the_same_among_the_same_people(assistant, who):
    answer = assistant.ask(f"What did {who} say about the pier?")
    assert said_by(answer) == {"MS. OKAFOR"}
    assert any("MS. OKAFOR is taken to be Nneka Okafor" in note for note in answer.notes)


OPENING = "CHAIRWOMAN DELGADO: Mr. Thomas Brandt is the chief executive of Halloway. {more}\n\n"
BRANDT = "MR. BRANDT: Thank you. The gates were inspected in May.\n\nCHAIRWOMAN DELGADO: Go on, please.\n\n"


def test_a_witness_who_is_said_to_be_something_before_he_speaks():
    note = taken("Thomas Brandt", OPENING.format(more="Mr. Brandt, your statement.") + BRANDT * 2)
    assert list(note) == ["MR. BRANDT"]


@pytest.mark.parametrize("more", ["Mr. Samuel Brandt is the engineer.", "With us is his brother, Mr. Samuel Brandt."])
def test_a_witness_is_nobody_where_two_of_that_name_are_spoken_of(more):
    assert not taken("Thomas Brandt", OPENING.format(more=more) + BRANDT * 2)


def test_a_witness_who_has_spoken_before_is_not_introduced():
    assert not taken("Thomas Brandt", BRANDT * 2 + OPENING.format(more="He could not come."))


STROUD = "STROUD: The board voted this morning.\n\nQUESTION: When will it open, sir?\n\nSTROUD: In March.\n\n"


def test_who_is_announced_in_full_is_the_bare_surname_that_then_has_the_word():
    said = "MODERATOR: Good afternoon. Martin Stroud will make a short statement.\n\n" + STROUD
    assert list(taken("Martin Stroud", said)) == ["STROUD"]


@pytest.mark.parametrize("said", ["Martin Stroud will be missed.", "Carla Stroud will make a short statement."])
def test_who_is_only_spoken_of_before_a_surname_has_the_word_is_not_announced(said):
    assert not taken("Martin Stroud", f"MODERATOR: Good afternoon. {said}\n\n{STROUD}")


def test_who_is_announced_after_a_surname_had_the_word_need_not_bear_it():
    said = STROUD + "MODERATOR: Thank you. Martin Stroud will make a short statement.\n\nBELL: When?\n\n"
    assert not taken("Martin Stroud", said)
