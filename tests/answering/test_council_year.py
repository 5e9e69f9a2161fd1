"""Answers of all that is there, over one year of a council: the same people, printed otherwise each time."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by

JANUARY = """Harwick Town Council, January meeting
January 16, 2024

MAYOR CALDER: First item, the swimming pool. The pool on Dyer Lane has been shut since the boiler failed in November.

MR. LYLE: The engineer's first estimate for the repair is one point two million dollars.

COUNCILLOR TOM BRANDT: One point two million for a pool that's open ten weeks a year. We should fill it in.

COUNCILLOR HELEN BRANDT: I'm also against spending this on the pool. We have a senior center with a leaking roof.

COUNCILLOR NAIR: I'm in favor of the repair. Two hundred and forty kids learned to swim there last summer.

MAYOR CALDER: Next, parking on Market Street.

COUNCILLOR TOM BRANDT: I'm against any parking fee. People will drive to the mall.

COUNCILLOR OSGOOD: I move that we introduce a parking fee of one dollar an hour on Market Street.

COUNCILLOR NAIR: Second.

MS. FARROW: Councillor Tom Brandt?

COUNCILLOR TOM BRANDT: No.

MS. FARROW: Councillor Helen Brandt?

COUNCILLOR HELEN BRANDT: Aye.

MS. FARROW: Councillor Nair?

COUNCILLOR NAIR: Aye.

MAYOR CALDER: The motion carries, two to one. Sergeant Whitlow, a word about staffing.

SGT. WHITLOW: We're budgeted for fourteen officers, and right now I've got eleven.

COUNCILLOR HELEN BRANDT: I'd support a raise for the officers. You can't keep people when the county pays more.
"""
MARCH = """Harwick Town Council, March meeting
March 12, 2024

Mayor Calder: We have the library tonight, and food trucks, and a word on the pool.

Councillor Nair: Students have nowhere to go. I move that the library opens on Sundays from noon to five.

Councillor Helen Brandt: Seconded.

Mayor Calder: All in favor? Opposed? That's three in favor, Councillor Tom Brandt against. It passes.

Councillor Osgood: On the pool, very quickly. The county will pay a quarter.

Councillor Tom Brandt: The mall has a pool of its own.

Mr. Lyle: The estimate is now one point six million, because the pipes under the deck are cracked.

Mayor Calder: Now, food trucks. The Chamber of Commerce wants them off the square.

Councillor Tom Brandt: I agree with the Chamber. The trucks pay fifty dollars for a permit.

Councillor Osgood: I don't. The trucks bring people downtown.

Sgt. Whitlow: Mayor, if I may, I'm down to ten officers as of Monday.
"""
MAY = """Harwick Town Council, May meeting
May 14, 2024

Mayor Calder: Councillor Osgood is absent tonight. Marcus, the pool report.

Mr. Lyle: The bottom line is two point one million dollars for a full repair.

Councillor Helen Brandt: With the state grant I can support the pool. I never thought I'd say that.

Mayor Calder: Item two, food trucks.

Councillor Nair: I move that the permit goes to three hundred dollars and the trucks stay on the square.

Councillor Helen Brandt: Second.

Ms. Farrow: Councillor Tom Brandt?

Councillor Tom Brandt: No.

Ms. Farrow: Councillor Helen Brandt?

Councillor Helen Brandt: Yes.

Ms. Farrow: Councillor Nair?

Councillor Nair: Yes.

Mayor Calder: It's carried, two to one. Parking. The trial has been running for six weeks. Marcus?

Mr. Lyle: It's brought in nine thousand four hundred dollars so far.

Councillor Tom Brandt: And how many complaints?

Mr. Lyle: Fifty-three, that I know of.

