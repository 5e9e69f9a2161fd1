"""Debates, hearings and trials that were once misread, in the shapes in which they are published."""

import pytest

from qa.models import Transcript
from qa.transcripts import read_text


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


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


def test_the_only_question_of_a_press_conference_was_said_by_the_president() -> None:
    text = (
        "Remarks by President Doe\n\nTHE PRESIDENT:  Good afternoon.\n\nAUDIENCE MEMBER:  We love you!\n\n"
        "THE PRESIDENT:  Thank you.\n\nQ    Mr. President, what about the budget?\n\nTHE PRESIDENT:  Later.\n"
    )
    assert said(read_text(text, "x"))[3] == ("Q", "Mr. President, what about the budget?")


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


def test_who_questions_in_an_inquiry_and_its_witness_were_said() -> None:
    lines = [
        "SIR JOHN POE:  Good morning, Mr Lee.",
        "MR LEE:  Good morning, sir.  May I call Ruth Adams,",
        "    please.",
        "             MRS RUTH ADAMS (affirmed)",
        "                Questioned by MR LEE",
        "MR LEE:  Please give your full name.",
        "A.  Ruth Mary Adams.",
        "Q.  Did you read the report?",
        "A.  I did not.",
        "             Questioned by MS ROE",
        "MS ROE:  I act for the families.",
        "Q.  Never?",
        "A.  Never.",
        "(11.02 am)",
        "SIR JOHN POE:  We break there.",
    ]
    transcript = read_text("\n".join(f"{number:2}  {line}" for number, line in enumerate(lines, 1)), "x")
    assert said(transcript)[1:3] == [
        ("MR LEE", "Good morning, sir.  May I call Ruth Adams, please."),
        ("MR LEE", "Please give your full name."),
    ]
    assert [(turn.text, turn.person) for turn in transcript.turns if turn.speaker in "QA"] == [
        ("Ruth Mary Adams.", "RUTH ADAMS"),
        ("Did you read the report?", "MR LEE"),
        ("I did not.", "RUTH ADAMS"),
        ("Never?", "MS ROE"),
        ("Never.", "RUTH ADAMS"),
    ]


def test_senators_with_long_offices_were_prose() -> None:
    text = (
        "Tuesday, 12 March 2024\n\nThe PRESIDENT (Senator the Hon. Sue Lines) took the chair at 12:00.\n\n"
        "Senator ROE (Queensland) (14:01): How high is the river?\n\n"
        "Senator LEE (South Australia—Minister for Water and Leader of the Government in the Senate) (14:02): It is at "
        "four metres.\n\nOpposition senators interjecting—\n\n"
        "The PRESIDENT: Order! Senator Roe?\n\nSenator ROE: And who pays?\n\nSenator LEE: We do.\n"
    )
    assert [turn.text for turn in read_text(text, "x").turns] == [
        "How high is the river?",
        "It is at four metres.",
        "Order! Senator Roe?",
        "And who pays?",
        "We do.",
    ]


def test_a_page_of_the_european_parliament_was_prose() -> None:
    def row(bold: str, rest: str) -> str:
        return f'<table><tr><td><p class="contents"><span class="bold">{bold}</span>{rest}</p></td></tr></table>'

    page = (
        "<html><head><title>Debates - Floods - Tuesday, 12 March 2024</title></head><body>"
        "<table><tr><td>3. Floods in Europe (debate)</td></tr></table>"
        + row("President. –", " The next item is the debate on floods.")
        + row("Jana Rova", ", <i>Member of the Commission. –</i> We will pay for it.")
        + row("Paul Lenoir", ", <i>au nom du groupe PPE. –</i> Madame la Présidente, c'est trop peu.")
        + row("President. –", " I thank you.")
        + "</body></html>"
    )
    transcript = read_text(page, "x.html")
    assert transcript.date == "2024-03-12"
    assert said(transcript) == [
        ("President", "The next item is the debate on floods."),
        ("Jana Rova, Member of the Commission", "We will pay for it."),
        ("Paul Lenoir, au nom du groupe PPE", "Madame la Présidente, c'est trop peu."),
        ("President", "I thank you."),
    ]


