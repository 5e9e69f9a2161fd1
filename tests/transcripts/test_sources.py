"""Files that were once misread, in the shapes in which broadcasters, papers and programs put them out."""

import pytest

from qa.models import Transcript
from qa.transcripts import callings, read_text


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


NEWSROOM = """CNN NEWSROOM

Aired March 12, 2024 - 10:00   ET

THIS IS A RUSH TRANSCRIPT. THIS COPY MAY NOT BE IN ITS FINAL FORM AND MAY BE UPDATED.

[10:00:30]

JIM ACORN, CNN ANCHOR: Good morning. You are live in the CNN NEWSROOM. I'm Jim Acorn.

(BEGIN VIDEO CLIP)

RUTH ADAMS, MAYOR OF TOLEDO: The water is at 12 feet.

(END VIDEO CLIP)

ACORN: Congressman, what's next?

REP. DAN DOE (D-OH): Well, Jim --

ACORN: Go ahead.

DOE: -- we need help.

UNIDENTIFIED FEMALE: Help us!

TO ORDER A VIDEO OF THIS TRANSCRIPT, PLEASE CALL 800-CNN-NEWS OR USE OUR SECURE ONLINE ORDER FORM.
"""


def test_a_broadcast_whose_anchor_is_named_in_what_is_said_was_prose() -> None:
    transcript = read_text(NEWSROOM, "x")
    assert transcript.date == "2024-03-12"
    assert said(transcript) == [
        ("JIM ACORN, CNN ANCHOR", "Good morning. You are live in the CNN NEWSROOM. I'm Jim Acorn."),
        ("RUTH ADAMS, MAYOR OF TOLEDO", "The water is at 12 feet."),
        ("ACORN", "Congressman, what's next?"),
        ("REP. DAN DOE (D-OH)", "Well, Jim --"),
        ("ACORN", "Go ahead."),
        ("DOE", "-- we need help."),
        ("UNIDENTIFIED FEMALE", "Help us!"),
    ]


def test_an_anchor_in_capitals_had_no_first_name() -> None:
    persons = {turn.speaker: turn.person for turn in read_text(NEWSROOM, "x").turns}
    assert (persons["ACORN"], persons["DOE"]) == ("JIM ACORN", "DAN DOE")


def test_the_colon_after_on_camera_was_said() -> None:
    text = "ANN DOE (voice over): It rises.\n\n(on camera): It's not over.\n\nBOB ROE: Thank you.\n\nANN DOE: Bye.\n"
    assert read_text(text, "x").turns[0].text == "It rises.\n\nIt's not over."


def test_a_line_under_the_title_of_a_call_was_a_speaker() -> None:
    text = (
        "River Corp. (RVR) Q4 2023 Earnings Call Transcript\nMar. 12, 2024 9:02 PM ET\nRiver Corp. (RVR) Stock\n\n"
        "River Corp. (NYSE:RVR) Q4 2023 Earnings Conference Call March 12, 2024 5:00 PM ET\n\nCompany Participants\n\n"
        "Ruth Adams - Head of Investor Relations\nKen Mori - Chief Executive Officer\n\nOperator\n\nGood afternoon.\n\n"
        "Ruth Adams\n\nThank you, operator.\n\nKen Mori\n\nThanks, Ruth. Revenue grew.\n\nOperator\n\n"
        "[Operator Instructions] Dan Lee, please.\n\nDan Lee\n\nHi, guys. What about margins?\n\nKen Mori\n\nFlat.\n"
    )
    assert read_text(text, "x").speakers == ("Operator", "Ruth Adams", "Ken Mori", "Dan Lee")


def test_names_in_bold_that_stand_once_were_prose() -> None:
    text = (
        "# Press scrum at the dam\n\n12 March 2024\n\n**Patel:** The gates were opened, and nobody told us.\n\n"
        "**Okafor:** We did call you. I have the log here.\n\n**Lindqvist:** I'd like to see that log.\n"
    )
    assert read_text(text, "x").speakers == ("Patel", "Okafor", "Lindqvist")


