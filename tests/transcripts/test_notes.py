"""What is a stage direction, and what stays in the text."""

import pytest

from qa.transcripts import read_text
from qa.transcripts.notes import extract, says_interpreted


@pytest.mark.parametrize(
    ("text", "said", "notes"),
    [
        ("Yes.  (Laughter.)  Go on.", "Yes.  Go on.", ("Laughter.",)),
        ("(Via interpreter) (In progress) — had", "— had", ("Via interpreter", "In progress")),
        ("It was fun (laughter).", "It was fun.", ("laughter",)),
        ("It was fun. (Laughter).", "It was fun.", ("Laughter",)),
        ("We (inaudible) there", "We there", ("inaudible",)),
        ("We [crosstalk], yes", "We, yes", ("crosstalk",)),
        ("(Cheers and applause.)", "", ("Cheers and applause.",)),
        ("[Whereupon, at 4 p.m., the committee rose.]", "", ("Whereupon, at 4 p.m., the committee rose.",)),
        ("(The reporters were led out of the room.)", "", ("The reporters were led out of the room.",)),
        ("(In French.) Bonjour.", "Bonjour.", ("In French.",)),
        ("(Off mic.) Hello?", "Hello?", ("Off mic.",)),
        (
            "(Speaking in Mandarin, through an interpreter) Hi.",
            "Hi.",
            ("Speaking in Mandarin, through an interpreter",),
        ),
        ("About so wide (indicating), yes.", "About so wide, yes.", ("indicating",)),
        ("I (clears throat) saw it.", "I saw it.", ("clears throat",)),
        ("No. (Witness shakes head from side to side.)", "No.", ("Witness shakes head from side to side.",)),
        ("Go on. [phone rings] Sorry.", "Go on. Sorry.", ("phone rings",)),
        ("At the [unclear 00:12] station", "At the station", ("unclear 00:12",)),
        ("（笑）好的。", "好的。", ("笑",)),
    ],
)
def test_taken_out(text: str, said: str, notes: tuple[str, ...]) -> None:
    assert extract([text]) == (said, notes)


@pytest.mark.parametrize(
    "text",
    [
        "Thank you (and I mean this) all.",
        "(And I mean this.)",
        "The Treaty (the one we signed) holds.",
        "He said [Ambassador] Burns was there.",
        "They (the applause was loud) left.",
        "In 2019 (before the pause in talks) we met.",
        "He wrote it (in English) for us.",
        "He came (the door was open) and sat.",
        "It is (unclear why) late.",
        "She (the witness in May) left.",
        "f(x) is (a) function",
        "()",
        "( unclosed",
        "The United Nations (UN) and NATO [sic] agree.",
    ],
)
def test_left_in(text: str) -> None:
    assert extract([text]) == (text, ())


def test_a_paragraph_of_nothing_but_notes_leaves_no_hole() -> None:
    assert extract(["One.", "(Applause.)", "Two."]) == ("One.\n\nTwo.", ("Applause.",))


@pytest.mark.parametrize(
    "note", ["Via interpreter", "Through translation.", "As interpreted", "in Dari, via interpreter"]
)
def test_interpreted(note: str) -> None:
    assert says_interpreted(("Laughter.", note))


def test_not_interpreted() -> None:
    assert not says_interpreted(("Laughter.", "No interpretation", "In progress"))


@pytest.mark.parametrize(
    "told",
    ["(crossing to the window)", "(pointing at the map)", "[He sits.]", "(still standing)", "(raising his hand)"],
)
def test_what_somebody_does_in_mid_turn_was_said(told: str) -> None:
    text = f"ANN DOE: It rains. {told} It rains again.\n\nBOB ROE: Does it?\n\nANN DOE: Yes.\n"
    turn = read_text(text, "x").turns[0]
    assert (turn.text, turn.notes) == ("It rains. It rains again.", (told[1:-1],))


@pytest.mark.parametrize(
    "said",
    [
        *("(standing at 12 percent)", "(including the ferry)", "[he] said so", "[He was] told", "(raising taxes)"),
        *("(walking distance)", "(rising costs)", "(Beginn im Herbst)"),
    ],
)
def test_brackets_that_belong_to_a_sentence_stay(said: str) -> None:
    text = f"ANN DOE: The rate {said} is high.\n\nBOB ROE: Is it?\n\nANN DOE: Yes.\n"
    assert read_text(text, "x").turns[0].text == f"The rate {said} is high."
