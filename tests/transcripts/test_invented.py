"""Headings, terms and lists that were once taken for speakers."""

import pytest

from qa.transcripts import read_text


@pytest.mark.parametrize(
    "text",
    [
        "MINUTES OF THE BOARD\n\nCALL TO ORDER: The meeting was called to order at 7:05 p.m. by Chair Doe.\n\n"
        "APPROVAL OF MINUTES: Mr. Bright moved to approve. Ms. Fox seconded. Motion carried 5-0.\n\n"
        "PUBLIC COMMENT: Jane Fox asked when the bridge would be fixed.\n\nNEW BUSINESS: The board saw bridges.\n\n"
        "ADJOURNMENT: There being no further business, the meeting adjourned at 8:15 p.m.\n",
        "9:00 Ann Doe: Welcome\n9:15 Tom Bright: Why bridges fall\n10:00 Karen Poe: Steel and you\n10:45 Coffee\n"
        "11:00 Jack Roe: What we know\n12:00 Lunch\n",
        "**Pros:** You get a bridge.\n\n**Cons:** You pay for it.\n\n**Pros:** It's free.\n\n**Cons:** You swim.\n",
    ],
    ids="minutes programme pros".split(),
)
def test_headings_were_speakers(text: str) -> None:
    assert read_text(text, "x").speakers == ()


@pytest.mark.parametrize("heading", ["Cost", "First", "Next steps", "Results"])
def test_a_heading_in_a_speech_was_a_speaker(heading: str) -> None:
    text = (
        "Moderator: What do you think of the bridge?\n\nTom Bright: I like it. Three things matter to me.\n\n"
        f"{heading}: it's cheap, and we can afford it.\n\nModerator: And the third?\n\nTom Bright: Time.\n"
    )
    assert read_text(text, "x").speakers == ("Moderator", "Tom Bright")


def test_a_list_of_times_before_the_conversation_was_a_turn() -> None:
    text = (
        "# Bridges\n\n*Timestamps*\n\n(00:00:00) – Why bridges\n(00:10:00) – Steel and you\n\n# Transcript\n\n"
        "**Ann Doe 00:00:00**\n\nToday I'm with Tom Bright.\n\n**Tom Bright 00:00:09**\n\nThanks for having me.\n\n"
        "**Ann Doe 00:10:00**\n\nWhy steel?\n\n**Tom Bright 00:10:04**\n\nIt bends.\n"
    )
    assert read_text(text, "x").speakers == ("Ann Doe", "Tom Bright")


def test_the_head_of_an_examination_was_a_speaker() -> None:
    lines = ["EXAMINATION\nBY MS. LANE:", "Q.   Did you see the crack?", "A.   At noon.", "Q.   And then?", "A.   Yes."]
    text = "\n".join([*lines, "EXAMINATION\nBY MR. STONE:", "Q.   Did you report it?", "A.   I did, sir.\n"])
    transcript = read_text(text, "x")
    assert [(turn.speaker, turn.text, turn.person) for turn in transcript.turns][3:5] == [
        ("A", "Yes.", None),
        ("Q", "Did you report it?", "MR. STONE"),
    ]


def test_the_line_that_says_who_asks_was_said_by_the_witness() -> None:
    lines = ["BY MS. LANE:", "Q.   Did you see the crack?", "A.   At noon.", "BY MR. STONE:", "Q.   And then?"]
    transcript = read_text("\n".join([*lines, "A.   I left.", "Q.   Why?", "A.   It was late, you know.\n"]), "x")
    assert transcript.turns[1].text == "At noon."
    assert [turn.person for turn in transcript.turns if turn.speaker == "Q"] == ["MS. LANE", "MR. STONE", "MR. STONE"]


@pytest.mark.parametrize(
    "head",
    [
        "Cross-examination of Detective Laura Finch",
        "Deposition of Laura Finch",
        "TESTIMONY OF LAURA FINCH",
        "Deposition of LAURA FINCH, taken on March 3, 2023",
    ],
)
def test_a_witness_in_small_letters_was_nobody(head: str) -> None:
    text = f"{head}\n\nMS. LANE: Good day.\n\nQ.   Were you in?\n\nA.   I was.\n\nQ.   When?\n\nA.   At noon, sir.\n"
    persons = {turn.person for turn in read_text(text, "x").turns if turn.speaker == "A"}
    assert [person.casefold().removeprefix("detective ") for person in persons if person] == ["laura finch"]


@pytest.mark.parametrize(
    "text",
    [
        "Flood damage\n\nThe river rose in Ohio and in Michigan, and we all saw it.\n\nOhio: Twelve houses were lost, "
        "and we are told of more.\n\nMichigan: The roads are closed. The governor of Michigan asked for help.\n\n"
        "Ohio: A second flood came. You can't get to the north of Ohio.\n",
        "What you say of Hotel Bristol\n\nRooms: I had a small one. The Rooms in the old wing are better.\n\n"
        "Breakfast: I liked the Breakfast, and you will, too.\n\nRooms: My sister had a large one.\n",
        "Briefs\n\nBERLIN: The mayor of Berlin told us that the trains run.\n\nPARIS: In Paris we walked to work.\n\n"
        "ROME: The strike ended, you know.\n",
    ],
    ids="states reviews cities".split(),
)
def test_matters_told_of_by_their_own_names_were_speakers(text: str) -> None:
    assert read_text(text, "x").speakers == ()


def test_somebody_who_says_who_they_are_is_no_matter() -> None:
    asked = "CHAIR DOE: Good afternoon. We kept the rate.\n\n"
    text = "".join(f"{asked}{name.upper()}: {name} from Example TV. Why?\n\n" for name in ("Ann Roe", "Bob Poe"))
    assert len(read_text(text, "x").turns) == 4


def test_people_with_firms_and_streets_of_their_names_are_no_matters() -> None:
    text = (
        "Panel\n\nAnn Lee: I am from Lee Road, you know.\n\nBob Roe: We met at Roe Hall, right?\n\n"
        "Ann Lee: I work for Lee Brothers.\n\nBob Roe: I own a share in Roe Brothers.\n"
    )
    assert read_text(text, "x").speakers == ("Ann Lee", "Bob Roe")
