"""Files that were once misread, in the shapes in which broadcasters, courts, parliaments and programs put them out."""

import pytest

from qa.models import Transcript
from qa.transcripts import read_text


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


def test_a_name_that_somebody_is_called_up_by_was_a_label() -> None:
    text = (
        "    The subcommittee met at 10:02 a.m., Hon. John Doe presiding.\n\n"
        "    Senator Doe. Good morning. We are here to talk about the river.\n    Senator Roe.\n\n"
        "      STATEMENT OF HON. JANE ROE, \n        U.S. SENATOR FROM MICHIGAN\n\n"
        "    Senator Roe. Thank you. Michigan floods, too.\n    Senator Doe. Mayor Adams, please proceed.\n"
        "    Mayor Adams. Thank you. The water is high.\n"
    )
    assert said(read_text(text, "x"))[:2] == [
        ("Senator Doe", "Good morning. We are here to talk about the river. Senator Roe."),
        ("Senator Roe", "Thank you. Michigan floods, too."),
    ]


def test_the_number_of_a_hearing_was_its_title_and_a_list_by_family_names_named_nobody() -> None:
    text = (
        "[Senate Hearing 118-123]\n\n    S. Hrg. 118-123\n\n    FLOODS ON THE MAUMEE RIVER\n\n    MARCH 12, 2024\n\n"
        "Doe, Hon. John, U.S. Senator from the State of Ohio..............     1\n"
        "Adams, Hon. Ruth, Mayor, City of Defiance, Ohio..................     5\n\n"
        "  OPENING STATEMENT OF HON. JOHN DOE\n\n"
        "    Senator Doe. Good morning. Please proceed.\n    Mayor Adams. Thank you. The water is high.\n"
        "    Senator Doe. How high?\n    Mayor Adams. Twelve feet.\n"
    )
    transcript = read_text(text, "x")
    assert transcript.title == "FLOODS ON THE MAUMEE RIVER"
    assert {turn.speaker: turn.person for turn in transcript.turns} == {
        "Senator Doe": "John Doe",
        "Mayor Adams": "Ruth Adams",
    }


def test_a_label_before_the_mark_of_a_footnote_was_swallowed() -> None:
    text = (
        "CHAIRMAN DOE. Good morning. Let us get started.\n\nMR. LEE.1 Thank you, Mr. Chairman.\n\n"
        "VICE CHAIRMAN ROE. So the rate is 2 percent?\n\nMR. LEE. It is.\n"
    )
    assert said(read_text(text, "x"))[1] == ("MR. LEE", "Thank you, Mr. Chairman.")


def test_members_who_speak_once_beside_times_of_others_were_swallowed() -> None:
    text = (
        "Tuesday, 12 March 2024\n\nMr LEE (Fairfax) (12:01): I rise to speak on the Floods Bill.\n\n"
        "Ms ROE (Ballarat—Minister for Infrastructure) (12:10): The member is wrong.\n\n"
        "The DEPUTY SPEAKER: Order! The member will be quiet.\n\nMr LEE: On a point of order.\n\n"
        "The SPEAKER: There is none.\n\nHonourable members interjecting—\n\nMs ROE: I commend the bill.\n"
    )
    assert said(read_text(text, "x"))[2:] == [
        ("The DEPUTY SPEAKER", "Order! The member will be quiet."),
        ("Mr LEE", "On a point of order."),
        ("The SPEAKER", "There is none."),
        ("Ms ROE", "I commend the bill."),
    ]


def test_whoever_speaks_for_a_group_was_swallowed() -> None:
    text = (
        "  President. – The next item is the debate.\n\n  Jana Rova, Member of the Commission. – We will pay.\n\n"
        "  Paul Lenoir, au nom du groupe PPE. – Madame, c'est trop peu.\n\n"
        "  Anna Klein (S&D), Blue-card question. – Is it late?\n\n  Paul Lenoir (PPE), blue-card answer. – Yes.\n\n"
        "  President. – The debate is closed.\n\n(The sitting was suspended at 12.03)\n"
    )
    turns = said(read_text(text, "x"))
    assert turns[2:4] == [
        ("Paul Lenoir, au nom du groupe PPE", "Madame, c'est trop peu."),
        ("Anna Klein (S&D), Blue-card question", "Is it late?"),
    ]
    assert turns[-1] == ("President", "The debate is closed.")


def test_a_sentence_on_its_line_and_the_head_of_the_file_were_speakers() -> None:
    text = (
        "House of Commons Debates\nVolume 151, Number 288\nTuesday, March 12, 2024\n\n(1005)\n\n[English]\n\n"
        "    Mr. Dan Lee (Essex, CPC):  \n    Mr. Speaker, I rise to present a petition.\n    We want dikes.\n\n"
        "    Ms. Monique Roy (Laval, BQ):  \n    Mr. Speaker, that is not enough.\n\n(1010)\n\n"
        "    The Deputy Speaker:  \n    Is it agreed?\n\n    Some hon. members: Agreed.\n\n"
        "    The Deputy Speaker:  \n    Resuming debate.\n"
    )
    transcript = read_text(text, "x")
    assert transcript.date == "2024-03-12"
    assert said(transcript)[:3] == [
        ("Mr. Dan Lee (Essex, CPC)", "Mr. Speaker, I rise to present a petition. We want dikes."),
        ("Ms. Monique Roy (Laval, BQ)", "Mr. Speaker, that is not enough."),
        ("The Deputy Speaker", "Is it agreed?"),
    ]


