"""One fixture a defect; each is compared as a whole."""

from pathlib import Path

import pytest

from qa.transcripts import read, read_text

FIXTURES = Path(__file__).parent / "fixtures"

TURNS: dict[str, list[tuple[str, str]]] = {
    "caps_each_once.txt": [("ANN", "Hello there."), ("BOB", "Hi, good to see you.")],
    "single_remarks.txt": [
        ("SENATOR ROE", "Good morning.  Thank you all for coming here today.\n\nWe will begin with the budget.")
    ],
    "mixed_case_every_line.txt": [
        ("Ann", "Hi."),
        ("Bob", "Hello, how are you?"),
        ("Ann", "Fine, thanks."),
        ("Bob", "Good."),
    ],
    "hard_wrapped.txt": [
        (
            "MS. DOE",
            "Good afternoon, everyone.  I have one announcement to make at the top, and then I am happy to take a few "
            "of your questions.\n\nThe point is:  we are ready, and we have been ready for a long time, as you know.",
        ),
        ("QUESTION", "Thank you.  Can you say more about the meeting at 10:30 this morning?"),
        ("MS. DOE", "Yes.  It went well, see https://example.org for the whole story."),
    ],
    "round_robin.txt": [
        ("DMITRI VOLKOV", "Yes."),
        ("ELENA ROSSI", "The report on flood defences came in last week. Many residents wrote to us."),
        ("CARLA MENDES", "I have looked into the street trees again, and we expect a decision soon."),
        ("DMITRI VOLKOV", "We were asked about the harbour bridge."),
        ("ELENA ROSSI", "Could you repeat the figure?"),
        ("CARLA MENDES", "Nobody on the committee objected, though some questions remain open."),
        ("DMITRI VOLKOV", "Thank you."),
        ("ELENA ROSSI", "I agree with that."),
        ("CARLA MENDES", "The contractor offered to do the extra work without charge."),
    ],
    "colon_in_prose.txt": [
        ("ANN DOE", "Let me be clear.\n\nThe point is: nobody asked us.\n\nNote: we did ask them."),
        ("BOB ROE", "Status: done."),
        ("ANN DOE", "Two things matter here: time and money."),
    ],
    "header_fields.txt": [
        ("Ann Doe", "Let us begin."),
        ("Bob Roe", "I have nothing to add."),
        ("Ann Doe", "Then we are done."),
    ],
    "brackets_in_labels.txt": [
        ("The President", "I give the floor to the representative of France."),
        ("Mr. Doe (France)", "Thank you, Mr. President."),
        ("Ms. Roe (Peru)", "We agree with France."),
        ("The President", "I thank the representative of Peru."),
    ],
    "full_width_colon.txt": [
        ("记者", "请问您怎么看这个问题？"),
        ("王明", "我认为很重要。我们会继续努力。"),
        ("记者", "谢谢。"),
        ("王明", "不客气。"),
    ],
    "label_punctuation.txt": [("MR. DOE", "One."), ("MS. ROE", "Two."), ("MR. DOE", "Three."), ("MR. DOE", "Four.")],
    "notes_and_parentheses.txt": [
        (
            "MS. DOE",
            "Thank you (and I mean this) all.  Now to work.\n\nWe met [Ambassador] Burns, and it was fun.",
        ),
        ("AUDIENCE", ""),
        ("QUESTION", "Will you go?"),
        ("MS. DOE", "I will.  Thank you."),
    ],
    "credits_and_marks.txt": [
        ("MR. DOE", "The source of this was published at home.\n\nThank you for having us today."),
    ],
    "speech_that_looks_like_a_credit.txt": [
        ("MR. DOE", "Where did that story appear?"),
        ("MS. ROE", "It was a long report that our own people had published at the end of the year"),
    ],
    "headings_and_furniture.txt": [
        ("MS. DOE", "Welcome to the first session.\n\nIt is good to see you."),
        ("MR. ROE", "Trade is what I do."),
        ("MS. DOE", "So we heard."),
    ],
    "long_lines_are_paragraphs.txt": [
        ("ANN", "x " * 80 + "end.\n\nA second paragraph, without a blank line before it."),
        ("BOB", "Yes."),
        ("ANN", "Good."),
    ],
}


