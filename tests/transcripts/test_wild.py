"""Files as people send them, each as small as shows how it was misread."""

import pytest

from qa.models import Transcript
from qa.transcripts import read_bytes, read_text


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


@pytest.mark.parametrize(
    "asks", ["La journaliste", "Le maire", "L'animatrice", "Un intervenant", "The reporter", "El entrevistador"]
)
def test_an_article_before_a_part_in_small_letters_is_a_label(asks: str) -> None:
    space = " " if asks[0] in "LU" else ""
    lines = [
        (asks, "Pourquoi avoir fermé l'usine ?"),
        ("Hélène de Saint-Aubin", "Elle perdait de l'argent : deux millions par an."),
        (asks, "Et les ouvriers ?"),
        ("Hélène de Saint-Aubin", "Tous ont été reclassés, sauf quatre."),
    ]
    assert said(read_text("\n\n".join(f"{name}{space}: {text}" for name, text in lines), "x")) == lines


def test_a_question_that_is_announced_is_no_speaker() -> None:
    text = "ANN LEE: I see two of them.\n\nThe question: who pays?\n\nBOB ROE: We do.\n\nANN LEE: All of us?\n"
    assert [name for name, _ in said(read_text(text, "x"))] == ["ANN LEE", "BOB ROE", "ANN LEE"]


ABBEY = [
    ("Q", "When was it sold?"),
    ("A", "In 2024, to a brewer."),
    ("Q", "And the books?"),
    ("A", "They went to Graz."),
]


@pytest.mark.parametrize("head", ["Interview with Sister Benedikta", "Transcript", "Entretien avec sœur Benoîte"])
def test_an_interview_where_nobody_says_i_was_a_list_of_frequent_questions(head: str) -> None:
    text = f"{head}\n\n" + "\n".join(f"{name}: {text}" for name, text in ABBEY)
    assert said(read_text(text, "x")) == ABBEY


@pytest.mark.parametrize("head", ["Our shop", "FAQ: transcripts", "Frequently asked questions about the interview"])
def test_frequent_questions_are_no_interview_by_their_head(head: str) -> None:
    text = f"{head}\n\n" + "\n".join(f"{name}: {text}" for name, text in ABBEY)
    assert read_text(text, "x").speakers == ()


@pytest.mark.parametrize("rule", ["* * *", "***", "---", "- - -", "_____"])
def test_rules_between_turns_made_notes_of_a_conversation(rule: str) -> None:
    lines = [("You", "How often do I water a fern?"), ("ChatGPT", "Twice a week."), ("You", "And in winter?")]
    lines.append(("ChatGPT", "Once."))
    text = f"\n\n{rule}\n\n".join(f"**{name}:**\n{text}" for name, text in lines)
    assert said(read_text(text, "x.md")) == lines


def test_whoever_ends_no_sentence_in_a_chat_was_nobody() -> None:
    lines = [("Mina Kaur", "morning all, crane 4 is down"), ("Theo Lind", "since when?")]
    lines += [("Mina Kaur", "06:40, night shift logged it"), ("Theo Lind", "calling Hessle")]
    text = "\n\n".join(f"{name}  9:0{minute} AM\n{text}" for minute, (name, text) in enumerate(lines))
    assert said(read_text(text, "x")) == lines


def test_a_label_with_a_question_mark_is_somebody_whom_the_typist_is_not_sure_of() -> None:
    lines = [("M", "How often?"), ("P1", "Every day."), ("P2", "Twice a week."), ("P?", "Me too."), ("All", "Yes!")]
    lines += [("M", "OK."), ("P1", "Sure.")]
    assert said(read_text("\n".join(f"{name}: {text}" for name, text in lines), "x")) == lines


def test_a_japanese_name_with_a_sign_of_repetition_was_no_name() -> None:
    lines = [("司会", "港の現状から。"), ("佐々木", "水温です。"), ("司会", "なるほど。"), ("佐々木", "二度です。")]
    assert said(read_text("\n\n".join(f"{name}　{text}" for name, text in lines), "x")) == lines


def test_initials_explained_above_an_interview_were_its_first_turns() -> None:
    lines = [("NF", "When did you start?"), ("TL", "I was fourteen."), ("NF", "And the pay?"), ("TL", "Poor.")]
    head = "The brickworks\n\nNF: Nadia Ferro, interviewer\nTL: Tobias Lange, kiln master\n\n"
    transcript = read_text(head + "\n".join(f"{name}: {text}" for name, text in lines), "x")
    assert said(transcript) == lines
    assert [turn.person for turn in transcript.turns[:2]] == ["Nadia Ferro", "Tobias Lange"]


def test_fields_of_a_head_in_a_language_without_capitals_were_turns() -> None:
    lines = [("पत्रकार", "पानी कब से नहीं है?"), ("कमला देवी", "दो साल से।")] * 2
    head = "साक्षात्कार: सरपंच कमला देवी\nदिनांक: 5 मार्च 2031\n\n"
    assert said(read_text(head + "\n".join(f"{name}: {text}" for name, text in lines), "x")) == lines


def test_french_of_an_older_macintosh_was_read_as_that_of_windows() -> None:
    lines = [("Hélène Pâquet", "Bonjour à tous."), ("Rémi Noël", "Ça va ?")] * 2
    text = "\n\n".join(f"{name} : {text}" for name, text in lines)
    for encoding in ("mac_roman", "cp1252"):
        assert said(read_bytes(text.encode(encoding), "x")) == lines


def test_names_beside_the_numbers_of_cues_were_lost() -> None:
    cues = [("Hanne Dahl", "Hi, welcome."), ("Oskar Nyberg", "Hello Hanne."), ("Hanne Dahl", "Let's start.")]
    text = "WEBVTT\n\n" + "\n\n".join(
        f'{number} "{name}" (345{number})\n00:00:0{number}.000 --> 00:00:0{number}.900\n{words}'
        for number, (name, words) in enumerate(cues, 1)
    )
    assert said(read_text(text, "webex.vtt")) == cues


def test_a_name_in_tei_stands_with_the_family_first_and_a_paragraph_goes_on_after_a_noise() -> None:
    person = '<person xml:id="HI"><persName><surname>Horvat</surname><forename>Ivo</forename></persName></person>'
    text = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{person}</teiHeader><text><u who="#HI"><seg>Thank you. '
        "The <vocal><desc>coughs</desc></vocal> ferry is late.</seg></u></text></TEI>"
    )
    transcript = read_text(text, "x.xml")
    assert said(transcript) == [("Ivo Horvat", "Thank you. The ferry is late.")]
    assert [aside.text for aside in transcript.asides] == ["coughs"]
