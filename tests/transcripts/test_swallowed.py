"""Speakers whose words once stood in the turn of whoever spoke before them."""

import pytest

from qa.models import Transcript
from qa.transcripts import read_text
from qa.transcripts.labels import parse


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def speakers(text: str) -> list[str | None]:
    return [turn.speaker for turn in read_text(text, "x").turns]


def test_the_presiding_officer_was_no_label_before_a_period() -> None:
    text = (
        "  Mrs. DOE. Mr. President, I rise today to speak about bridges. They\nare old.\n"
        "  The PRESIDING OFFICER (Mr. Roe). The Senator from Ohio is recognized.\n"
        "  Mr. POE. Will the Senator yield for a question?\n  Mrs. DOE. I yield.\n"
        "  The PRESIDING OFFICER. Without objection, it is so ordered.\n"
    )
    assert speakers(text) == [
        "Mrs. DOE",
        "The PRESIDING OFFICER (Mr. Roe)",
        "Mr. POE",
        "Mrs. DOE",
        "The PRESIDING OFFICER",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("PUBLIC SPEAKER #1 (Jane Fox)", "PUBLIC SPEAKER #2"),
        ("Reporter 1", "Reporter 2"),
        ("JANE FOX, 12 Elm Street", "UNIDENTIFIED MAN"),
        ("Man in audience", "Unidentified woman"),
        ("Some hon. members", "An hon. member"),
        ("Several", "Audience member 1"),
    ],
)
def test_whoever_speaks_from_the_floor_once_was_swallowed(one: str, other: str) -> None:
    text = (
        f"CHAIR: Good evening. Item four.\n\nMR. ROE: I move it.\n\nCHAIR: Any comment?\n\n{one}: I'm against it.\n\n"
        f"{other}: So am I.\n\nCHAIR: Thank you both.\n\nMR. ROE: I move it again.\n"
    )
    assert speakers(text) == ["CHAIR", "MR. ROE", "CHAIR", one, other, "CHAIR", "MR. ROE"]


def test_questions_with_their_numbers_are_no_speakers() -> None:
    text = "Ann Doe: Let us begin.\nBob Roe: Yes.\nQuestion 1: the budget.\nQuestion 2: the bridge.\nAnn Doe: Go on.\n"
    assert set(speakers(text)) == {"Ann Doe", "Bob Roe"}


@pytest.mark.parametrize(
    "calling",
    [
        ", on behalf of the PPE Group",
        " (S&D), blue-card question",
        ", rapporteur",
        ", director of the Toledo Port Authority",
        ", professor at Ohio State",
    ],
)
def test_what_somebody_is_made_a_label_none(calling: str) -> None:
    text = (
        "President. – The next item is the debate on bridges.\n\nTomasz Poe. – Madam President, I agree.\n\n"
        f"Jan Berg{calling}. – Why do you?\n\nTomasz Poe. – Because I do.\n\nPresident. – The debate is closed.\n"
    )
    assert speakers(text) == ["President", "Tomasz Poe", f"Jan Berg{calling}", "Tomasz Poe", "President"]


@pytest.mark.parametrize(
    "phrase",
    [
        "Ann Doe, the mayor of Toledo, said",
        "Ann Doe, speaking for the city, told us",
        "Asked about it, the mayor of Toledo",
    ],
)
def test_a_sentence_that_leads_to_a_quotation_is_no_label(phrase: str) -> None:
    assert parse(phrase).shape is None


def test_vowel_signs_made_labels_none() -> None:
    text = "पत्रकार: पुल कब बनेगा?\nमहापौर: अगले साल।\nपत्रकार: पैसा कौन देगा?\nमहापौर: सरकार।\n"
    assert speakers(text) == ["पत्रकार", "महापौर"] * 2


def test_a_name_in_full_before_its_initials_was_in_front_of_the_turns() -> None:
    text = (
        "**Ann Doe:** Are we on?\n\n**Tom Bright:** I think so.\n\n**AD:** Let's start. Why bridges?\n\n"
        "**TB:** I like them.\n\n**AD:** What do you like?\n\n**TB:** The span.\n"
    )
    assert speakers(text) == ["Ann Doe", "Tom Bright", "AD", "TB", "AD", "TB"]


