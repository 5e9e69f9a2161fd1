"""Files as people send them, each as small as shows how it was misread."""

import pytest

from qa.models import Transcript
from qa.transcripts import read_bytes, read_text
from qa.transcripts.labels import Shape, parse


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


def test_times_of_the_day_beside_the_numbers_of_lines_made_a_deposition_plain() -> None:
    lines = ["Q.   Where did you work in", "2018?", "A.   At the quarry.  I ran the", "crusher.", "Q.   Who led you?"]
    lines += [
        "A.   A man named Boyd.",
        "MR. STROUD:  Objection.",
        "A.   I think so.",
        "Q.   In what words?",
        "A.   Mine.",
    ]
    for stamp in ("09:30:{0:02d}  {0:>2}   {1}", "{0:>2}  09:30:{0:02d}   {1}", "09:30  {0}  {1}"):
        text = "\n".join(stamp.format(number, line) for number, line in enumerate(lines, 1))
        transcript = read_text(text, "x")
        assert said(transcript)[:2] == [
            ("Q", "Where did you work in 2018?"),
            ("A", "At the quarry.  I ran the crusher."),
        ]
        assert len(transcript.turns) == 8


@pytest.mark.parametrize(
    ("last", "said_at_the_end"),
    [
        ("Jörg Weiß hat die Transkription beendet", False),
        ("Jörg Weiß a arrêté la transcription", False),
        ("Jörg Weiß detuvo la transcripción", False),
        ("La reunión finalizó después de 00:12:40 👋", False),
        ("Esta transcripción editable se generó por computadora y puede contener errores.", False),
        ("Dieses Transkript wurde automatisch erstellt und kann Fehler enthalten.", False),
        ("La transcription, c'est moi qui l'ai faite.", True),
        ("Die Transkription hat er beendet, sagt er.", True),
    ],
)
def test_what_programs_say_at_the_end_in_other_languages_was_speech(last: str, said_at_the_end: bool) -> None:
    text = (
        f"Jörg Weiß   0:04\nWir fangen an.\n\nSophie von Arnim   0:09\nGut.\n\nJörg Weiß   0:12\nIch höre.\n\n{last}\n"
    )
    assert (last in read_text(text, "x").turns[-1].text) is said_at_the_end


def test_a_time_in_a_link_in_brackets_was_speech() -> None:
    lines = [
        ("Host", "What is a mill?"),
        ("Sunniva Aas", "It's ours."),
        ("Host", "All of it?"),
        ("Sunniva Aas", "Yes."),
    ]
    link = "[[00:1{0}](https://pod.example/ep?t=1{0})]"
    text = "\n\n".join(f"**{name}** {link.format(number)}: {text}" for number, (name, text) in enumerate(lines))
    transcript = read_text(text, "x.md")
    assert said(transcript) == lines
    assert [turn.start for turn in transcript.turns] == [10.0, 11.0, 12.0, 13.0]


def test_the_last_initial_of_a_name_lost_its_period() -> None:
    lines = [("Иванова А. П.", "Смета выросла."), ("Гусев В.Н.", "Почему?"), ("Smith J.", "It's steel.")] * 2
    assert said(read_text("\n\n".join(f"{name}: {text}" for name, text in lines), "x")) == lines


def test_an_office_in_small_letters_behind_a_name_with_a_particle_is_a_label() -> None:
    lines = [
        ("M. le président", "La séance est ouverte."),
        ("Mme Anne-Claire d'Estrées, ministre de la santé", "Deux postes sont ouverts."),
        ("M. Yann Kerbrat", "Et à Houat ?"),
        ("Mme Anne-Claire d'Estrées, ministre de la santé", "À Houat aussi."),
        ("M. Jean de la Tour, député", "Écoutez, c'est peu."),
    ]
    assert said(read_text("\n\n".join(f"{name}. {text}" for name, text in lines), "x")) == lines


def test_how_somebody_takes_part_from_elsewhere_was_their_name() -> None:
    lines = [
        ("ANN LEE", "Can you hear us?"),
        ("BOB ROE (by video link)", "I can."),
        ("BOB ROE (via Zoom)", "We had nine."),
    ]
    lines += [("CARL POE (Museum of Video)", "Good.")]
    transcript = read_text("\n\n".join(f"{name}: {text}" for name, text in lines), "x")
    assert [turn.speaker for turn in transcript.turns] == [
        "ANN LEE",
        "BOB ROE",
        "BOB ROE",
        "CARL POE (Museum of Video)",
    ]
    assert transcript.turns[1].notes == ("by video link",)


