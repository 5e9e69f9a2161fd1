"""Whose words are asked for, where it is no speaker; and what stands beside the sentence that was found."""

from __future__ import annotations

import pytest

from qa.assistant import Assistant
from qa.config import Settings
from qa.indexing import build_index
from qa.questions.attributed import asks_for_mind_of
from tests.answering.checks import assert_verbatim, reading, said_by


def test_somebody_without_a_voice_here_is_not_answered_for_by_everybody(assistant):
    answer = assistant.ask("What did the nurses' union say?")
    assert answer.confidence < 0.9
    assert answer.searched.topic == ("nurses", "union")
    assert all("nurse" in one.quote or "member" in one.quote for one in answer.citations[:1])
    assert any("No speaker goes by “nurses' union”: whoever speaks of it is quoted." in one for one in answer.notes)


def test_one_of_two_without_a_voice(assistant):
    answer = assistant.ask("What did the fire chief and Tom Abara say about the fire?")
    assert said_by(answer) <= {"TOM ABARA (CFO)"}
    assert "No speaker goes by “fire chief”." in answer.notes


def test_nobody_says_it_and_it_is_nobody_here(assistant):
    answer = assistant.ask("What did the golf club say?")
    assert answer.abstained


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who is buying the swimming pool business?", "Northlake Partners"),
        ("Why did gross margin fall?", "copper explains the rest"),
        ("What happened on June 22nd?", "On June 22nd"),
    ],
)
def test_what_the_best_sentence_lacks_stands_beside_it(assistant, question, words):
    answer = assistant.ask(question)
    assert any(words in one.quote for one in answer.citations)
    assert_verbatim(assistant, answer)


def test_the_direct_answer_comes_first_and_then_what_was_said_before_it(assistant):
    answer = assistant.ask("Why did Dietz leave Meridian Rail?")
    assert "I was moved to the timetable office" in answer.citations[0].quote
    assert_verbatim(assistant, answer)


def test_whoever_only_shares_a_name_does_not_hide_what_is_reported(assistant):
    answer = assistant.ask("What did Feld tell Quill?")
    assert [(one.speaker, one.reports) for one in answer.citations] == [("MR. QUILL", "Feld")]
    assert "Lucas Feld does not answer this" in answer.answer


def test_what_two_say_about_a_third_is_no_comparison_with_the_third(assistant):
    answer = assistant.ask("What did Councillor Park and Councillor Duval say about Lindqvist?")
    assert answer.kind == "compare" and said_by(answer) <= {"COUNCILLOR PARK", "COUNCILLOR DUVAL"}
    # Two go by that name, and neither is compared with the Lindqvist who speaks elsewhere.
    both = assistant.ask("What did Park say about Lindqvist?")
    assert "Maja Lindqvist" not in said_by(both) and "Lindqvist" in both.citations[0].quote


def test_whoever_asked_is_quoted_and_not_whoever_answered(assistant):
    answer = assistant.ask("Who asked about a strike?")
    assert said_by(answer) == {"ANALYST"}


def test_a_day_asked_for_afterwards(assistant):
    first = assistant.ask("What did Marsh say about the fire?")
    then = assistant.ask("when was it?", history=[first])
    assert not then.abstained and any("May 9th" in one.quote for one in then.citations)


def test_a_summary_in_more_detail_stays_one(assistant):
    first = assistant.ask("Summarize the rail safety hearing")
    more = assistant.ask("in more detail", history=[first])
    assert more.kind == "summary" and len(more.citations) > len(first.citations)


def test_only_a_name_is_asked_about_where_nothing_is_stated(tmp_path):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("BOB: The harbour at Calloway opens in May.\n\nANN: Hm.\n\nBOB: It does, at noon.")
    build_index(Settings(seeds=seeds, index=tmp_path / "index"))
    opened = Assistant.open(tmp_path / "index")
    try:
        assert opened.ask("What about Calloway?", speaker="ANN").abstained
        assert not opened.ask("What about Calloway?", speaker="BOB").abstained
    finally:
        opened.close()


def test_an_office_of_something_is_held_by_whoever_has_it_there(assistant):
    answer = assistant.ask("What did the CEO of Tessaly say about the pumps?")
    assert {one.speaker for one in answer.citations} == {"ELENA MARSH (CEO)"}
    nobody = assistant.ask("What did the CEO of Northwind say about the pumps?")
    assert nobody.abstained and "does not speak" in nobody.answer


