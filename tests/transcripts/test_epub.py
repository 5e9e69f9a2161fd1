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


def test_a_book_without_an_order_is_read_as_its_pages_are_listed() -> None:
    listed = f"<package><manifest>{MANIFEST}</manifest></package>"
    turns = read_bytes(book(**{"OEBPS/c.opf": listed}), "x.epub").turns
    assert [turn.text for turn in turns] == [text for _, text in TALK[2:] + TALK[:2]]


def test_a_page_that_a_book_names_twice_is_read_once() -> None:
    spine = '<spine><itemref idref="a"/><itemref idref="b"/><itemref idref="a"/></spine>'
    twice = f"<package><manifest>{MANIFEST}</manifest>{spine}</package>"
    assert len(read_bytes(book(**{"OEBPS/c.opf": twice}), "x.epub").turns) == len(TALK)


@pytest.mark.parametrize("empty", ['<script src="a.js"/>', '<span id="p1"/>', "<b/>", "<title/>", "<textarea />"])
def test_an_element_that_ends_where_it_begins_swallowed_the_rest_of_a_book(empty: str) -> None:
    lines = "".join(f"<p>{empty}<b>{name}:</b> {text}<br/></p>" for name, text in TALK[:2])
    page = {"OEBPS/text/first.xhtml": f"<html><body>{lines}</body></html>"}
    assert [(turn.speaker, turn.text) for turn in read_bytes(book(**page), "x.epub").turns] == TALK


def test_a_book_is_known_wherever_its_kind_is_written() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in reversed(source.namelist()):
            target.writestr(name, source.read(name))
    assert read_bytes(file.getvalue(), "x.epub").format == "epub"


def test_pictures_in_a_book_are_no_text_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.transcripts.packages._LARGEST_XML", 10_000)
    with pytest.raises(UnreadableFile, match="too much"):
        read_bytes(book(**{"OEBPS/large.xhtml": " " * 20_000}), "x.epub")
    assert read_bytes(book(**{"OEBPS/images/sea.JPG": " " * 20_000}), "x.epub").format == "epub"


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
