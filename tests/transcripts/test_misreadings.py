"""Files that were once misread, each as small as shows the defect."""

import pytest

from qa.models import Transcript
from qa.transcripts import read_text
from qa.transcripts.dates import day_of_many


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def starts(transcript: Transcript) -> list[float | None]:
    return [turn.start for turn in transcript.turns]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Anna: Did you bring the keys?\nBen: No, I left them at the office.\nCarla: Then we walk.\n",
            [
                ("Anna", "Did you bring the keys?"),
                ("Ben", "No, I left them at the office."),
                ("Carla", "Then we walk."),
            ],
        ),
        (
            "Maria Lopez: How was the trip?\n\nJohn Smith: It was long, but I liked it.\n",
            [("Maria Lopez", "How was the trip?"), ("John Smith", "It was long, but I liked it.")],
        ),
    ],
)
def test_a_scrap_of_conversation_was_taken_as_prose(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(read_text(text, "x")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Problem: How do we cross the river?\nSolution: We build a bridge, and you pay.\n",
        "Next Steps: Do we have a plan?\n\nKey Findings: We found that it's too late.\n",
        "Before: I was tired. Were you?\nAfter: I'm not.\n",
        "Title: What is it?\nAuthor: I don't know.\n",
    ],
)
def test_headings_over_a_paragraph_are_no_scrap_of_conversation(text: str) -> None:
    assert read_text(text, "x").speakers == ()


@pytest.mark.parametrize("mark", [". ", ") ", "  "])
def test_numbers_of_turns_were_read_into_the_labels(mark: str) -> None:
    lines = ["Interviewer: So when did you start?", "Participant 4: In 2011. I was a nurse."] * 3
    text = "".join(f"{number}{mark}{line}\n" for number, line in enumerate(lines, 98))
    transcript = read_text(text, "x")
    assert transcript.speakers == ("Interviewer", "Participant 4")
    assert transcript.turns[5].text == "In 2011. I was a nurse."
    assert [aside.kind for aside in transcript.asides] == ["line numbers"]


@pytest.mark.parametrize(("first", "rounds"), [(1, 1), (1, 60), (37, 40)], ids=["short", "long", "from-the-middle"])
def test_numbers_of_lines_that_run_on_were_said(first: int, rounds: int) -> None:
    lines = ["INT: So when did you start?", "P4: In 2011. I was a nurse, and", "I liked it.", "INT: Why did you leave?"]
    text = "".join(f"{number:5}  {line}\n" for number, line in enumerate(lines * rounds, first))
    turns = said(read_text(text, "x"))
    assert turns[:2] == [("INT", "So when did you start?"), ("P4", "In 2011. I was a nurse, and I liked it.")]
    assert {speaker for speaker, _ in turns} == {"INT", "P4"}


def test_a_letter_was_a_conversation() -> None:
    text = "Dear Ann:\n\nDo you remember me? I am well.\n\nYours,\nBob\n\nPS: Write soon.\n"
    assert read_text(text, "x").speakers == ()


def test_a_conversation_with_a_language_model_had_no_known_shape() -> None:
    text = '[{"role": "user", "content": "Hi?"}, {"role": "assistant", "content": "Hello!"}]'
    assert said(read_text(text, "x.json")) == [("user", "Hi?"), ("assistant", "Hello!")]


def test_a_list_in_a_turn_was_put_on_one_line() -> None:
    text = (
        "DR. FINN: There are three points:\n1. Water: we need\nmore of it.\n2. Soil.\n3. Air.\nMS. GRAY: Thank you.\n"
    )
    assert (
        read_text(text, "x").turns[0].text
        == "There are three points:\n1. Water: we need more of it.\n2. Soil.\n3. Air."
    )


def test_the_head_of_the_next_meeting_was_said_by_the_last_speaker_of_the_one_before() -> None:
    meeting = "\n\nMAYOR LIND: Order, please.\nCLERK DAHL: All are present.\nMAYOR LIND: Thank you. We are adjourned."
    text = f"Council Meeting\nMarch 4, 2024{meeting}\n\nCouncil Meeting\nMarch 18, 2024{meeting}\n"
    transcript = read_text(text, "x")
    assert [turn.text for turn in transcript.turns[2::3]] == ["Thank you. We are adjourned."] * 2
    assert [(aside.kind, aside.before_turn) for aside in transcript.asides] == [("front matter", 0), ("heading", 3)]


def test_a_day_that_is_said_stays_in_its_turn() -> None:
    text = "ANN DOE: When was it?\n\nBOB ROE: March 18, 2024\n\nANN DOE: And then?\n\nBOB ROE: I left.\n"
    assert read_text(text, "x").turns[1].text == "March 18, 2024"


