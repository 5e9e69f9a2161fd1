"""OpenDocument texts."""

import io
import zipfile

import pytest

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.transcripts import read_bytes

TALK = [("Ann", "Are we on?"), ("Tom", "I think so."), ("Ann", "Let's start.")]
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in "office text table style meta".split())
SPACES += f' xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
STYLES = '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
_MADE = "<meta:creation-date>2024-03-14T09:02:11</meta:creation-date>"
META = f"<office:meta><dc:title>Bridges</dc:title>{_MADE}</office:meta>"


def odt(body: str, meta: str = META) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr("meta.xml", f"<office:document-meta {SPACES}>{meta}</office:document-meta>")
    return package.getvalue()


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


BOLD = '<text:p><text:span text:style-name="T1">{}:</text:span> {}</text:p>'
ROW = "<table:table-row>" + 2 * "<table:table-cell><text:p>{}</text:p></table:table-cell>" + "</table:table-row>"


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<text:p>{name}: {words}</text:p>" for name, words in TALK),
        "".join(f"<text:p>{name}:<text:tab/>{words.replace(' ', '<text:s/>', 1)}</text:p>" for name, words in TALK),
        "".join(BOLD.format(*turn) for turn in TALK),
        f"<table:table>{''.join(ROW.format(*turn) for turn in TALK)}</table:table>",
        "<text:section>" + "".join(f"<text:p>{name}: {words}</text:p>" for name, words in TALK) + "</text:section>",
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        "<text:p>Ann: Are <office:annotation><text:p>x</text:p></office:annotation>we on?</text:p>"
        "<text:p>Tom: I think so.<text:line-break/>Ann: Let's start.</text:p>",
    ],
    ids="plain spaces bold table section left-out".split(),
)
def test_turns(body: str) -> None:
    transcript = read_bytes(odt(body), "x.odt")
    assert said(transcript) == TALK
    assert (transcript.format, transcript.date) == ("odt", "2024-03-14")


def test_title_and_notes() -> None:
    note = "<text:note-citation>1</text:note-citation><text:note-body><text:p>See.</text:p></text:note-body>"
    note = f"<text:note>{note}</text:note>"
    body = '<text:h text:outline-level="1">Bridges</text:h>' + "".join(
        f"<text:p>{name}: {words}{note if name == 'Tom' else ''}</text:p>" for name, words in TALK
    )
    transcript = read_bytes(odt(body), "x.odt")
    assert (transcript.title, said(transcript)) == ("Bridges", TALK)
    assert ("footnote", "See.") in {(aside.kind, aside.text) for aside in transcript.asides}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (odt(""), "empty"),
        (odt("<text:p>Ann"), "damaged"),
        (odt("<text:p>Ann: &bomb;</text:p>"), "damaged"),
        (odt("")[:-40], "damaged"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_bytes(data, "x.odt")