def test_who_is_announced_once_in_captions_in_capitals_was_nobody() -> None:
    cues = [
        "ANNOUNCER: THIS IS THE REPORT.",
        "GOOD EVENING. I'M CARLA.",
        "MAYOR SOLIS: WE HAD NO CHOICE.",
        "TONIGHT: SNOW.",
    ]
    text = "\n\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n>> {cue}" for n, cue in enumerate(cues, 1))
    assert said(read_text(text, "x.srt")) == [
        ("ANNOUNCER", "THIS IS THE REPORT."),
        (None, "GOOD EVENING. I'M CARLA."),
        ("MAYOR SOLIS", "WE HAD NO CHOICE."),
        (None, "TONIGHT: SNOW."),
    ]


RUIZ = [("Tom Hale", "You began at fifteen?"), ("Ane Ruiz", "At fourteen. I lied.")]
RUIZ += [("Tom Hale", "What did you find?"), ("Ane Ruiz", "Bottles, mostly.\n\nOnce a bell: a big one.")]
RUIZ += [("Tom Hale", "Whose bell?"), ("Ane Ruiz", "Nobody knows.")]


@pytest.mark.parametrize("asked", ["**{}: {}**", "**{}:** {}"])
def test_who_asks_in_bold_and_who_answers_in_plain_letters_stood_in_different_forms(asked: str) -> None:
    parts = [(asked if name == "Tom Hale" else "{}: {}").format(name, text) for name, text in RUIZ]
    assert said(read_text("# The bell\n\n" + "\n\n".join(parts), "x.md")) == RUIZ
    page = "".join(f"<p>{part}</p>" for part in "\n\n".join(parts).split("\n\n"))
    while "**" in page:
        page = page.replace("**", "<strong>", 1).replace("**", "</strong>", 1)
    found = read_text(f"<html><body><article><h1>The bell</h1>{page}</article></body></html>", "x.html")
    assert said(found) == RUIZ


def test_names_in_a_column_of_their_own_were_prose() -> None:
    lines = [("DC RAHMAN", "This interview is being recorded. What's your name?"), ("MARSH", "Colin Marsh.")]
    lines += [("DC RAHMAN", "You understand the caution?"), ("MARSH", "Yeah."), ("DS WHYTE", "Where were you?")]
    text = "RECORD OF INTERVIEW\nPlace: Tarrant Street\n\n"
    assert said(read_text(text + "\n\n".join(f"{name:<13}{text}" for name, text in lines), "x")) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Boats      We have ten.\nCars       We have two.\nBoats      You have none.\nCars       We sold them.\n",
        "hull       The body of a boat.\nmast       It holds the sails.\nkeel       Below.\nkeel       I see.\n",
    ],
)
def test_columns_of_terms_are_no_names(text: str) -> None:
    assert read_text(text, "x").speakers == ()


def test_the_oath_of_a_witness_was_said_by_counsel() -> None:
    text = (
        "THE COURT:  Call your witness.\n\nMS. LOPEZ:  The State calls Dr. Vance.\n\n          IRENE VANCE,\n"
        "having been first duly sworn, was examined\nand testified as follows:\n\n       DIRECT EXAMINATION\n"
        "BY MS. LOPEZ:\n"
        "Q.   Your name?\nA.   Irene Vance.\nQ.   What do you do?\nA.   I count.\n"
    )
    transcript = read_text(text, "x")
    assert transcript.turns[1].text == "The State calls Dr. Vance."
    assert transcript.turns[2].person == "MS. LOPEZ"
    assert transcript.turns[3].person == "IRENE VANCE"