@pytest.mark.parametrize(
    "line", ["Meeting closed at 17:02.", "The Court rose at 11 a.m.", "Minutes formatted by scribe.perl version 221."]
)
def test_when_a_sitting_rose_was_said_by_whoever_spoke_last(line: str) -> None:
    text = f"The PRESIDENT: Please be seated.\n\nMr. LEE: Thank you.\n\nThe PRESIDENT: I thank you.\n\n{line}\n"
    assert read_text(text, "x").turns[-1].text == "I thank you."


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "De voorzitter:\nGoedemiddag.\n\nDe heer Van Dijk (SP):\nDe rivier stijgt.\n\nMevrouw De Vries (VVD):\nDat "
            "klopt niet.\n\nDe heer Van Dijk (SP):\nJawel.\n\nMinister Jansen:\nWij doen het.\n\n"
            "De voorzitter:\nDank u.\n",
            ("De voorzitter", "De heer Van Dijk (SP)", "Mevrouw De Vries (VVD)", "Minister Jansen"),
        ),
        (
            "O SR. PRESIDENTE (João Silva) - Declaro aberta a sessão.\n\nA SRA. MARIA COSTA (PT) - O rio sobe.\n\n"
            "O SR. PRESIDENTE (João Silva) - Obrigado.\n\nO SR. PEDRO SOUZA (PSB) - Não é verdade.\n\n"
            "A SRA. MARIA COSTA (PT) - É, sim.\n\nO SR. PRESIDENTE (João Silva) - Está encerrada a sessão.\n",
            ("O SR. PRESIDENTE (João Silva)", "A SRA. MARIA COSTA (PT)", "O SR. PEDRO SOUZA (PSB)"),
        ),
        (
            "PRESIDENTE. La seduta è aperta.\n\nMARIO ROSSI (PD). Grazie. Il fiume sale.\n\nPRESIDENTE. Grazie.\n\n"
            "ANNA BIANCHI, Ministra dell'Ambiente. Lo sappiamo.\n\nMARIO ROSSI (PD). E allora?\n\nPRESIDENTE. La "
            "seduta è tolta.\n\nLa seduta termina alle 12.\n",
            ("PRESIDENTE", "MARIO ROSSI (PD)", "ANNA BIANCHI, Ministra dell'Ambiente"),
        ),
    ],
    ids="dutch portuguese italian".split(),
)
def test_whoever_presides_or_governs_abroad_was_no_speaker(text: str, speakers: tuple[str, ...]) -> None:
    transcript = read_text(text, "x")
    assert transcript.speakers == speakers
    assert not transcript.turns[-1].text.endswith("12.")


def test_where_the_record_is_kept_was_its_title() -> None:
    text = (
        "[Congressional Record Volume 170, Number 44 (Tuesday, March 12, 2024)]\n[Senate]\n"
        "From the Congressional Record Online through the Government Publishing Office [www.gpo.gov]\n\n\n"
        "      FLOODS\n\n  Mr. DOE. I rise to speak.\n"
        "  The PRESIDING OFFICER. The Senator from Ohio.\n  Mr. DOE. I yield the floor.\n"
    )
    assert read_text(text, "x").title == "FLOODS"


def test_questions_from_somebody_and_a_witness_without_an_examiner_were_said() -> None:
    text = (
        "THE CHAIR: Good morning.\n\nQuestions from MR LEE\n\nQ.  Did you read it?\n\nA.  I did.\n\nQ.  When?\n\n"
        "A.  In May.\n\n    MRS RUTH ADAMS (sworn)\n\nQ.  Your name?\n\nA.  Ruth Adams.\n\nTHE CHAIR: Thank you.\n"
    )
    turns = [(turn.text, turn.person) for turn in read_text(text, "x").turns if turn.speaker in "QA"]
    assert turns[0] == ("Did you read it?", "MR LEE")
    assert turns[3:] == [("In May.", None), ("Your name?", "MR LEE"), ("Ruth Adams.", "RUTH ADAMS")]


def test_an_article_before_two_spaces_was_an_answer() -> None:
    text = "MR. LEE: I have this.\n\nA  small thing happened.\n\nMS. ROE: Did you?\n\nMR. LEE: Yes.\n"
    assert read_text(text, "x").speakers == ("MR. LEE", "MS. ROE")