@pytest.mark.parametrize(
    "text",
    [
        "# Bread\n\n**Flour:** You need a pound.\n\n**Water:** Do you have salt?\n\n**Yeast:** A spoon.\n",
        "# CV\n\n## Work Experience\n\nI led my team.\n\n## Education History\n\nI went to school.\n\n## Hull\n\nMe.\n",
        "# Team\n\n## Ann Lee\n\nShe is our mayor.\n\n## Bob Roe\n\nHe is ours, too.\n\n## Ken Mori\n\nMy favourite!\n",
    ],
    ids="recipe life team".split(),
)
def test_matters_in_bold_and_headings_that_stand_once_are_no_speakers(text: str) -> None:
    assert read_text(text, "x").speakers == ()


def test_headings_that_name_the_same_people_in_other_words_were_prose() -> None:
    page = (
        "<html><body><h1>Statements on the dam</h1><h2>Ann Lee, Mayor of Hull</h2><p>I did not write it.</p>"
        "<h2>Bob Roe (Engineer)</h2><p>I wrote it, with my sister.</p><p>It took a year.</p>"
        "<h2>Mayor Lee</h2><p>I never saw it.</p><h2>Mr. Roe</h2><p>I sent it twice.</p></body></html>"
    )
    assert said(read_text(page, "x.html")) == [
        ("Ann Lee, Mayor of Hull", "I did not write it."),
        ("Bob Roe (Engineer)", "I wrote it, with my sister.\n\nIt took a year."),
        ("Mayor Lee", "I never saw it."),
        ("Mr. Roe", "I sent it twice."),
    ]


def test_the_scene_of_a_play_was_the_name_of_a_part() -> None:
    text = (
        "THE RIVER\nA play in one act\n\nA kitchen. Night. RUTH stands at the sink.\n\nRUTH. You're late.\n"
        "KEN. (Taking off his coat.) The bridge is under water.\nRUTH. Again?\nKEN. Again. [He sits.] It is high.\n"
        "RUTH. I know.\n\nCurtain.\n"
    )
    transcript = read_text(text, "x")
    assert {turn.person for turn in transcript.turns} == {None}
    assert [turn.text for turn in transcript.turns[1::2]] == ["The bridge is under water.", "Again. It is high."]
    assert transcript.turns[-1].text == "I know."


def test_words_in_bold_kept_their_asterisks() -> None:
    text = (
        "# Panel\n\n**Ann Lee:** Who wrote it?\n\n**Bob Roe:** I don't know.\n\n**Nobody** knew, I think.\n\n"
        "**Ann Lee:** Right. **Nobody** did, f**k it, s**t.\n\n**Bob Roe:** So **nobody** is to blame?\n"
    )
    assert said(read_text(text, "x")) == [
        ("Ann Lee", "Who wrote it?"),
        ("Bob Roe", "I don't know.\n\nNobody knew, I think."),
        ("Ann Lee", "Right. Nobody did, f**k it, s**t."),
        ("Bob Roe", "So nobody is to blame?"),
    ]


def test_initials_of_a_name_on_a_line_of_its_own_were_nobodys() -> None:
    text = (
        "ORAL HISTORY INTERVIEW\n\nwith\n\nRuth Adams\n\nconducted by Dan Lee\nMarch 12, 2004\n\n"
        "DL: When were you born?\n\nRA: In 1931.\n\nDL: And where?\n\nRA: I was born here.\n"
    )
    assert {turn.speaker: turn.person for turn in read_text(text, "x").turns} == {"DL": "Dan Lee", "RA": "Ruth Adams"}