@pytest.mark.parametrize(
    "line", ["Meeting ended after 00:31:12 👋", "Ruth Adams stopped transcription", "Recording stopped"]
)
def test_what_the_meeting_program_says_at_the_end_was_said_by_the_last_speaker(line: str) -> None:
    text = f"Ana Costa: Are we ready?\nBen Adler: I think so.\nAna Costa: Good.\nBen Adler: Yes.\n\n{line}\n"
    assert read_text(text, "x").turns[-1].text == "Yes."


def test_a_time_on_the_line_before_a_label_was_no_time() -> None:
    text = "0:00\nAnn: hello and welcome\n0:04\nBo: thanks it's good to be here\n0:09\nAnn: we look at bridges\n"
    assert starts(read_text(text, "x")) == [0.0, 4.0, 9.0]


def test_times_of_one_digit_were_said() -> None:
    text = "0:0:0.0 --> 0:0:2.340\nAdams, Ruth\nSo, what's first?\n\n0:0:2.900 --> 0:1:4.340\nKen Mori\nThe roof.\n\n"
    transcript = read_text(text + "0:1:5.0 --> 0:1:6.340\nAdams, Ruth\nAgain?\n", "x")
    assert said(transcript) == [
        ("Adams, Ruth", "So, what's first?"),
        ("Ken Mori", "The roof."),
        ("Adams, Ruth", "Again?"),
    ]
    assert starts(transcript) == [0.0, 2.9, 65.0]


def test_a_calling_in_small_letters_made_a_label_none() -> None:
    text = (
        "**Sam (host):** Welcome!\n\n**Dr. Ines Paz, chief engineer:** Hello, Sam.\n\n**Sam (host):** What is a road?\n"
    )
    assert read_text(text, "x").speakers == ("Sam (host)", "Dr. Ines Paz, chief engineer")


def test_names_before_a_dash_were_prose() -> None:
    text = "Nora — I don't think so.\nEmil — Why not?\nNora — You know it.\nEmil — I don't.\n"
    assert said(read_text(text, "x"))[1:3] == [("Emil", "Why not?"), ("Nora", "You know it.")]


def test_an_entry_with_its_day_and_a_name_was_prose() -> None:
    text = "[06-Feb-24 09:01 AM] kim#12\nThe build is red.\n\n[06-Feb-24 09:02 AM] ana_r\nOn it: I broke it.\n"
    transcript = read_text(text, "x")
    assert said(transcript) == [("kim#12", "The build is red."), ("ana_r", "On it: I broke it.")]
    assert starts(transcript) == [32460.0, 32520.0]


def test_an_invisible_mark_hid_a_message() -> None:
    text = "[24.12.23, 20:02:11] Lena Vogt: Kommst du?\n\u200e[24.12.23, 20:04:02] ~\u202fJörg: Ja, gern.\n"
    transcript = read_text(text, "x")
    assert said(transcript) == [("Lena Vogt", "Kommst du?"), ("Jörg", "Ja, gern.")]
    assert transcript.date == "2023-12-24"


def test_an_event_was_the_title_of_a_chat() -> None:
    text = (
        '12/24/23, 8:01 PM - Lena created group "Trip"\n12/24/23, 8:02 PM - Lena: Hi?\n12/24/23, 8:03 PM - Jo: Yes!\n'
    )
    transcript = read_text(text, "x")
    assert (transcript.title, transcript.date) == (None, "2023-12-24")


@pytest.mark.parametrize(
    ("stamps", "day"),
    [
        (["2024-02-06 09:01"], "2024-02-06"),
        (["3/4/24, 8:01 PM", "3/15/24, 8:01 PM"], "2024-03-04"),
        (["3/4/2024, 20:01", "15/4/2024, 20:01"], "2024-04-03"),
        (["03.04.24, 20:01"], "2024-04-03"),
        (["3/4/24, 20:01", "3/5/24, 20:01"], None),
        (["09:01"], None),
    ],
)
def test_the_day_of_a_chat(stamps: list[str], day: str | None) -> None:
    assert day_of_many(stamps) == day


def test_a_telephone_in_a_meeting_was_said_by_the_speaker_before() -> None:
    cues = ["Priya Raman: Good morning.", "Priya Raman: Let's start.", "Tom | Finance: Thanks.", "iPhone (2): Hi."]
    shown = "\n\n".join(f"00:00:0{i}.000 --> 00:00:0{i}.900\n{cue}" for i, cue in enumerate(cues))
    assert read_text(f"WEBVTT\n\n{shown}\n", "x").speakers == ("Priya Raman", "Tom | Finance", "iPhone (2)")


def test_who_asks_in_brackets_was_said() -> None:
    lines = [
        "Q.   And did you see the car?",
        "A.   I did.  It was red.",
        "Q.   (BY MR. STONE) What time was it?",
        "A.   Ten.",
    ]
    transcript = read_text("\n".join([*lines, "Q.   In the morning?", "A.   Yes, sir, I think so."]) + "\n", "x")
    assert [(turn.text, turn.person) for turn in transcript.turns if turn.speaker == "Q"] == [
        ("And did you see the car?", None),
        ("What time was it?", "MR. STONE"),
        ("In the morning?", "MR. STONE"),
    ]


