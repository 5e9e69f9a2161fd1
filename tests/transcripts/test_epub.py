"""EPUB books, which were refused."""

import io
import zipfile

import pytest

from qa.errors import UnreadableFile
from qa.transcripts import read_bytes

TALK = [("Ann Doe", "Are we on?"), ("Tom Bright", "I think so."), ("Ann Doe", "Let's start."), ("Tom Bright", "Yes.")]
MANIFEST = (
    '<item id="b" href="text/second%20part.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="a" href="text/first.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
)


def book(**more: str) -> bytes:
    """A book whose pages stand in another order than they are read."""
    lines = [f"<p><b>{name}:</b> {text}</p>" for name, text in TALK]
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body class="b">{}</body></html>'
    files = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/c.opf"/></rootfiles></container>',
        "OEBPS/c.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>Harbour Voices</dc:title><dc:date>2021-02-01</dc:date></metadata><manifest>{MANIFEST}</manifest>"
        '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>',
        "OEBPS/text/second part.xhtml": page.format("".join(lines[2:])),
        "OEBPS/text/first.xhtml": page.format("<h1>The boat</h1>" + "".join(lines[:2])),
        "OEBPS/nav.xhtml": page.format("<nav><ol><li>The boat</li></ol></nav>"),
        **more,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def test_the_pages_of_a_book_are_read_in_its_order() -> None:
    transcript = read_bytes(book(), "x.epub")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == TALK
    assert (transcript.title, transcript.date, transcript.format) == ("Harbour Voices", "2021-02-01", "epub")


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"META-INF/rights.xml": "<rights/>"}, "protected by its seller"),
        ({"META-INF/container.xml": "<container/>"}, "damaged"),
        ({"OEBPS/c.opf": "<package/>"}, "empty"),
    ],
)
def test_a_book_that_cannot_be_read_says_why(files: dict[str, str], reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read_bytes(book(**files), "x.epub")
