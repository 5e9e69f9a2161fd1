"""PDF files, made by the tests in the ways transcripts are printed."""

import io
import random
import textwrap
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.transcripts import read_bytes

WORDS = (
    "the committee met to consider whether a report of this kind could be made public before the end of the year "
    "and what it would cost us in time and money"
).split()
LABELS = ("Mr. Doe (France)", "Ms. Roe (Kenya)", "The President")


def spoken(turns: int, seed: int = 3) -> list[tuple[str, list[str]]]:
    """Turns of one to three paragraphs, no two of one speaker in a row."""
    dice = random.Random(seed)

    def paragraph() -> str:
        sentences = (dice.choices(WORDS, k=dice.randint(5, 16)) for _ in range(dice.randint(1, 4)))
        return " ".join(" ".join(words).capitalize() + "." for words in sentences)

    made: list[tuple[str, list[str]]] = []
    for _ in range(turns):
        label = dice.choice([label for label in LABELS if not made or label != made[-1][0]])
        made.append((label, [paragraph() for _ in range(dice.randint(1, 3))]))
    return made


TALK = spoken(30)
EXPECTED = [(label, "\n\n".join(paragraphs)) for label, paragraphs in TALK]


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def put_aside(transcript: Transcript, kind: str) -> list[str]:
    return [aside.text for aside in transcript.asides if aside.kind == kind]


def printed(columns: int = 1, indent: int = 0, spacing: int = 8, align: int = 0) -> bytes:
    style = getSampleStyleSheet()["Normal"]
    style.firstLineIndent, style.alignment = indent, align
    story: list[Any] = []
    if columns == 1:
        story += [Paragraph("Transcript of the Hearing", style), Spacer(1, 14), Paragraph("March 4, 2021", style)]
        story.append(Spacer(1, 14))
    for label, paragraphs in TALK:
        for number, text in enumerate(paragraphs):
            story.append(Paragraph(f"<b>{label}:</b> {text}" if number == 0 else text, style))
            if spacing:
                story.append(Spacer(1, spacing))

    def furniture(canvas: Canvas, page: Any) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(72, 760, "A/75/PV.3")
        canvas.drawRightString(540, 760, "Meeting of the committee")
        canvas.drawCentredString(306, 40, f"Page {page.page} of 9")

    frames = [Frame(72, 72, 468, 640)] if columns == 1 else [Frame(72, 72, 220, 640), Frame(320, 72, 220, 640)]
    file = io.BytesIO()
    document = BaseDocTemplate(file, pagesize=letter)
    document.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    document.build(story)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [printed(), printed(indent=18, spacing=0), printed(align=4), printed(2, indent=18, spacing=0, align=4)],
    ids=["blank lines", "indents", "justified", "two columns"],
)
def test_who_said_what(data: bytes) -> None:
    transcript = read_bytes(data, "x.pdf")
    words = [(speaker, text.split()) for speaker, text in said(transcript)]
    assert words == [(speaker, text.split()) for speaker, text in EXPECTED]
    # A page may end with a paragraph; the text alone does not tell.
    differ = sum(one != other for one, other in zip(said(transcript), EXPECTED, strict=True))
    assert differ <= 2
    furniture = put_aside(transcript, "furniture")
    pages = len(PdfReader(io.BytesIO(data)).pages)
    assert furniture.count("A/75/PV.3 Meeting of the committee") == pages
    assert [text for text in furniture if text.startswith("Page")] == [f"Page {n} of 9" for n in range(1, pages + 1)]


def test_title_and_date_stand_in_the_text() -> None:
    transcript = read_bytes(printed(), "x.pdf")
    assert (transcript.title, transcript.date, transcript.format) == ("Transcript of the Hearing", "2021-03-04", "pdf")


def argument(pages: int = 6) -> tuple[bytes, list[tuple[str, str]]]:
    """Pages of 25 numbered lines, as courts print them, and a word index after them."""
    dice = random.Random(5)
    turns: list[tuple[str, str]] = []
    lines: list[str] = []
    while len(lines) < 25 * pages:
        label = dice.choice(["MR. DOE", "JUSTICE ROE", "CHIEF JUSTICE POE"])
        text = " ".join(dice.choices(WORDS, k=dice.randint(3, 60))).capitalize() + "."
        turns.append((label, text))
        lines += textwrap.wrap(f"          {label}:  {text}", 60, drop_whitespace=True)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter)
    for number, start in enumerate(range(0, len(lines), 25), 1):
        canvas.setFont("Courier", 12)
        canvas.drawRightString(540, 750, str(number))
        for count, line in enumerate(lines[start : start + 25], 1):
            canvas.drawRightString(100, 720 - 24 * count, str(count))
            canvas.drawString(115, 720 - 24 * count, line)
        canvas.drawCentredString(306, 50, "Example Reporting Company")
        canvas.showPage()
    for _ in range(2):
        canvas.setFont("Helvetica", 9)
        for column in range(4):
            for row in range(50):
                entry = f"{dice.choice(WORDS)} {dice.randint(1, 60)}:{dice.randint(1, 25)}"
                canvas.drawString(50 + 130 * column, 730 - 12 * row, entry)
        canvas.showPage()
    canvas.save()
    return file.getvalue(), turns