ASKED = [
    ("Bob Roe built the dam at Hull. We asked him.", False),
    ("Who wrote the report on the dam?", True),
    ("I did, with my sister.", False),
    ("It took a year.", False),
    ("And who paid for it?", True),
    ("The city.", False),
    ("Would you do it again?", True),
    ("Never.", False),
]
ANSWERED = [
    "Bob Roe built the dam at Hull. We asked him.",
    "Who wrote the report on the dam?",
    "I did, with my sister.\n\nIt took a year.",
    "And who paid for it?",
    "The city.",
    "Would you do it again?",
    "Never.",
]


def test_bold_questions_without_names_were_one_text() -> None:
    page = "".join(f"<p><strong>{text}</strong></p>" if bold else f"<p>{text}</p>" for text, bold in ASKED)
    markdown = "\n\n".join(f"**{text}**" if bold else text for text, bold in ASKED)
    for text, name in ((f"<html><body><h1>On dams</h1>{page}</body></html>", "x.html"), (markdown, "x.md")):
        transcript = read_text(text, name)
        assert [turn.text for turn in transcript.turns] == ANSWERED
        assert transcript.speakers == ()


def test_bold_questions_that_nobody_answers_for_themselves_are_one_text() -> None:
    text = (
        "# Help\n\n**How do I install it?**\n\nRun the installer.\n\n**Does it run here?**\n\nYes, on any system.\n\n"
        "**What does it cost?**\n\nIt is free.\n"
    )
    assert len(read_text(text, "x.md").turns) == 1


def test_backslashes_before_signs_were_said() -> None:
    text = "**Ann Lee:** It cost 5\\* or 6\\_7 dollars\\.\n\n**Bob Roe:** Yes\\!\n\n**Ann Lee:** Right\\-o.\n"
    turns = read_text(text, "x.md").turns
    assert [turn.text for turn in turns] == ["It cost 5* or 6_7 dollars.", "Yes!", "Right-o."]


def test_what_speakers_are_under_their_names_was_the_speaker() -> None:
    rule = "." * 60
    text = (
        "Corrected Transcript\n12-Mar-2024\nRiver Corp. (RVR)\nQ4 2023 Earnings Call\nTotal Pages: 12\n\n"
        "CORPORATE PARTICIPANTS\nRuth Adams\nHead of Investor Relations, River Corp.\nKen Mori\n"
        f"Chief Executive Officer, River Corp.\n{rule}\nOTHER PARTICIPANTS\nDan Lee\n"
        f"Analyst, Goldman & Co. LLC\n{rule}\n\nMANAGEMENT DISCUSSION SECTION\n\n"
        f"Operator: Good day. Ruth, please go ahead.\n{rule}\nRuth Adams\n"
        f"Head of Investor Relations, River Corp.\nThank you, operator.\n{rule}\nKen Mori\n"
        f"Chief Executive Officer, River Corp.\nThanks, Ruth. Revenue grew.\n{rule}\nQUESTION AND ANSWER SECTION\n\n"
        f"Operator: Our first question comes from Dan Lee.\n{rule}\nDan Lee\nAnalyst, Goldman & Co. LLC \tQ\n"
        f"What about margins?\n{rule}\nKen Mori\nChief Executive Officer, River Corp. \tA\nThey are flat.\n{rule}\n"
        "Operator: This concludes the call.\n\nDisclaimer\nThe information herein is not guaranteed.\n"
    )
    transcript = read_text(text, "x")
    assert transcript.date == "2024-03-12"
    assert said(transcript) == [
        ("Operator", "Good day. Ruth, please go ahead."),
        ("Ruth Adams", "Thank you, operator."),
        ("Ken Mori", "Thanks, Ruth. Revenue grew."),
        ("Operator", "Our first question comes from Dan Lee."),
        ("Dan Lee", "What about margins?"),
        ("Ken Mori", "They are flat."),
        ("Operator", "This concludes the call."),
    ]


def test_what_is_said_twice_under_a_name_stays() -> None:
    text = "Ann Lee\nOver to the Minister\n\nBob Roe\nThank you, Governor\n\n" * 3
    assert callings.without(text) == (text, [])