@pytest.mark.parametrize("name", TURNS)
def test_turns(name: str) -> None:
    transcript = read(FIXTURES / name)
    assert transcript.format == "dialogue"
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == TURNS[name]
    assert [turn.index for turn in transcript.turns] == list(range(len(transcript.turns)))


def test_every_fixture_is_compared() -> None:
    negatives = {path.name for path in FIXTURES.glob("not_a_transcript_*")}
    assert {path.name for path in FIXTURES.glob("*.txt")} == TURNS.keys() | negatives


def test_notes_in_order() -> None:
    turns = read(FIXTURES / "notes_and_parentheses.txt").turns
    assert [turn.notes for turn in turns] == [
        ("Via interpreter", "Laughter.", "Applause.", "inaudible", "laughter"),
        ("Applause.",),
        ("Off-mike.", "inaudible"),
        ("Speaking French.", "Crosstalk"),
    ]
    assert [turn.interpreted for turn in turns] == [True, False, False, False]


def test_a_stage_direction_in_a_label_is_a_note() -> None:
    turn = read(FIXTURES / "brackets_in_labels.txt").turns[2]
    assert (turn.notes, turn.interpreted) == (("via interpreter",), True)


def test_what_nobody_said_is_kept() -> None:
    assert [(a.kind, a.text, a.before_turn) for a in read(FIXTURES / "headings_and_furniture.txt").asides] == [
        ("furniture", "Page 1 of 2", 1),
        ("heading", "SESSION TWO ON TRADE", 1),
        ("furniture", "----------", 2),
    ]
    assert [(a.kind, a.text, a.before_turn) for a in read(FIXTURES / "credits_and_marks.txt").asides] == [
        ("credit", "Source: Example Wire", 1),
        ("credit", "Transcript by Example Services", 1),
        ("credit", "https://example.org/transcripts/1", 1),
        ("credit", "###", 1),
    ]
    (front,) = read(FIXTURES / "header_fields.txt").asides
    assert (front.kind, front.text.count("\n"), front.before_turn) == ("front matter", 3, 0)


def test_header_gives_title_and_date() -> None:
    wrapped = read(FIXTURES / "hard_wrapped.txt")
    assert (wrapped.title, wrapped.date) == ("Press Briefing by Ann Doe", "2021-05-04")
    fields = read(FIXTURES / "header_fields.txt")
    assert (fields.title, fields.date) == ("The Harbour Committee", "2024-07-24")
    bare = read(FIXTURES / "mixed_case_every_line.txt")
    assert (bare.title, bare.date) == (None, None)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("not_a_transcript_*")), ids=lambda path: path.stem)
def test_no_speaker_is_invented(path: Path) -> None:
    transcript = read(path)
    assert transcript.format == "text"
    assert [(turn.index, turn.speaker) for turn in transcript.turns] == [(0, None)]
    assert transcript.speakers == ()
    assert transcript.turns[0].text.split() == path.read_text("utf-8").split()


@pytest.mark.parametrize(
    "line",
    ["http://example.org/a: see", "10:30 is the time", "std::vector", "Note: this", "The point is: this", "a:b", "::"],
)
def test_a_colon_in_a_turn_starts_no_turn(line: str) -> None:
    text = f"MR. DOE:  One.\n\n{line}\n\nMS. ROE:  Two.\n\nMR. DOE:  Three.\n"
    assert [turn.text for turn in read_text(text, "x").turns] == [f"One.\n\n{line}", "Two.", "Three."]


def test_somebody_who_speaks_once_among_others_is_a_speaker() -> None:
    text = "ANN:  Hello.\n\nBOB:  Hi.\n\nANN:  Cy, please.\n\nCY:  Only this once.\n\nBOB:  Thanks, Cy.\n"
    assert [turn.speaker for turn in read_text(text, "x").turns] == ["ANN", "BOB", "ANN", "CY", "BOB"]


def test_brackets_in_a_label_may_be_long_and_nested() -> None:
    chair = "The Chair (Hon. Ann Doe (Harbour—Town, Lib.))"
    minister = "Hon. Bob Roe (Minister of Small Business, Export Promotion and International Trade of the Province)"
    text = f"{chair}: I call on the minister.\n\n{minister}: Thank you.\n\n{chair}: Go on.\n"
    assert [turn.speaker for turn in read_text(text, "x").turns] == [chair, minister, chair]