def test_lines_that_come_again_at_the_edge_of_numbered_pages_were_furniture() -> None:
    """An answer such as "I do." begins many pages of a deposition, and the numbers after it were not seen."""
    talk = ["Q.   Do you know Mr. Hall?", "A.   I do.", "MR. HALE:  Objection.", "THE COURT:  Overruled."]
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter)
    for page in range(4):
        canvas.drawString(250, 760, f"State v. Doe - Page {page + 1}")
        for line in range(24):
            canvas.drawString(50, 730 - 26 * line, str(line + 1))
            canvas.drawString(100, 730 - 26 * line, talk[line % len(talk)])
        canvas.showPage()
    canvas.save()
    transcript = read_bytes(file.getvalue(), "court.pdf")
    assert [turn.speaker for turn in transcript.turns] == ["Q", "A", "MR. HALE", "THE COURT"] * 24
    assert transcript.turns[1].text == "I do."
    assert len(put_aside(transcript, "furniture")) == 4


def test_numbered_lines_and_a_word_index() -> None:
    data, turns = argument()
    transcript = read_bytes(data, "x.pdf")
    assert said(transcript) == turns
    assert len(put_aside(transcript, "index")) == 2
    assert put_aside(transcript, "line numbers")[0] == " ".join(map(str, range(1, 26)))
    assert put_aside(transcript, "furniture").count("Example Reporting Company") >= 6


def lines_of(text: str, **options: Any) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter, **options)
    for start in range(0, len(text.split("\n")), 40):
        for row, line in enumerate(text.split("\n")[start : start + 40]):
            canvas.drawString(72, 720 - 14 * row, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_divided_words_are_put_together_where_that_is_safe() -> None:
    text = """ANN DOE: We looked at the consid-
eration of a long-
term plan. The term is long. It was a long term.

BOB ROE: The consideration was well-
known to us. It is well-known.

ANN DOE: Thank you, Bob.

BOB ROE: You are welcome."""
    transcript = read_bytes(lines_of(text), "x.pdf")
    assert said(transcript)[:2] == [
        ("ANN DOE", "We looked at the consideration of a long-term plan. The term is long. It was a long term."),
        ("BOB ROE", "The consideration was well-known to us. It is well-known."),
    ]


def test_a_report_stays_plain() -> None:
    text = """Status of the bridge

Status: closed since Monday.
Reason: ice on the deck.

The keeper, Ann Doe, said that the deck was “safe: almost”. Bob Roe did not
agree. The bridge stays closed until the ice has gone.

Contact: the keeper's house."""
    transcript = read_bytes(lines_of(text.replace("“", '"').replace("”", '"')), "x.pdf")
    assert transcript.speakers == ()
    assert len(transcript.turns) == 1
    assert "did not agree." in transcript.turns[0].text


def reason(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data, "x.pdf")
    assert "\n" not in caught.value.reason
    return caught.value.reason


@pytest.mark.parametrize("method", ["RC4-128", "AES-256"])
def test_a_password(method: str) -> None:
    def locked(password: str) -> bytes:
        writer = PdfWriter(clone_from=io.BytesIO(printed()))
        writer.encrypt(password, owner_password="owner", algorithm=method)
        file = io.BytesIO()
        writer.write(file)
        return file.getvalue()

    assert reason(locked("secret")) == "password-protected: save it without the password"
    assert len(read_bytes(locked(""), "x.pdf").turns) == len(TALK)  # may be read, not changed


def scan() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=letter)
    for _ in range(3):
        canvas.rect(72, 72, 400, 600, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_what_cannot_be_read_is_said_in_a_line() -> None:
    assert reason(scan()) == "a PDF that has no text, as scans have none: it needs OCR"
    assert reason(b"%PDF-1.7\n...").startswith("damaged")
    assert reason(b"%PDF-1.7\n" + bytes(range(256)) * 20).startswith("damaged")


@pytest.mark.parametrize("make", [printed, lambda: argument(2)[0]])
def test_damage_never_raises_anything_else(make: Callable[[], bytes]) -> None:
    whole = make()
    dice = random.Random(11)
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 60)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        for damaged in (bytes(data), whole[: dice.randrange(len(whole))]):
            try:
                read_bytes(damaged, "x.pdf")
            except UnreadableFile as error:
                assert error.reason