def test_the_script_of_a_film_was_prose() -> None:
    text = (
        "Title: The River\nCredit: written by\nAuthor: Dan Lee\n\nINT. KITCHEN - NIGHT\n\nRain on the window. "
        "RUTH, 60, stands at the sink.\n\nRUTH\n(without turning)\nYou're late.\n\nKEN\nThe bridge is\n"
        "under water.\n\nRUTH\nAgain?\n\nEXT. RIVER - CONTINUOUS\n\nThe water is high.\n\n"
        "KEN (V.O.)\nIt had never been so high.\n\nCUT TO:\n"
    )
    transcript = read_text(text, "x.fountain")
    assert transcript.title == "The River"
    assert said(transcript) == [
        ("RUTH", "You're late."),
        ("KEN", "The bridge is under water."),
        ("RUTH", "Again?"),
        ("KEN", "It had never been so high."),
    ]
    assert [turn.notes for turn in transcript.turns] == [("without turning",), (), (), ("V.O.",)]
    assert [aside.kind for aside in transcript.asides] == [
        *("front matter", "heading", "action", "heading", "action", "action")
    ]


def test_initials_of_a_name_that_is_a_label_itself_were_nobodys() -> None:
    text = (
        "The New River: Who wrote the report on the dam?\n\nBob Roe: I did, with my sister.\n\nTNR: And who paid?\n\n"
        "BR: The city did. I never saw the bill.\n\nTNR: Would you do it again?\n\nBR: Never.\n"
    )
    assert {turn.speaker: turn.person for turn in read_text(text, "x").turns}["BR"] == "Bob Roe"


def test_a_line_of_spaces_under_a_name_is_read_at_all() -> None:
    text = f"Ann Lee\nx{' ' * 200_000}y\nGood morning.\n\n"
    assert callings.without(text) == (text, [])


def test_who_speaks_first_was_called_by_what_stands_under_the_name() -> None:
    text = (
        "Earnings Call\n\nRuth Adams\nHead of Investor Relations, River Corp.\nThank you all for coming.\n\n"
        "Ken Mori\nChief Executive Officer, River Corp.\nThanks, Ruth. Revenue grew.\n\n"
    )
    assert read_text(text * 2, "x").speakers == ("Ruth Adams", "Ken Mori")


@pytest.mark.parametrize("form", ["{name}  0:0{index}\n{said}\n\n", "**{name}**\n{said}\n\n", "{name}\n{said}\n\n"])
def test_who_speaks_once_and_first_was_the_head_of_a_file_without_periods(form: str) -> None:
    turns = [
        ("Ruth Adams", "we are glad that you are here with us"),
        *(("Ken Mori", "thanks it is good to be here"), ("Dan Lee", "so where do we start i think with the dam")),
        *(("Ken Mori", "yes you do"), ("Dan Lee", "well")),
    ]
    text = "".join(form.format(name=name, index=index, said=one) for index, (name, one) in enumerate(turns))
    assert read_text(text, "x").speakers[0] == "Ruth Adams"


def test_an_interviewer_was_the_scene_of_a_film() -> None:
    text = "INT. Where were you born?\n\nRA. IN HULL.\nI was born there.\n\n" * 3
    assert "INT. Where were you born?" not in [aside.text for aside in read_text(text, "x").asides]


def test_an_episode_in_the_studio_had_the_title_of_a_court_paper() -> None:
    head = "In the Studio with Ann\n\nFull transcript of episode two\n\n"
    text = f"{head}ANN LEE: Hi.\n\nBOB ROE: Are you well?\n\nANN LEE: Yes.\n"
    assert read_text(text, "x").title == "In the Studio with Ann"


def test_the_backslashes_of_a_path_are_what_was_said():
    text = "ANN: Put it in C:\\_temp\\.git, or in \\\\server\\_a, please\\!\n\nBOB: I will.\n\nANN: Good.\n"
    assert read_text(text, "x").turns[0].text == "Put it in C:\\_temp\\.git, or in \\\\server\\_a, please!"