def test_a_debate_in_german_kept_its_applause_and_had_no_day() -> None:
    text = (
        "Deutscher Bundestag\n112. Sitzung\nBerlin, Donnerstag, den 22. Juni 2023\n\n"
        "Präsidentin Berta Klee:\nDie Sitzung ist eröffnet.\n\nDr. Max Harms (SPD):\nMeine Damen und Herren!\n\n"
        "(Beifall bei der SPD – Eva Roth [GRÜNE]: Bravo!)\n\nEs geht um viel.\n\n"
        "Präsidentin Berta Klee:\nVielen Dank.\n"
    )
    transcript = read_text(text, "x")
    assert transcript.date == "2023-06-22"
    assert said(transcript)[1] == ("Dr. Max Harms (SPD)", "Meine Damen und Herren!\n\nEs geht um viel.")
    assert transcript.turns[1].notes == ("Beifall bei der SPD – Eva Roth [GRÜNE]: Bravo!",)


def test_a_debate_in_french_was_prose() -> None:
    text = (
        "Séance du mardi 12 mars 2024\n\nMme la présidente. La séance est ouverte.\n\nM. Paul Girard. Le projet est "
        "clair : il faut agir. (Applaudissements.)\n\nMme la présidente. Merci.\n\nM. le ministre. Je suis d'accord.\n"
    )
    transcript = read_text(text, "x")
    assert transcript.date == "2024-03-12"
    assert transcript.speakers == ("Mme la présidente", "M. Paul Girard", "M. le ministre")
    assert transcript.turns[1].text == "Le projet est clair : il faut agir."


def test_a_debate_in_spanish_was_prose() -> None:
    text = (
        "DIARIO DE SESIONES\nmartes 12 de marzo de 2024\n\nLa señora PRESIDENTA: Se abre la sesión.\n\n"
        "El señor MINISTRO DE HACIENDA (Ruiz Soto): Muchas gracias.\n\n(Aplausos).\n\nLa señora PRESIDENTA: Gracias.\n"
    )
    transcript = read_text(text, "x")
    assert transcript.date == "2024-03-12"
    assert said(transcript)[1] == ("El señor MINISTRO DE HACIENDA (Ruiz Soto)", "Muchas gracias.")


def test_two_who_take_turns_under_the_head_of_an_act_were_prose() -> None:
    text = "ACT I\nSCENE 1. A room.\n\n" + "BERNARDO\nWho's there?\n\nFRANCISCO\nNay, answer me: stand.\n\n" * 3
    transcript = read_text(text, "x")
    assert said(transcript) == [("BERNARDO", "Who's there?"), ("FRANCISCO", "Nay, answer me: stand.")] * 3


def test_the_day_of_an_event_before_the_first_message_is_the_day_of_the_chat() -> None:
    text = "*** wren joined on February 11, 2010\n[10:01] <wren> hello there\n[10:02] <moss> hi, wren\n"
    assert read_text(text, "x").date == "2010-02-11"


ASKED_IN_TURN = "".join(
    f"I: And what was it like on ward {n}?\n\nP1: Well, I didn't mind it. You got used to the noise on ward {n}.\n\n"
    for n in ("one", "two", "three", "four")
)


@pytest.mark.parametrize(
    "header",
    [
        "Interviewer: Sarah Hobday",
        "Interviewer: Sarah Hobday. Also present: Margaret Bell (daughter)",
        "Study: Handover\nParticipant: P1, staff nurse, 6 years' experience\nDate: 3 October 2022",
        "Interview with Edith Pearson\nInterviewer: Sarah Hobday (I)\nInterviewee: Edith Pearson",
    ],
)
def test_a_header_that_names_the_interviewer_made_the_interview_a_plain_text(header: str) -> None:
    transcript = read_text(f"{header}\n\n{ASKED_IN_TURN}", "x")
    assert [speaker for speaker, _ in said(transcript)] == ["I", "P1"] * 4


@pytest.mark.parametrize(
    "label",
    [
        "Member of the public",
        "A member of the public",
        "Question from the floor",
        "Member of the audience",
        "Woman in the audience",
        "Resident",
    ],
)
def test_whoever_speaks_from_the_floor_was_taken_for_the_councillor_before(label: str) -> None:
    transcript = read_text(
        "Cllr Stubbs: Would the public like to say anything? Yes, at the back.\n\n"
        f"{label}: My wing mirror's gone twice. I don't mind what you do as long as you do it.\n\n"
        "Cllr Stubbs: Thank you. I propose that we buy two of the signs.\n\n"
        "Cllr Hallam: I'll vote against. It's a waste of public money.\n\n"
        "Cllr Stubbs: That's carried.\n\nCllr Hallam: All right, then.\n",
        "x",
    )
    assert said(transcript)[1] == (label, "My wing mirror's gone twice. I don't mind what you do as long as you do it.")