Sgt. Whitlow: I've got twelve officers now.
"""


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    files = {"january.txt": JANUARY, "march.txt": MARCH, "may.txt": MAY}
    with reading(tmp_path_factory.mktemp("council"), files) as assistant:
        yield assistant


def test_who_is_printed_in_capitals_elsewhere_is_counted_as_one(council):
    assert council.ask("Who spoke?").count == 8
    answer = council.ask("Who mentioned the mall?")
    assert answer.count == 1 and "COUNCILLOR TOM BRANDT, 16 January 2024 (twice)" in answer.answer
    assert_verbatim(council, answer)


def test_what_everybody_said_is_told_of_each_in_turn(council):
    answer = council.ask("What did everyone say about the pool?")
    assert answer.kind == "compare"
    people = {one.casefold() for one in said_by(answer)}
    assert {"mayor calder", "councillor tom brandt", "councillor helen brandt", "councillor nair"} <= people
    assert_verbatim(council, answer)


def test_the_councillors_compared_are_no_others(council):
    answer = council.ask("Compare the councillors on the swimming pool.")
    assert answer.kind == "compare" and len(answer.citations) > 2
    assert all(one.casefold().startswith("councillor") for one in said_by(answer))


def test_what_nobody_speaks_of_is_not_told_of_everybody(council):
    assert council.ask("What did everyone say about dogs?").abstained


def test_a_comparison_has_what_somebody_says_last_by_date(council):
    answer = council.ask("Compare Tom Brandt and Helen Brandt on the pool.")
    hers = [one for one in answer.citations if one.speaker.casefold() == "councillor helen brandt"]
    assert [one.date for one in hers] == sorted(one.date for one in hers)
    assert "I can support the pool" in hers[-1].quote


def test_places_of_several_transcripts_stand_by_date(council):
    answer = council.ask("How often is the estimate mentioned?")
    assert [one.date for one in answer.citations] == ["2024-01-16", "2024-03-12"]


@pytest.mark.parametrize(
    ("order", "who"),
    [
        ("List everyone who mentioned the county.", {"councillor osgood", "councillor helen brandt"}),
        ("Name all those who were absent", {"mayor calder"}),
    ],
)
def test_a_list_of_people_is_given_where_one_is_ordered(council, order, who):
    answer = council.ask(order)
    assert {one.casefold() for one in said_by(answer)} == who


@pytest.mark.parametrize(
    ("question", "said", "not_said"),
    [
        ("What was decided about the food trucks?", "the trucks stay on the square", "library"),
        ("Who seconded the motion on the food trucks?", "Second.", "library"),
        ("Who moved it, as to the food trucks?", "the trucks stay on the square", "library"),
        ("Who voted against the library?", "Councillor Tom Brandt against. It passes.", "trucks"),
        ("How did Helen Brandt vote on the parking fee?", "Aye.", "trucks"),
    ],
)
def test_a_motion_on_something_else_is_not_taken_for_one_on_the_matter(council, question, said, not_said):
    answer = council.ask(question)
    quotes = " ".join(one.quote for one in answer.citations)
    assert said in quotes and not_said not in quotes
    assert_verbatim(council, answer)


def test_all_motions_are_listed_with_what_came_of_them(council):
    answer = council.ask("List all the motions that were made.")
    assert answer.count == 3 and "It's carried, two to one." in answer.answer
    assert council.ask("Which motions failed?").abstained


@pytest.mark.parametrize(
    ("question", "told", "not_told"),
    [
        (
            "How did the cost of the pool develop?",
            ["One point two million", "one point six million", "two point one million"],
            ["three hundred dollars", "nine thousand", "fourteen officers"],
        ),
        (
            "List every figure given for the pool.",
            ["one point six million", "two point one million"],
            ["three hundred dollars", "fourteen officers"],
        ),
        (
            "How has the number of police officers changed?",
            ["right now I've got eleven", "down to ten officers", "twelve officers now"],
            ["Two hundred and forty", "Fifty-three", "million"],
        ),
    ],
)
def test_an_amount_is_told_where_its_matter_is_spoken_of_and_no_other(council, question, told, not_told):
    answer = council.ask(question)
    quotes = " ".join(one.quote for one in answer.citations)
    assert all(words in quotes for words in told), answer.answer
    assert not any(words in quotes for words in not_told), answer.answer
    assert_verbatim(council, answer)


def test_the_second_of_several_people_is_asked_of_what_they_were_listed_for(council):
    listed = council.ask("Who mentioned the county?")
    assert listed.count == 2
    assert council.ask("what about the second one?", history=[listed]).searched_for == (
        f"What did {listed.citations[1].speaker} say about county?"
    )


MORNING = """Morning Radio
March 18, 2025

Interviewer: On the line is the Health Minister, Petra Holm. Minister, will the maternity ward close?

Petra Holm: No decision has been taken on the ward. I have asked for a review of its safety.

Sofia Marsh: I work on the ward, and I say that a birth in an ambulance isn't safe.
"""


def test_somebody_with_a_role_is_somebody_else_in_a_follow_up(tmp_path):
    with reading(tmp_path, {"radio.txt": MORNING}) as radio:
        first = radio.ask("What did Sofia Marsh say about the ward?")
        then = radio.ask("and the minister?", history=[first])
        assert then.searched_for == "What did the minister say about the ward?"
        assert said_by(then) == {"Petra Holm"}


def test_a_copy_of_a_transcript_is_quoted_and_counted_once(tmp_path):
    with reading(tmp_path, {"january.txt": JANUARY, "january (copy).txt": JANUARY, "may.txt": MAY}) as twice:
        assert twice.ask("How often is the mall mentioned?").count == 1
        assert twice.ask("How many transcripts are there?").count == 2
        for question in ("What did Helen Brandt say about the pool?", "How did the cost of the pool develop?"):
            quotes = [one.quote for one in twice.ask(question).citations]
            assert len(quotes) == len(set(quotes))
        # Whoever wants the copy by name gets it.
        assert twice.ask("How often is the mall mentioned?", document="january.txt").count == 1
        assert len(twice.ask("What was decided about parking?").citations) == 2


def test_all_of_one_surname_are_told_of_each(council):
    answer = council.ask("How do the Brandts differ on the pool?")
    assert answer.kind == "compare" and not answer.notes
    assert {one.casefold() for one in said_by(answer)} == {"councillor tom brandt", "councillor helen brandt"}
    assert not council.ask("What did the Brandts say about the pool?").abstained
    # Only one Nair speaks.
    assert council.ask("What did the Nairs say about the pool?").abstained


PARKING = """Parking board, June meeting
June 4, 2024

CHAIR: The board has decided that Mill Street stays as it is.

MS. VOSS: Thank you. I have nothing to add to that.
"""


def test_where_there_was_a_copy_the_words_of_titles_were_no_matter(tmp_path):
    files = {"january.txt": JANUARY, "may.txt": MAY, "parking.txt": PARKING}
    questions = ("What was decided about the parking fee?", "Who voted against the parking fee?", "Who testified?")

    def answers(name, copies):
        (tmp_path / name).mkdir()
        with reading(tmp_path / name, files | copies) as found:
            return [found.ask(question).answer for question in questions]

    assert answers("copied", {"january (copy).txt": JANUARY}) == answers("once", {})