SAID_IN_ONE = """Gordon Peake: Treasurer, would you spoil our evening?

Anthea Lowe: We lost nine thousand pounds on the tour. I want two signatures on every bill until the end of July.

Gordon Peake: And the van?

Bea Carrow: Speaking as stage manager, I can't load the van alone in the rain.

Nils Petrie: As your verger I must say the crypt is wet again, and it was up to my knees on the third.

Gordon Peake: And the theatre in Sankt Orlen, with the trap?

Bea Carrow: I want a signed sheet from that theatre before anybody jumps on it.

Gordon Peake: Dean, the last word is yours.

Hugh Pellant: As your Dean I think it is wrong to sell tickets to a house of prayer.
"""
SAID_IN_BETWEEN = """Gordon Peake: We have with us the Minister for Culture, Ms Tarn. Shall the tour go on?

Odile Tarn: I would pay for two more summers of the tour, and not for one day longer.

Gordon Peake: And who is for the city?

Felix Ostrander: Felix Ostrander, city attorney. A tour needs a licence in every parish, and I would not pay for those.
"""
SAID_IN_ANOTHER = """Gordon Peake: We found it in the reserve, which our treasurer, Anthea Lowe, has not forgiven.

Bea Carrow: She will, by Christmas.
"""


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    files = {
        "2023-03-14-board.txt": SAID_IN_ONE,
        "2023-09-20-hearing.txt": SAID_IN_BETWEEN,
        "2024-05-31-talk.txt": SAID_IN_ANOTHER,
    }
    with reading(tmp_path_factory.mktemp("company"), files) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "speaker", "shown"),
    [
        # Told where she doesn't speak; "Treasurer, …" begins a sentence, and is no name.
        ("What did the treasurer want for every bill?", "Anthea Lowe", "which our treasurer"),
        ("What did the stage manager say about the van?", "Bea Carrow", "Speaking as stage manager"),
        ("What did the verger say about the crypt?", "Nils Petrie", "As your verger I must say"),
        # Announced the other way about; by himself, and without a word between.
        ("What did the culture minister say she would pay for?", "Odile Tarn", "the Minister for Culture, Ms Tarn"),
        ("What did the city attorney say about the tour?", "Felix Ostrander", "Felix Ostrander, city attorney"),
    ],
)
def test_a_role_is_told_by_those_who_speak_of_it(company, question, speaker, shown):
    answer = company.ask(question)
    assert said_by(answer) == {speaker}
    assert any(f"is taken to be {speaker}" in note and shown in note for note in answer.notes)


def test_a_title_before_a_surname_is_no_other_persons_name(company):
    answer = company.ask("What does Dean Pellant think of selling tickets?")
    assert said_by(answer) == {"Hugh Pellant"}
    assert "sell tickets to a house of prayer" in answer.answer


def test_what_was_named_just_before_is_spoken_of(company):
    answer = company.ask("What did Bea Carrow want from the theatre in Sankt Orlen before the trap was used?")
    assert said_by(answer) == {"Bea Carrow"}
    assert "a signed sheet from that theatre" in answer.answer


def test_whether_somebody_can_ever_do_something_is_told_by_anybody():
    assert not asks_for_mind_of("Declan", "Can Declan ever fight with swords again?")
    assert asks_for_mind_of("Declan", "Does Declan still think that he was pushed?")


def test_roles_are_compared(company):
    answer = company.ask("the culture minister vs the city attorney on paying for the tour in september 2023")
    assert answer.kind == "compare" and said_by(answer) == {"Odile Tarn", "Felix Ostrander"}


def test_the_clerk_is_the_clerk_of_either_body(tmp_path):
    files = {
        "board.txt": "CLERK: Trustee Beam?\n\nTRUSTEE BEAM: Here, and glad.\n\nCLERK: Trustee Whitcomb is absent.\n",
        "lords.txt": "The Chair: Is there compensation in the bill?\n\nThe Clerk: Clause 9 sets aside fourteen million "
        "pounds for compensation, my Lady.\n\nThe Chair: That is not a great deal of money.\n",
    }
    with reading(tmp_path, files) as bodies:
        assert said_by(bodies.ask("What did the clerk say about compensation?")) == {"The Clerk"}
        assert said_by(bodies.ask("What did the clerk say about Whitcomb?")) == {"CLERK"}


def test_what_somebody_says_of_a_sister_is_said_about_her(tmp_path):
    text = (
        "GEMMA: Nobody told me how a nurse does it.\n\nROSA: My sister's a nurse, and would laugh at us.\n\n"
        "DEV: My brother bakes, and so do I.\n"
    )
    with reading(tmp_path, {"a.txt": text}) as talk:
        answer = talk.ask("What did Rosa's sister say?")
        assert answer.abstained and said_by(answer) == {"ROSA"}
        assert "Nobody mentions" in talk.ask("What did Gemma's brother say?").answer
