"""Files and bytes: encodings, what is no text, and what the system refuses."""

from pathlib import Path

import pytest

from qa.errors import UnreadableFile
from qa.transcripts import read, read_bytes

DIALOGUE = "July 24, 2024\nA Café Talk\n\nANN DOÉ:  “Hello” — yes.\n\nBOB:  It’s fine.\n\nANN DOÉ:  Good.\n"


@pytest.mark.parametrize(
    "data",
    [
        DIALOGUE.encode("utf-8"),
        DIALOGUE.encode("utf-8-sig"),
        DIALOGUE.encode("utf-16"),
        DIALOGUE.encode("utf-16-le"),
        DIALOGUE.encode("utf-16-be"),
        DIALOGUE.encode("utf-32"),
        DIALOGUE.encode("cp1252"),
        DIALOGUE.replace("\n", "\r\n").encode("utf-8"),
        DIALOGUE.replace("\n", "\r").encode("utf-8"),
        DIALOGUE.rstrip("\n").encode("utf-8"),
        DIALOGUE.replace(":  ", ":\u00a0 ").encode("utf-8"),
    ],
    ids="utf8 bom utf16 utf16le utf16be utf32 cp1252 crlf cr no-last-newline no-break-space".split(),
)
def test_encodings_and_line_ends_change_nothing(data: bytes) -> None:
    assert read_bytes(data, "x") == read_bytes(DIALOGUE.encode(), "x")
    assert read_bytes(data, "x").turns[0].text == "“Hello” — yes."


def test_one_bad_byte_in_a_good_file() -> None:
    transcript = read_bytes(DIALOGUE.encode().replace(b"fine", b"f\xffne"), "x")
    assert [turn.text for turn in transcript.turns] == ["“Hello” — yes.", "It’s f\ufffdne.", "Good."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not text (looks like a PNG image)"),
        (b"%PDF-1.7\n...", "damaged or cut off: it cannot be read as a PDF"),
        (b"PK\x03\x04rest", "not text (looks like a damaged zip archive)"),
        (b"PK\x03\x04[Content_Types].xml rest", "damaged or cut off: it begins like a docx and has no end"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "an old Office document: save it as docx"),
        (b"\x00\x01\x02\x03" * 100, "not text (binary data)"),
        (bytes(range(256)) * 20, "not text (binary data)"),
    ],
)
def test_no_text(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_bytes(data, "some.txt")
    assert (caught.value.path, caught.value.reason) == ("some.txt", reason)


def test_refused_by_the_system(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path, "a folder, not a file"),
        (tmp_path / "absent.txt", "no such file"),
        (tmp_path / ("x" * 300), "file name too long"),
        (Path("a\0b"), "not a possible file name"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            read(path)
        assert (caught.value.path, caught.value.reason) == (str(path), reason)
