"""HTML pages and the XML of parliaments, in the shapes that people save."""

import re
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import UnreadableFile
from qa.models import Transcript
from qa.transcripts import read, read_bytes, read_text

PAGES = Path(__file__).parent / "fixtures" / "pages"
ANN, BOB = "Ann Doe", "Bob Roe"


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def put_aside(transcript: Transcript, kind: str) -> list[tuple[str, int]]:
    return [(aside.text, aside.before_turn) for aside in transcript.asides if aside.kind == kind]


READ = {
    "news_interview.html": [
        (BOB, "Why bees?"),
        (ANN, "Because they work. And I do not.\n\nThey also sting."),
        (BOB, "Always?"),
        (ANN, "Only when you push them."),
        (BOB, "Thank you."),
    ],
    "cite.html": [
        ("Mr. Doe", "asked the President about The Times of May."),
        ("The Minister (Mr. Arthur Roe)", "I did not.\n\nMore."),
        ("Mr. Doe", "Thanks."),
    ],
    "headings.html": [
        ("Mr Doe", "I rise to speak on the bill."),
        ("Ms Roe", "We oppose it, and I will say why."),
        ("Mr Doe", "Why?"),
        ("Ms Roe", "It is bad.\n\nVery."),
    ],
    "table.html": [("Ann", "Hello there."), ("Bob", "Hi.\n\nSecond."), ("Ann", "So.")],
    "spans.html": [(ANN, "Good day.\n\nMore of it."), (BOB, "Yes, I think so."), (ANN, "Fine.")],
    "press_briefing.html": [
        ("MS. DOE", "Hi, everyone. OK.\n\nSo today we start."),
        ("Q", "Thank you, Jane. Why?"),
        ("MS. DOE", "Because."),
        ("Q", "And?"),
        ("MS. DOE", "No."),
    ],
    "data_speaker.html": [
        ("Ann", "Welcome back. Today it is bridges."),
        ("Bob", "I like bridges. I built one: a small one."),
        ("Ann", "Did it hold?"),
    ],
    "line_breaks.html": [
        ("ANN", "What is in the soup?"),
        ("BOB", "Leeks & potatoes. And salt."),
        ("ANN", "How much?"),
        ("BOB", "I never measure."),
    ],
    "speakername.xml": [
        ("Ada Lunn", "What does £5 buy, in her view — if anything?\n\nOne more."),
        ("Piers Vane", "Nothing."),
        ("Ada Lunn", "I thank him."),
    ],
    "membercontribution.xml": [
        ("Mr. Doe", "asked the Minister of x what he does."),
        ("The Minister of Food (Mr. Arthur Roe)", "Much.\n\nAnd more."),
        ("Mr. Doe", "Thanks."),
    ],
    "akoma_ntoso.xml": [
        ("Deputy Ann Doe (x)", "Fish are nice."),
        ("The Minister", "They are."),
        (ANN, "So be it."),
    ],
    "tei_utterances.xml": [("President Doe", "Good morning.\n\nSit."), ("RoeBob", "We do."), (ANN, "Thank you.")],
    "talkers.xml": [("Ms DOE", "I move the bill.\n\nIt is good."), ("Mr ROE", "I second it.")],
    "play.xml": [("BARNARDO", "Who's there?"), ("FRANCISCO", "Nay, answer me.\n\nStand.")],
    "interventions.xml": [("Hon. Ann Doe (Place, Lib.)", "Mr. Speaker, yes.\n\nAnd no."), ("The Speaker", "Order.")],
}
DESCRIBED = {
    "news_interview.html": ("Ann Doe on bees", "2021-03-04"),
    "headings.html": ("Debate 12 May 2020", "2020-05-12"),
    "press_briefing.html": ("Press Briefing by Press Secretary Jane Doe", "2021-03-04"),
    "line_breaks.html": ("Two at Table", "2018-05-03"),
    "deep_article.html": ("Reading water levels", "2019-11-02"),
    "speakername.xml": ("Oral Answers", "2012-03-13"),
    "membercontribution.xml": ("HOUSE OF COMMONS", "1974-03-12"),
    "akoma_ntoso.xml": ("Debate on Fish", "2021-05-06"),
    "tei_utterances.xml": ("Minutes, sitting 5", "2020-01-01"),
}


@pytest.mark.parametrize("name", READ)
def test_who_said_what(name: str) -> None:
    assert said(read(PAGES / name)) == READ[name]


@pytest.mark.parametrize("name", DESCRIBED)
def test_title_and_date(name: str) -> None:
    transcript = read(PAGES / name)
    assert (transcript.title, transcript.date) == DESCRIBED[name]


