"""Rich text."""

import pytest

from qa.errors import UnreadableFile
from qa.transcripts import read_bytes

TALK = [("Ann", "Are we on?"), ("Tom", "I think so."), ("Ann", "Let’s start.")]


def said(body: str, head: str = r"\ansi\ansicpg1252") -> list[tuple[str | None, str]]:
    transcript = read_bytes(f"{{\\rtf1{head} {body}}}".encode("latin-1"), "x.rtf")
    assert transcript.format == "rtf" or not transcript.speakers
    return [(turn.speaker, turn.text) for turn in transcript.turns]


@pytest.mark.parametrize(
    "body",
    [
        r"Ann: Are we on?\par Tom: I think so.\par Ann: Let\rquote s start.\par",
        "{\\fonttbl\\f0\\fswiss Helvetica;}{\\colortbl;\\red0;}\n\\f0\\fs24 \\cf0 Ann: Are we on?\\\n"
        "Tom: I think so.\\\nAnn: Let\\'92s start.\\\n",
        r"{\b Ann:} Are we on?\par\b Tom:\b0  I think so.\par{\b Ann:} Let\u8217?s start.\par",
        r"{\b Ann}: Are we on?\par\pard\plain\b Tom\plain : I think so.\par{\b Ann}: Let\u8217\'92s start.\par",
        r"\trowd\pard\intbl Ann\cell Are we on?\cell\row\pard\intbl Tom\cell I think so.\cell\row\pard\intbl Ann\cell "
        r"Let\rquote s start.\cell\row\pard\par",
        r"{\stylesheet{\s0 Normal;}}{\*\generator Riched20 10.0;}Ann: Are {\v hidden }we on?\par "
        r"Tom: I {\deleted don't }think so.\par "
        r"Ann: {\field{\*\fldinst HYPERLINK x}{\fldrslt Let\rquote s}} start.{\*\bkmkstart a}\par",
    ],
    ids="plain textedit bold names table left-out".split(),
)
def test_turns(body: str) -> None:
    assert said(body) == TALK


def test_letters_in_other_codes() -> None:
    fonts = r"{\fonttbl{\f0\fcharset204 Times;}{\f1\fcharset128 Mincho;}}"
    russian = r"\f0 \'cc\'fd\'f0: \'c4\'e0?\par "
    japanese = r"\f1 \'8b\'4c\'8e\'d2: \'82\'cd\'82\'a2\'81\'42\par "
    assert said(fonts + 2 * (russian + japanese)) == [("Мэр", "Да?"), ("記者", "はい。")] * 2
    assert said(r"Ann: \u-10179?\u-8704?\par Tom: Yes.\par Ann: Good.\par")[0] == ("Ann", "😀")


def test_title_day_and_asides() -> None:
    body = (
        r"{\info{\title Bridges}{\author Me}{\creatim\yr2024\mo3\dy14\hr9\min2}}{\header Page 1}{\pard\outlinelevel0 "
        r"Bridges\par}\pard Ann: Are we on?{\footnote See below.}\par Tom: I think so.\par Ann: Good.\par"
    )
    transcript = read_bytes(f"{{\\rtf1 {body}}}".encode(), "x.rtf")
    assert (transcript.title, transcript.date) == ("Bridges", "2024-03-14")
    assert {(aside.kind, aside.text) for aside in transcript.asides} >= {
        ("furniture", "Page 1"),
        ("footnote", "See below."),
    }


@pytest.mark.parametrize("body", ["", r"\par\par", r"{\v hidden}", "{{{{"])
def test_no_text_is_named(body: str) -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        said(body)


@pytest.mark.parametrize("body", [r"}}}} Hello there\'", r"\u \b-1 Hello there\uc-3", "{\\*\\unknown x}Hello there\\*"])
def test_a_damaged_file_keeps_its_text(body: str) -> None:
    assert said(body) == [(None, "Hello there")]