def test_a_name_in_capitals_beside_others_half_in_capitals_was_swallowed() -> None:
    text = (
        "The PRESIDENT: The sitting is open.\n\nMr. DOE: Mr. President, I have the honour to appear.\n\n"
        "The PRESIDENT: I thank Mr. Doe.\n\nM. ROE: Merci. Les faits sont simples.\n\nThe PRESIDENT: Thank you.\n"
    )
    assert speakers(text) == ["The PRESIDENT", "Mr. DOE", "The PRESIDENT", "M. ROE", "The PRESIDENT"]


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("*Q: {}*\n\n", "A: {}\n\n"),
        ("**Q. {}**\n\n", "A. {}\n\n"),
        ("Q. {}", " - A. {}\n\n"),
        ("Q. {}", " – A. {}\n"),
    ],
)
def test_question_and_answer_were_one_turn(asked: str, answered: str) -> None:
    words = [("Why did you build it?", "I was asked to."), ("What did it cost?", "I never knew."), ("And?", "I went.")]
    text = "".join(asked.format(question) + answered.format(answer) for question, answer in words)
    turns = [turn for question, answer in words for turn in (("Q", question), ("A", answer))]
    assert said(read_text(text, "x")) == turns


def test_who_is_heard_is_no_turn() -> None:
    text = (
        "     JUDGE MAY:  Yes, Ms. Lane.\n     MS. LANE:  Thank you.\n     JUDGE MAY:  Go on.\n"
        "            WITNESS:  TOM BRIGHT [Resumed]\n     Q.   Mr. Bright, good morning.\n     A.   Good morning.\n"
        "     Q.   Were you there?\n     A.   I was.\n     JUDGE MAY:  Thank you.\n"
    )
    assert speakers(text) == ["JUDGE MAY", "MS. LANE", "JUDGE MAY", "Q", "A", "Q", "A", "JUDGE MAY"]


def test_names_in_hangul_after_a_circle_were_prose() -> None:
    text = (
        "○위원장 김철수  회의를 시작하겠습니다.\n\n○이영희 위원  다리는 언제 고칩니까?\n\n"
        "○국토교통부장관 박민수  내년입니다.\n\n○이영희 위원  누가 냅니까?\n\n○위원장 김철수  마치겠습니다.\n"
    )
    assert speakers(text) == ["위원장 김철수", "이영희 위원", "국토교통부장관 박민수", "이영희 위원", "위원장 김철수"]


@pytest.mark.parametrize(
    "names",
    [
        ("interviewer", "p1", "interviewer", "p1", "interviewer"),
        ("ann", "tom", "ann", "tom", "karen"),
        ("ann.doe@example.org", "tom@example.org") * 3,
    ],
)
def test_labels_in_small_letters_were_none(names: tuple[str, ...]) -> None:
    words = ["so how did you start", "i was a nurse and i hated it", "why did you hate it", "the nights, you know"]
    text = "".join(f"{name}: {said}\n" for name, said in zip(names, [*words, "oh: right", "yes"], strict=False))
    assert speakers(text) == list(names)


@pytest.mark.parametrize(
    "text",
    [
        "name: bridge\non: push\nname: other\non: pull\nname: third\non: you\n",
        "so: we went home\nand it was late, you know.\nso: we slept.\nand then we left.\nso: here we are\nand you?\n",
    ],
)
def test_keys_and_words_in_small_letters_are_no_labels(text: str) -> None:
    assert read_text(text, "x").speakers == ()


def test_an_ordinary_word_that_speaks_once_between_others_was_swallowed() -> None:
    lines = [
        ("Project Manager", "Okay, and what does marketing say?"),
        ("Industrial Designer", "I have looked at the chip."),
        ("User Interface", "I think the buttons should be big."),
        ("Marketing", "Me too."),
        ("Project Manager", "Okay, so we agree on that."),
        ("Industrial Designer", "Yes, we do."),
        ("User Interface", "I will draw it."),
    ]
    text = "".join(f"{label}: {words}\n" for label, words in lines)
    assert said(read_text(text, "x")) == lines