@pytest.mark.parametrize("name", ["deep_article.html", "not_terms.html", "not_a_debate.xml"])
def test_nobody_speaks(name: str) -> None:
    transcript = read(PAGES / name)
    assert transcript.speakers == ()
    assert len(transcript.turns) == 1


def test_the_page_is_not_the_text() -> None:
    transcript = read(PAGES / "news_interview.html")
    furniture = put_aside(transcript, "furniture")
    assert furniture[:3] == [("Home", 0), ("News", 0), ("We use cookies.", 0)]
    assert furniture[3:5] == [("Related", 2), ("Wasps: an interview", 2)]
    assert furniture[-1] == ("© The Daily. Contact: us", 5)
    assert put_aside(transcript, "caption") == [("Ann Doe with bees. Photo: X", 2)]


def test_what_nobody_said_in_a_debate() -> None:
    assert put_aside(read(PAGES / "speakername.xml"), "note") == [("rose—", 1), ("Ann", 2)]
    assert put_aside(read(PAGES / "cite.html"), "note") == [("Question put.", 3)]


def test_times() -> None:
    assert [turn.start for turn in read(PAGES / "table.html").turns] == [5, 7, 10]
    assert [turn.start for turn in read(PAGES / "data_speaker.html").turns] == [5, 11, 3615]
    assert read(PAGES / "speakername.xml").turns[0].start == 11 * 3600 + 34 * 60 + 5


def test_references_name_the_person() -> None:
    assert [turn.person for turn in read(PAGES / "akoma_ntoso.xml").turns] == [ANN, BOB, None]
    assert read(PAGES / "tei_utterances.xml").turns[0].person == ANN


def test_chosen_by_content() -> None:
    page = (PAGES / "press_briefing.html").read_bytes()
    assert read_bytes(page, "briefing.txt").format == "html"
    assert read_text("ANN: Hello.\n\nBOB: Hello to you.\n\nANN: How are you?\n", "talk.html").format == "dialogue"
    readme = (
        '<p align="center">\n<img src="logo.png">\n</p>\n\n# A tool\n\nIt does things.\n\n- one\n- two\n\nMore text.\n'
    )
    assert read_text(readme, "about.md").format == "text"
    assert read_text("<ann> hello bob\n<bob> hi, how are you?\n<ann> fine\n", "log.txt").format == "dialogue"


def test_declared_encoding() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Привет всем</p></body></html>'
    assert read_bytes(page.encode("cp1251"), "x").turns[0].text == "Привет всем"
    assert read_bytes(page.encode("utf-8"), "x").turns[0].text == "Привет всем"


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "span class=speaker"])
def test_nested_as_deep_as_it_likes(tag: str) -> None:
    text = f"<html><body>{f'<{tag}>' * 20_000}Enough."
    assert read_text(text, "x").turns[0].text == "Enough."


def test_marks_that_are_no_labels_are_taken_off() -> None:
    page = (PAGES / "line_breaks.html").read_text(encoding="utf-8")
    page = page.replace("I never measure.", "I never measure.<p><b>Never</b> once, I said.</p><h3>After</h3>")
    transcript = read_text(page, "x")
    assert transcript.turns[-1].text == "I never measure.\n\nNever once, I said."
    assert [aside.text for aside in transcript.asides if aside.before_turn == 4] == ["After"]


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.name)
def test_no_word_of_a_page_is_lost_or_said_twice(path: Path) -> None:
    source = re.sub(r"(?s)<(script|style|title)\b.*?</\1>|<!--.*?-->", " ", path.read_text(encoding="utf-8"))
    words = re.compile(r"\w+")
    expected = Counter(words.findall(unescape(re.sub(r"<[^>]*>", " ", source))))
    transcript = read(path)
    found: Counter[str] = Counter()
    for turn in transcript.turns:
        found.update(words.findall(" ".join([turn.speaker or "", turn.text, *turn.notes])))
    for aside in transcript.asides:
        found.update(words.findall(aside.text))
    lost = expected - found
    # A label that an attribute gives is none of the page's words; times stand with the turns.
    assert all(word.isdigit() for word in lost), lost
    assert found - expected == Counter({"Ann": 2, "Bob": 1} if path.name == "data_speaker.html" else {})


def test_a_page_with_a_million_cells_took_half_a_minute() -> None:
    page = "<html><body><table>" + ("<tr>" + "<td>x</TD>" * 1000 + "</tr>") * 1000 + "</table></body></html>"
    with pytest.raises(UnreadableFile, match="its tables have 1,000,000 cells"):
        read_text(page, "x.html")


ATTRIBUTED = """<div class="debate-item"><div class="header"><h2><a class="attributed-to-details with-link" href="/m">
<div class="text"><div class="primary-text">{name}</div><div class="secondary-text">({party})</div></div></a></h2></div>
<div class="content"><p class="hs_Para">{said}</p></div></div>"""