def test_ministers_and_members_of_a_debate_copied_from_its_page_were_in_front_of_the_turns() -> None:
    text = (
        "House of Commons\nTuesday 12 March 2024\n\nOral Answers to Questions\nEnvironment\n\n"
        "The Secretary of State was asked—\n\nRiver Floods\nAnn Lee\n(Leeds) (Lab)\n1. What steps she is taking.\n\n"
        "The Secretary of State for the Environment (Dame Jane Roe)\nWe are spending £5 million on dikes.\n\n"
        "Ann Lee\nIs that all?\n\nJane Roe\nIt is a start.\n\nMr Speaker\nOrder.\n\nBob Poe\n(Hull) (Lab)\n"
        "When does it end?\n\nJane Roe\nSoon.\n"
    )
    assert said(read_text(text, "x")) == [
        ("Ann Lee (Leeds) (Lab)", "1. What steps she is taking."),
        ("The Secretary of State for the Environment (Dame Jane Roe)", "We are spending £5 million on dikes."),
        ("Ann Lee", "Is that all?"),
        ("Jane Roe", "It is a start."),
        ("Mr Speaker", "Order."),
        ("Bob Poe (Hull) (Lab)", "When does it end?"),
        ("Jane Roe", "Soon."),
    ]


def test_an_office_in_french_on_its_line_was_no_speaker() -> None:
    text = (
        "Première séance du mardi 12 mars 2024\n\nPrésidence de Mme Yaël Brun\n\nMme la présidente\nLa séance est "
        "ouverte.\n\n1\nQuestions au gouvernement\n\nMme la présidente\nLa parole est à M. Paul Lenoir.\n\n"
        "M. Paul Lenoir\nLe fleuve monte.\n\nM. Gabriel Brun, Premier ministre\nNous le savons.\n\n"
        "M. Paul Lenoir\nEt alors ?\n\nMme la présidente\nLa séance est levée.\n"
    )
    assert said(read_text(text, "x")) == [
        ("Mme la présidente", "La séance est ouverte."),
        ("Mme la présidente", "La parole est à M. Paul Lenoir."),
        ("M. Paul Lenoir", "Le fleuve monte."),
        ("M. Gabriel Brun, Premier ministre", "Nous le savons."),
        ("M. Paul Lenoir", "Et alors ?"),
        ("Mme la présidente", "La séance est levée."),
    ]


def test_a_member_with_a_given_name_within_was_no_speaker_in_the_diet() -> None:
    text = (
        "第213回国会　衆議院　予算委員会　第12号\n令和6年3月12日（火曜日）\n\n"
        "○小野寺委員長　これより会議を開きます。\n\n"
        "○石川（昭）委員　おはようございます。\n\n○岸田内閣総理大臣　承知しております。\n\n"
        "　　　　〔委員長退席、牧島委員長代理着席〕\n\n○石川（昭）委員　以上です。\n\n    午後零時散会\n"
    )
    transcript = read_text(text, "x")
    assert transcript.date == "2024-03-12"
    assert said(transcript) == [
        ("小野寺委員長", "これより会議を開きます。"),
        ("石川（昭）委員", "おはようございます。"),
        ("岸田内閣総理大臣", "承知しております。"),
        ("石川（昭）委員", "以上です。"),
    ]


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


def test_the_only_question_of_a_press_conference_was_said_by_the_president() -> None:
    text = (
        "Remarks by President Doe\n\nTHE PRESIDENT:  Good afternoon.\n\nAUDIENCE MEMBER:  We love you!\n\n"
        "THE PRESIDENT:  Thank you.\n\nQ    Mr. President, what about the budget?\n\nTHE PRESIDENT:  Later.\n"
    )
    assert said(read_text(text, "x"))[3] == ("Q", "Mr. President, what about the budget?")


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


def test_a_deposition_had_the_title_of_the_court() -> None:
    text = (
        "IN THE CIRCUIT COURT OF COOK COUNTY\nILLINOIS\n\nRUTH ADAMS, Plaintiff, v. RIVER CO., Defendant.\n\n"
        "VIDEOTAPED DEPOSITION OF DANIEL ROE\n\nMarch 12, 2024\n\nBY MR. LEE:\nQ.   Please state your name.\n"
        "A.   Daniel Roe.\nQ.   Did you build the dike?\nA.   I did.\n"
    )
    transcript = read_text(text, "x")
    assert transcript.title == "VIDEOTAPED DEPOSITION OF DANIEL ROE"
    assert transcript.turns[1].person == "DANIEL ROE"


def test_the_oath_was_said_and_the_witness_of_a_side_was_nobody() -> None:
    text = (
        "THE COURT:  Good morning.\n\nMR. LEE:  We call Ruth Adams.\n\nTHE CLERK:  Raise your right hand.\n\n"
        "(Witness sworn.)\n\nRUTH ADAMS, GOVERNMENT'S WITNESS, SWORN\n\nDIRECT EXAMINATION\n\nBY MR. LEE:\n\n"
        "Q.   Where do you live?\n\n"
        "A.   In Defiance.\n\nQ.   Were you there?\n\nA.   I was.\n\nTHE COURT:  We are in recess.\n"
    )
    transcript = read_text(text, "x")
    assert transcript.turns[2].text == "Raise your right hand."
    assert {turn.speaker: turn.person for turn in transcript.turns}["A"] == "RUTH ADAMS"


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