@pytest.mark.parametrize(
    "points",
    [
        ["Buttons: We want them big.", "Colours: You know these."],
        ["Summary: We want big buttons."],
        ["Note: I was late."],
        ["Buttons: “We want them big.”"],
        ["These are the buttons.", "Buttons: We want them big.", "And so on.", "And on."],
    ],
)
def test_points_within_a_turn_are_no_speakers(points: list[str]) -> None:
    lines = [
        "Anna: Hello, what about buttons and colours?",
        "Tom: Well, I say this.",
        *points,
        "Anna: I see.",
        "Tom: Yes.",
    ]
    assert speakers("\n".join(lines)) == ["Anna", "Tom", "Anna", "Tom"]


def test_whoever_asks_a_minister_by_a_number_was_in_front_of_the_turns() -> None:
    text = (
        "1. Rt Hon ANN DOE (Leader of the Opposition) to the Prime Minister: Does she stand by all she did?\n\n"
        "Rt Hon JANE ROE (Prime Minister): Yes, in its context.\n\nRt Hon ANN DOE: Why are there no boats?\n\n"
        "Rt Hon JANE ROE: We have built ten.\n\n2. TOM BRIGHT (National) to the Minister of Finance: What is it?\n\n"
        "Hon BILL POE (Minister of Finance): It is ten million.\n\nTOM BRIGHT: Is that enough?\n\nHon BILL POE: Yes.\n"
    )
    turns = read_text(text, "x").turns
    assert (turns[0].speaker, turns[0].person) == ("Rt Hon ANN DOE (Leader of the Opposition)", "ANN DOE")
    assert (turns[4].speaker, turns[4].notes) == ("TOM BRIGHT (National)", ("to the Minister of Finance",))
    assert turns[3].text == "We have built ten."


_LINES = [
    "Good morning. Thank you for coming in today.",
    "Thank you for having me. It is a pleasure.",
    "What happened at the harbour last week?",
    "We lost two boats in the storm. I was there all night.",
    "And now?",
    "Now we build new ones.",
]


@pytest.mark.parametrize("form", ["{}\t{}", "{}\t00:01:02\t{}", "<{}> {}", "{}\t\t{}"])
@pytest.mark.parametrize("names", [("Ann Doe", "Tom Bright"), ("INTERVIEWER", "P1"), ("Anna", "Tom")])
def test_labels_before_a_tab_or_in_pointed_brackets_were_none(form: str, names: tuple[str, str]) -> None:
    lines = [(name, words) for name, words in zip(names * 3, _LINES, strict=True)]
    assert said(read_text("\n".join(form.format(*line) for line in lines), "x")) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Boats\t10\nCars\t20\nBoats\t30\nCars\t40\n",
        "Item\tPrice\tWe need\nBread\t2.50\tYes\nMilk\t1.20\tNo\nBread\t2.50\tYes\nMilk\t1.20\tNo\n",
        "Name\tAnn Doe\nDate\tMarch 4, 2021\nPlace\tHarbour\nNotes\tWe met at noon.\n",
        "Ann Doe\tEngineer\nTom Bright\tDesigner\nJane Roe\tMayor of Harbour\n",
        "<Ann Doe Class=x> we go </Ann> <p>\n<P Align=left> you go\n",
        "hull\tThe body of a boat.\nmast\tIt holds the sails.\nkeel\tWe see it only in dock.\n",
    ],
)
def test_tables_are_no_dialogue(text: str) -> None:
    assert read_text(text, "x").format == "text"


@pytest.mark.parametrize("mark", ["{}\n", "{}\n\n", "#### {}\n", "**{}**\n\n"])
@pytest.mark.parametrize("name", ["ChatGPT", "Claude", "Gemini 2.5"])
def test_a_chat_copied_from_the_page_of_a_model_was_plain(mark: str, name: str) -> None:
    lines = [
        ("You", "What is the best way to mend a boat?"),
        (name, "There are several ways.\n\n* Dry the hull.\n* Sand it: this takes days."),
        ("You", "And how long does it take?"),
        (name, "It takes about two weeks, depending on the weather."),
    ]
    text = "\n\n".join(mark.format(f"{label} said:") + words for label, words in lines)
    assert said(read_text(text, "x")) == lines


def test_what_was_said_in_a_story_is_no_chat() -> None:
    text = "The storm\n\nThen he spoke. Mr. Poe said:\n\nI was there.\n\nTom said:\n\nSo was I.\n\nTom said:\n\nYes.\n"
    assert read_text(text, "x").format == "text"