def test_a_roster_is_no_dialogue() -> None:
    text = "The Board\n\nChair: Ann Doe\nSecretary: Bob Roe\nTreasurer: Cy Poe\n"
    assert read_text(text, "x").speakers == ()


def test_date_in_the_file_name_counts_only_without_one_inside() -> None:
    assert read_text("Ann: Hi.\nBob: Hello.\nAnn: Bye.\n", "a/2024-07-24-call.txt").date == "2024-07-24"
    assert read_text("May 4, 2021\n\nANN: Hi.\n\nBOB: Hello.\n", "2024-07-24-call.txt").date == "2021-05-04"
    assert read_text("Ann: Hi.\nBob: Hello.\nAnn: Bye.\n", "2024-07-24/call.txt").date is None


BERG = "Interview with Karl Berg, captain\n12 April 2021\n\n"


def test_two_who_go_on_by_dashes_were_one_speaker() -> None:
    front = BERG + "Interviewer: How long have you been at sea?\nBerg: Since I was sixteen.\n\n"
    dashes = "– Did you ever tire of it?\n– Never. Well, once.\n– What stopped you?\n– The hours.\n"
    assert [(turn.speaker, turn.text) for turn in read_text(front + dashes, "x").turns[1:]] == [
        ("Berg", "Since I was sixteen."),
        ("Interviewer", "Did you ever tire of it?"),
        ("Berg", "Never. Well, once."),
        ("Interviewer", "What stopped you?"),
        ("Berg", "The hours."),
    ]


@pytest.mark.parametrize(
    "points", ["– Who pays?\n– Who builds?\n– Who cleans?", "– The boats.\n– The crew.\n– The hours."]
)
def test_a_list_of_points_stays_with_who_makes_them(points: str) -> None:
    front = BERG + "Interviewer: What is left open?\nBerg: Three things.\n\n"
    transcript = read_text(f"{front}{points}\n", "x")
    assert [turn.speaker for turn in transcript.turns] == ["Interviewer", "Berg"]


def test_turns_that_begin_within_a_line_by_time_and_name_are_apart():
    text = (
        "[00:00:00] Host: Welcome. [00:00:05] Guest: Thanks. At [00:00:07] it rang. [00:00:12] Host: So?\n"
        "[00:00:15] Guest: It opens in May. [00:00:20] It is: late."
    )
    found = read_text(text, "a.txt")
    assert [(turn.speaker, turn.start) for turn in found.turns] == [
        ("Host", 0.0), ("Guest", 5.0), ("Host", 12.0), ("Guest", 15.0),
    ]  # fmt: skip
    assert found.turns[3].text.endswith("It is: late.")


@pytest.mark.parametrize("line", ["DIRECT EXAMINATION BY MR. HASKELL:", "DIRECT EXAMINATION\nBY MR. HASKELL:"])
def test_a_short_trial_keeps_what_is_said_before_the_first_question_and_who_asks(line):
    text = f"""State v. Danner
March 4, 2024

THE CLERK: Do you swear to tell the truth?

THE WITNESS: I do.

(The witness was sworn.)

THE COURT: You may proceed.

{line}

Q. Where were you on the night of the fire?

A. I was at home with my sister.

CROSS-EXAMINATION BY MS. BRANDT:

Q. It was dark, wasn't it?

A. There was a lamp.

THE COURT: Thank you.
"""
    found = read_text(text, "trial.txt")
    assert [(turn.speaker, turn.person, turn.text) for turn in found.turns] == [
        ("THE CLERK", None, "Do you swear to tell the truth?"),
        ("THE WITNESS", None, "I do."),
        ("THE COURT", None, "You may proceed."),
        ("Q", "MR. HASKELL", "Where were you on the night of the fire?"),
        ("A", None, "I was at home with my sister."),
        ("Q", "MS. BRANDT", "It was dark, wasn't it?"),
        ("A", None, "There was a lamp."),
        ("THE COURT", None, "Thank you."),
    ]
    assert [one.text for one in found.asides if one.kind == "heading"][-1] == "CROSS-EXAMINATION BY MS. BRANDT:"