def test_nobody_spoke_on_pages_of_the_british_parliament() -> None:
    items = [
        ("Lord Benbow", "Con", "The road ends."),
        ("Baroness Hale", "LD", "Why?"),
        ("Lord Benbow", "Con", "I know."),
    ]
    page = "".join(ATTRIBUTED.format(name=name, party=party, said=words) for name, party, words in items)
    transcript = read_text(f"<html><body><h1>Coast</h1>{page}</body></html>", "x")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [
        ("Lord Benbow (Con)", "The road ends."),
        ("Baroness Hale (LD)", "Why?"),
        ("Lord Benbow (Con)", "I know."),
    ]


def test_who_speaks_once_in_a_list_of_terms_was_said_by_whoever_spoke_before() -> None:
    items = [("Anna", "How early do you rise?"), ("Baker", "At two. I'm used to it."), ("Anna", "Ouch.")]
    page = "".join(f"<dt>{label}</dt><dd>{words}</dd>" for label, words in items)
    transcript = read_text(f"<html><body><h1>Chat</h1><dl>{page}</dl></body></html>", "x")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == items


PIECES = st.sampled_from(
    "<p> </p> <b> </b> <br> <table> <tr> <td> </td> </table> <dl> <dt> <dd> <h2> </h2> <pre> </pre> <main> <nav> "
    "</nav> <cite> </cite> <!-- --> <![CDATA[ ]]> <?xml <speech> </speech> <u> <template> <svg> <plaintext> &nbsp; "
    "&#0; &lt; Ann: Bob: Hello. 0:05 <time> </time> ： ** # \ud800 \x00".split(" ")
    + [" ", "\n", '<span class="speaker">', "</span>", '<div data-speaker="Ann">', "</div>", "<speech speakername='A'>"]
)


@given(st.sampled_from(["<html>", "<?xml version='1.0'?><a>", "<p>"]), st.lists(st.one_of(PIECES, st.text(max_size=5))))
@settings(max_examples=400, deadline=None)
def test_markup_never_raises_anything_else(start: str, pieces: list[str]) -> None:
    try:
        transcript = read_text(start + "".join(pieces), "x")
    except UnreadableFile as error:
        assert error.reason
    else:
        assert all(turn.text == turn.text.strip() for turn in transcript.turns)
        assert all(aside.text.strip() and aside.before_turn <= len(transcript.turns) for aside in transcript.asides)


def test_a_row_of_one_cell_in_a_table_of_numbers_stood_apart() -> None:
    rows = (("Item", "Feet", "Inches"), ("Total", "", ""), ("Dam", "2", "3"))
    cells = "".join(f"<tr><td>{one}</td><td>{other}</td><td>{third}</td></tr>" for one, other, third in rows)
    text = read_text(f"<html><body><p>Costs</p><table>{cells}</table></body></html>", "x.html").turns[0].text
    assert text == "Costs\nItem\tFeet\tInches\nTotal\nDam\t2\t3"


@pytest.mark.parametrize("tag", ["div", "b", "font"])
@pytest.mark.parametrize("closed", [True, False])
def test_a_page_nested_without_end_took_minutes_and_loses_no_words(tag: str, closed: bool) -> None:
    deep = f"<{tag}>" * 100_000
    page = (
        f"<html><body><p>Before.</p>{deep}Within.{f'</{tag}>' * 100_000 if closed else ''}<p>After.</p></body></html>"
    )
    assert read_text(page, "x.html").turns[0].text.split() == ["Before.", "Within.", "After."]


def test_marks_opened_again_in_every_element_took_minutes() -> None:
    deep = "".join(f"<p><b id={number}>" for number in range(10_000))
    page = f"<html><body><p>Before.</p>{deep}Within.<p>After.</p></body></html>"
    assert read_text(page, "x.html").turns[0].text.split() == ["Before.", "Within.", "After."]


@pytest.mark.parametrize("often", ["<span><svg><path d='M0'/></svg></span>", "<p><a name='x'>", "<p><font>"])
def test_a_page_with_many_elements_that_nothing_ends_keeps_its_others(often: str) -> None:
    talk = [("Ann Doe", "Are we on?"), ("Tom Bright", "I think so."), ("Ann Doe", "Yes."), ("Tom Bright", "Well.")]
    lines = "".join(f"<div><b>{name}:</b> {text}</div>" for name, text in talk)
    for before in (often * 2500, f"<header>{often * 2500}</header>"):
        turns = read_text(f"<html><body>{before}<article>{lines}</article></body></html>", "x.html").turns
        assert [(turn.speaker, turn.text) for turn in turns] == talk
