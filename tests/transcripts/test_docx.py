"""Word documents, made by the tests in the ways people write transcripts with a word processor."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.transcripts import read_bytes

TALK = [
    ("Ann Doe", "Good morning. Shall we begin?"),
    ("Bob Roe", "Yes, I have the figures here: three of them."),
    ("Ann Doe", "Please read them to us."),
    ("Bob Roe", "Five, seven and nine."),
]


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(document: Any, name: str = "talk.docx") -> Transcript:
    return read_bytes(saved(document), name)


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def bold_label(document: Any, label: str, text: str, colon_inside: bool = True) -> Any:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}:" if colon_inside else label).bold = True
    paragraph.add_run(f" {text}" if colon_inside else f": {text}")
    return paragraph


def with_bold(document: Any) -> None:
    for label, text in TALK:
        bold_label(document, label, text)


def with_bold_before_the_colon(document: Any) -> None:
    for label, text in TALK:
        bold_label(document, label, text, colon_inside=False)


def with_bold_lines(document: Any) -> None:
    for label, text in TALK:
        document.add_paragraph().add_run(label).bold = True
        document.add_paragraph(text)


def with_plain_labels(document: Any) -> None:
    for label, text in TALK:
        document.add_paragraph(f"{label}: {text}")


def with_headings(document: Any) -> None:
    for label, text in TALK:
        document.add_heading(label, 3)
        document.add_paragraph(text)


def with_line_breaks(document: Any) -> None:
    paragraph = document.add_paragraph()
    for label, text in TALK:
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(text).add_break()


def with_table(document: Any) -> None:
    table = document.add_table(0, 2)
    for label, text in TALK:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, text


def with_speaker_style(document: Any) -> None:
    document.styles.add_style("Speaker Name", 2)
    for label, text in TALK:
        paragraph = document.add_paragraph()
        paragraph.add_run(label, style="Speaker Name")
        paragraph.add_run(f" {text}")


@pytest.mark.parametrize(
    "write",
    [
        with_bold,
        with_bold_before_the_colon,
        with_bold_lines,
        with_plain_labels,
        with_headings,
        with_line_breaks,
        with_table,
        with_speaker_style,
    ],
)
def test_who_said_what(write: Callable[[Any], None]) -> None:
    document = docx.Document()
    document.add_heading("Budget Meeting", 0)
    document.add_paragraph("3 May 2021")
    write(document)
    transcript = read(document)
    assert said(transcript) == TALK
    assert (transcript.title, transcript.date, transcript.format) == ("Budget Meeting", "2021-05-03", "docx")


def test_a_table_of_times_speakers_and_words() -> None:
    document = docx.Document()
    table = document.add_table(1, 3)
    for cell, text in zip(table.rows[0].cells, ("Time", "Speaker", "Text"), strict=True):
        cell.text = text
    for minute, (label, text) in enumerate(TALK):
        for cell, value in zip(table.add_row().cells, (f"00:0{minute}:05", label, text), strict=True):
            cell.text = value
    transcript = read(document)
    assert said(transcript) == TALK
    assert [turn.start for turn in transcript.turns] == [5, 65, 125, 185]


def test_tracked_changes() -> None:
    document = docx.Document()
    with_plain_labels(document)
    for kind, tag, text in (("w:ins", "w:t", " And ten."), ("w:del", "w:delText", " And eleven.")):
        change, run, piece = OxmlElement(kind), OxmlElement("w:r"), OxmlElement(tag)
        piece.text = text
        piece.set(qn("xml:space"), "preserve")
        run.append(piece)
        change.append(run)
        document.paragraphs[-1]._p.append(change)
    assert read(document).turns[-1].text == "Five, seven and nine. And ten."


def test_headers_and_footers_are_furniture() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Example Ltd: confidential"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    with_bold(document)
    transcript = read(document)
    assert said(transcript) == TALK
    assert [(aside.kind, aside.text, aside.before_turn) for aside in transcript.asides] == [
        ("furniture", "Example Ltd: confidential", 0),
        ("furniture", "Page 1", 4),
    ]


def test_paragraphs_continue_a_turn_and_headings_do_not() -> None:
    document = docx.Document()
    with_bold(document)
    document.add_paragraph("That is all of them.")
    document.add_heading("Second part", 2)
    bold_label(document, "Ann Doe", "Thank you (laughter).")
    transcript = read(document)
    assert transcript.turns[3].text == "Five, seven and nine.\n\nThat is all of them."
    assert (transcript.turns[4].text, transcript.turns[4].notes) == ("Thank you.", ("laughter",))
    assert [(aside.kind, aside.text, aside.before_turn) for aside in transcript.asides] == [
        ("heading", "Second part", 4)
    ]


def test_title_and_day_of_the_properties_where_the_text_has_none() -> None:
    document = docx.Document()
    with_bold(document)
    document.core_properties.title = "Budget Talk"
    document.core_properties.created = datetime(2022, 2, 1, 9, 0)
    transcript = read(document)
    assert (transcript.title, transcript.date) == ("Budget Talk", "2022-02-01")
    assert read(document, "2021-12-24 talk.docx").date == "2021-12-24"
    document.core_properties.title = "Microsoft Word - talk.docx"
    assert read(document).title is None


def test_the_day_of_a_template_is_no_date() -> None:
    document = docx.Document()
    with_bold(document)
    assert read(document).date is None


def test_a_report_stays_plain() -> None:
    document = docx.Document()
    document.core_properties.created = datetime(2022, 2, 1, 9, 0)
    document.add_heading("Status of the bridge", 1)
    for field, value in (("Status", "closed"), ("Reason", "ice on the deck"), ("Contact", "the keeper")):
        bold_label(document, field, value)
    document.add_heading("Findings", 2)
    document.add_paragraph("Ann Doe said that the deck was “safe: almost”. Bob Roe did not agree.")
    table = document.add_table(0, 2)
    for name, value in (("Length", "90 m"), ("Width", "7 m"), ("Height", "12 m")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
    transcript = read(document)
    assert transcript.speakers == ()
    assert (transcript.title, transcript.date, len(transcript.turns)) == ("Status of the bridge", None, 1)
    assert "**" not in transcript.turns[0].text and "Width 7 m" in transcript.turns[0].text


def reason(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data, "x.docx")
    assert "\n" not in caught.value.reason
    return caught.value.reason


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_what_cannot_be_read_is_said_in_a_line() -> None:
    document = docx.Document()
    with_bold(document)
    whole = saved(document)
    assert reason(whole[: len(whole) // 2]).startswith("damaged or cut off")
    assert reason(saved(docx.Document())) == "empty: there is no text in it"
    assert reason(zipped({"word/document.xml": b"<x/>"})).startswith("damaged")
    assert reason(zipped({"notes.txt": b"hello"})).startswith("not text (a zip archive)")
    assert "pptx" in reason(zipped({"ppt/presentation.xml": b"<x/>"}))
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    assert "EPUB" in reason(book.getvalue())
    locked = bytearray(whole)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + offset] |= 1
            at = locked.find(mark, at + 1)
    assert reason(bytes(locked)).startswith("password-protected")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
    assert "(.doc)" in reason(old + "WordDocument".encode("utf-16-le"))
    assert reason(old + "EncryptedPackage".encode("utf-16-le")).startswith("password-protected")


def test_a_bomb_is_not_unpacked() -> None:
    bomb = zipped({"word/document.xml": b" " * (70 << 20)})
    assert reason(bomb).startswith("unpacks to 70 MB")


def with_cells(rows: int, columns: int) -> bytes:
    """A document that is one table of so many cells; a library that writes docx needs minutes for it."""
    row = "<w:tr>" + "<w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>" * columns + "</w:tr>"
    body = f"<w:document xmlns:w='{qn('w:p')[1:-2]}'><w:body><w:tbl>{row * rows}</w:tbl></w:body></w:document>"
    with zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    return zipped(parts | {"word/document.xml": body.encode()})


@pytest.mark.parametrize(("rows", "columns"), [(10_000, 100), (1, 1_000_000), (500_000, 2)])
def test_a_small_file_with_a_million_cells_took_half_a_minute(rows: int, columns: int) -> None:
    data = with_cells(rows, columns)
    assert len(data) < 1 << 20
    assert reason(data).startswith("its tables have 1,000,000 cells")


def test_an_archive_inside_is_no_part_of_the_text() -> None:
    document = docx.Document()
    with_bold(document)
    with zipfile.ZipFile(io.BytesIO(saved(document))) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    inner = zipped({"evil.txt": b"Ann Doe: I never said this.", "../../escaped.txt": b"out"})
    found = read_bytes(zipped(parts | {"word/embeddings/evil.zip": inner, "../escaped.docx": inner}), "talk.docx")
    assert said(found) == TALK


def test_entities_do_not_grow() -> None:
    document = docx.Document()
    with_bold(document)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "grow" * 10}">' for n in range(9))
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                content = content.replace(b"<w:document", f"<!DOCTYPE x [{entities}]><w:document".encode(), 1)
                content = content.replace(b"Five, seven", b"&e8;Five, seven")
            target.writestr(name, content)
    try:
        assert len(read_bytes(file.getvalue(), "x").turns[-1].text) < 100
    except UnreadableFile as error:
        assert error.reason.startswith("damaged")


def test_damage_never_raises_anything_else() -> None:
    document = docx.Document()
    with_bold(document)
    with_table(document)
    whole = saved(document)
    dice = random.Random(7)
    with zipfile.ZipFile(io.BytesIO(whole)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        changed = dict(parts)
        name = dice.choice([name for name in parts if name.endswith((".xml", ".rels"))])
        start = dice.randrange(len(parts[name]))
        changed[name] = parts[name][:start] + parts[name][start + dice.randrange(40) :]
        for damaged in (bytes(data), zipped(changed)):
            try:
                read_bytes(damaged, "x.docx")
            except UnreadableFile as error:
                assert error.reason


def test_the_head_of_a_table_was_the_title() -> None:
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for row in [("Speaker", "Transcript"), ("Ann", "How old is it?"), ("P07", "Thirty."), ("Ann", "I see.")]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    transcript = read(document)
    assert transcript.title is None
    assert said(transcript) == [("Ann", "How old is it?"), ("P07", "Thirty."), ("Ann", "I see.")]