def test_footnotes_behind_the_last_turn_were_its_words() -> None:
    text = "Ann Lee: When was it sold?\n\nBob Roe: In 2024.[1]\n\nAnn Lee: To whom?\n\nBob Roe: I forget.[2]\n\n"
    transcript = read_text(f"{text}[1] See the deed.\n[2] A brewer: Hüttl.\n", "x")
    assert transcript.turns[-1].text == "I forget.[2]"
    assert [aside.text for aside in transcript.asides] == ["[1] See the deed.", "[2] A brewer: Hüttl."]
    assert "[1] It's late." in read_text(f"{text}Ann Lee: Two points:\n\n[1] It's late.\n", "x").turns[-1].text
    assert read_text(f"{text}[3] I said so.\n", "x").turns[-1].text == "I forget.[2]\n\n[3] I said so."


DASHES = [
    "Depuis quand ?",
    "Depuis 1994.",
    "Vous vivez seul ?",
    "Avec deux chèvres — et la radio.",
    "Et l'hiver ?",
    "Je lis.",
]


@pytest.mark.parametrize("dash", ["— ", "– ", "—"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_interview_by_dashes_was_one_text(dash: str, gap: str) -> None:
    transcript = read_text("Le gardien du phare\n\n" + gap.join(dash + text for text in DASHES) + "\n", "x")
    assert said(transcript) == [(None, text) for text in DASHES]
    assert transcript.title == "Le gardien du phare"


@pytest.mark.parametrize(
    "text",
    [
        "Points\n\n" + "\n".join(f"– {text}" for text in ["Boats.", "Cars.", "Trains.", "Bikes.", "Feet.", "Skis."]),
        "Ask\n\n" + "\n".join(f"– {text}?" for text in ["Who", "What", "When", "Where", "Why", "How"]),
        "— Who?\n\nHe sat down.\n\n— Me.\n\nShe left.\n\n— Why?\n\nHe coughed.\n\n— No.\n\n— When?\n\n— Now.\n",
    ],
)
def test_dashes_of_lists_and_stories_are_no_interview(text: str) -> None:
    assert read_text(text, "x").format == "text"


def test_an_interview_with_bold_questions_by_its_head() -> None:
    asked = [("When did it crack?", "In the night."), ("Who saw it?", "The watchman."), ("And then?", "Water.")]
    body = "\n\n".join(f"**{question}**\n\n{answer}" for question, answer in asked)
    assert len(read_text(f"Interview with Ralf Behr\n\n{body}\n", "x.md").turns) == 7
    assert read_text(f"Questions and answers\n\n{body}\n", "x.md").format == "text"


def test_page_numbers_far_behind_the_number_of_a_document_were_speech() -> None:
    foot = f"\n\n30-06712{' ' * 60}{{}}/14\n\n"
    text = (
        "Mr. Doe (France): We agree.{0}Ms. Roe (Kenya): We do not.{1}Mr. Doe (France): Why?{2}Ms. Roe (Kenya): I see.\n"
    )
    transcript = read_text(text.format(*map(foot.format, (2, 3, 4))), "x")
    assert [turn.text for turn in transcript.turns] == ["We agree.", "We do not.", "Why?", "I see."]


@pytest.mark.parametrize("asks", ["Shop keeper", "Phóng viên", "Team leader 2", "Vedoucí směny"])
def test_a_part_in_small_letters_behind_a_capital_was_no_label(asks: str) -> None:
    lines = [(asks, "Do you open on Sundays?"), ("Minh", "Never."), (asks, "And why not, then?"), ("Minh", "I sleep.")]
    assert said(read_text("\n".join(f"{name}: {text}" for name, text in lines), "x")) == lines
    headed = [*lines, ("Next steps", "We open it."), *lines]
    assert read_text("\n".join(f"{name}: {text}" for name, text in headed), "x").speakers == (asks, "Minh")


ROLL = [("MAYOR SOLIS", "CALL THE ROLL."), ("CLERK", "DUNNE."), (None, "HERE."), ("CLERK", "ODOM."), (None, "PRESENT.")]


def test_who_is_not_named_behind_a_mark_was_whoever_spoke_before() -> None:
    text = "CITY OF HOLLIN\nFEBRUARY 3, 2021\n\n" + "\n".join(
        f">> {name}: {words}" if name else f">> {words}" for name, words in ROLL
    )
    transcript = read_text(f"{text}\n>> MAYOR SOLIS: THANK YOU.\n", "x")
    assert said(transcript) == [*ROLL, ("MAYOR SOLIS", "THANK YOU.")]
    assert transcript.turns[0].start is None
    assert transcript.date == "2021-02-03"


@pytest.mark.parametrize(
    "text",
    [
        "I agree.\n\n> Do we meet at nine?\n>> Who wrote that\n>> Not me\n>> Nor me\n\nAnn\n",
        ">>> import os\n>>> print(os.name)\nposix\n>>> Total\n",
    ],
)
def test_quotes_in_letters_and_prompts_are_no_marks_of_speakers(text: str) -> None:
    assert read_text(text, "x").format == "text"


def test_times_before_paragraphs_of_a_turn_were_speech() -> None:
    text = "Ann (00:00): Welcome.\n\n(00:04): Today, fog.\n\nBob (00:07): Thanks.\n\n(00:11) I've waited.\n\n"
    text += "Ann (00:15): So have I.\n"
    assert [turn.text for turn in read_text(text, "x").turns] == [
        "Welcome.\n\nToday, fog.",
        "Thanks.\n\nI've waited.",
        "So have I.",
    ]
    kept = "Ann: Welcome, you.\n\n(11:30) is when we met.\n\nBob: Thanks.\n\nAnn: I know.\n"
    assert "(11:30)" in read_text(kept, "x").turns[0].text


@pytest.mark.parametrize("note", ["risos", "lacht", "rires", "смеётся", "śmiech"])
def test_laughter_in_small_letters_in_another_language_was_speech(note: str) -> None:
    transcript = read_text(f"Ana: ({note}) Não foi.\nRui: Foi sim!\nAna: Não. ({note}) Tá bom.\nRui: Bom.\n", "x")
    assert [turn.notes for turn in transcript.turns] == [(note,), (), (note,), ()]


def test_a_time_at_the_beginning_of_a_numbered_line_is_said() -> None:
    lines = [
        "Q.   When did you leave?",
        "A.   I left the quarry at",
        "11:20 a.m. with Boyd.",
        "Q.   And then?",
        "A.   Home.",
    ]
    text = "\n".join(f"{number:>2}   {line}" for number, line in enumerate(lines * 2, 1))
    assert read_text(text, "x").turns[1].text == "I left the quarry at 11:20 a.m. with Boyd."


def test_whoever_writes_their_name_in_small_letters_in_a_chat_was_nobody() -> None:
    lines = [("mina", "morning all, crane 4 is down\nand crane 5"), ("theo.lind", "since when?")]
    lines += [("mina", "06:40, night shift logged it"), ("theo.lind", "calling Hessle"), ("Ann Roe", "thanks")]
    text = "\n\n".join(f"{name}  9:0{minute} AM\n{text}" for minute, (name, text) in enumerate(lines))
    found = [(name, words.replace("\n", " ")) for name, words in said(read_text(text, "x"))]
    assert found == [(name, words.replace("\n", " ")) for name, words in lines]


@pytest.mark.parametrize("text", ["coffee 9:30\nIn the hall.\n\nlunch 12:00\nFor you all.\n\ncoffee 15:30\nAgain.\n"])
def test_a_programme_in_small_letters_is_no_chat(text: str) -> None:
    assert read_text(text, "x").speakers == ()


def test_a_picture_before_a_name_hid_it() -> None:
    lines = [("🦊 Foxy Jane", "Are we on?"), ("Tom Bright 🧱", "I think so."), ("🦊 Foxy Jane", "Let's start.")]
    lines += [("Tom Bright 🧱", "Yes.")]
    assert said(read_text("\n\n".join(f"{name}: {text}" for name, text in lines), "x")) == lines
    noted = [
        "Action items: John sends it.",
        "Key point: we have no money.",
        "Next steps: Ann calls you.",
        "Note: I go.",
    ]
    assert read_text("\n\n".join(f"📌 {line}" for line in noted * 2), "x").speakers == ()


def test_a_debate_cut_off_within_a_note_lost_what_was_said_before() -> None:
    transcript = read_text('<TEI xmlns="x"><text><body><u who="#A"><seg>Hello there. <note>laugh', "x.xml")
    assert said(transcript) == [("A", "Hello there.")]
    assert [aside.text for aside in transcript.asides] == ["laugh"]


def test_an_article_alone_is_no_label() -> None:
    assert parse("um").shape is None
    assert parse("la journaliste").shape is Shape.TITLE
