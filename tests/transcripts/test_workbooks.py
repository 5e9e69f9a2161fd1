"""Excel workbooks, written by hand as programs write them."""

import io
import zipfile
from collections.abc import Sequence

import pytest

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.transcripts import read_bytes

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINES = ["Ann Lee: Who wrote it?", 'Bob Roe: I did, with "her".', "Ann Lee: Right, you did."]
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm:ss"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def cell(place: str, value: str | float, style: int = 0) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def workbook(*sheets: Sequence[str], shared: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/styles.xml", _STYLES)
        if shared:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{shared}</sst>')
        for number, rows in enumerate(sheets, 1):
            body = "".join(f"<row>{row}</row>" for row in rows)
            archive.writestr(
                f"xl/worksheets/sheet{number}.xml",
                f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>',
            )
    return file.getvalue()


def said(transcript: Transcript) -> list[tuple[str | None, str, float | None]]:
    return [(turn.speaker, turn.text, turn.start) for turn in transcript.turns]


def test_a_table_of_speech_in_a_workbook_was_refused() -> None:
    rows = [
        cell("A1", "Time") + cell("B1", "Speaker") + cell("C1", "Text"),
        cell("A2", 3 / 86_400, 1) + cell("B2", "Ann Lee") + cell("C2", "Who wrote it?"),
        cell("A3", 11 / 86_400, 1) + cell("B3", "Bob Roe") + cell("C3", "I did, with &quot;her&quot;."),
    ]
    transcript = read_bytes(workbook([cell("A1", "Notes")], rows), "2024-03-12 panel.xlsx")
    assert (transcript.format, transcript.date) == ("xlsx", "2024-03-12")
    assert said(transcript) == [("Ann Lee", "Who wrote it?", 3.0), ("Bob Roe", 'I did, with "her".', 11.0)]


def test_words_that_cells_share_are_read_without_their_readings() -> None:
    shared = (
        "<si><t>Speaker</t></si><si><t>Text</t></si><si><r><t>An</t></r><r><t>n</t></r></si>"
        "<si><t>漢字</t><rPh sb='0' eb='2'><t>かんじ</t></rPh></si>"
    )
    rows = [
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>',
        '<c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c>',
    ]
    assert said(read_bytes(workbook(rows, shared=shared), "x.xlsx")) == [("Ann", "漢字", None)]


def test_a_table_of_numbers_is_a_document_without_speakers() -> None:
    rows = [cell("A1", "Day") + cell("C1", "Feet"), cell("A2", 45363, 2) + cell("C2", 12)]
    transcript = read_bytes(workbook(rows), "x.xlsx")
    assert (transcript.format, transcript.turns[0].text) == ("text", "Day\t\tFeet\n2024-03-12\t\t12")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (workbook([]), "no text in it"),
        (workbook([cell("A1", " "), cell("A2", "\t")]), "no text in it"),
        (workbook(["<c"]), "cannot be read as an Excel workbook"),
        (workbook(['<c r="A1" t="s"><v>7</v></c>']), "cannot be read as an Excel workbook"),
    ],
    ids="empty blank cut shared".split(),
)
def test_what_is_wrong_with_a_workbook_is_said(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_bytes(data, "x.xlsx")


def test_quotation_marks_in_cells_without_names_of_columns_were_doubled() -> None:
    rows = [cell(f"A{row}", said) for row, said in enumerate(_LINES, 1)]
    whole = [cell("A1", "\n".join(_LINES))]
    for one in (rows, whole):
        transcript = read_bytes(workbook(one), "x.xlsx")
        assert [(turn.speaker, turn.text) for turn in transcript.turns] == [
            ("Ann Lee", "Who wrote it?"),
            ("Bob Roe", 'I did, with "her".'),
            ("Ann Lee", "Right, you did."),
        ]
