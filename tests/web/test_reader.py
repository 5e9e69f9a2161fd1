"""What the reader opens, without a page."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qa.models import Citation
from qa.web.reader import opening, places
from qa.web.reader.script import Highlight

QUESTION = "When did Xi and Biden speak by phone?"
QUOTE = "On April 2nd, President Xi had a phone call with President Joe Biden at the request of the latter."


@pytest.fixture
def answered(library):
    return library.assistant().ask(QUESTION)


@pytest.fixture
def document(library):
    return library.overview().documents[0].document


def shown(library, document):
    return json.loads(opening.transcript(library, document))


def marked(library, opened):
    """The words that the page marks."""
    region = opened.highlight
    return shown(library, opened.document)["turns"][region.first_turn][1][region.start : region.end]


def test_a_citation_opens_its_transcript(library, answered):
    opened = opening.open_link(library, [answered], "cite-0-1")
    assert opened.document == answered.citations[0].document
    assert marked(library, opened) == QUOTE
    assert opened.highlight.exact
    assert opened.warning is opened.problem is None
    assert opened.generation == shown(library, opened.document)["generation"]
    assert json.loads(json.dumps(opened.as_json()))["highlight"]["first_turn"] == 0


def test_the_way_through_the_citations(library, answered):
    one = answered.citations[0]
    answer = replace(answered, citations=tuple(replace(one, n=n) for n in (1, 2, 5)))
    links = {n: opening.open_link(library, [None, answer], f"cite-1-{n}").steps for n in (1, 2, 5)}
    assert links[1] == opening.Steps("citation", 1, 3, "cite-1-1", None, "cite-1-2")
    assert links[2] == opening.Steps("citation", 2, 3, "cite-1-2", "cite-1-1", "cite-1-5")
    assert links[5] == opening.Steps("citation", 3, 3, "cite-1-5", "cite-1-2", None)


def test_a_near_passage_opens_its_transcript(library):
    answer = library.assistant().ask("What did Blinken say about Taiwan?")
    opened = opening.open_link(library, [answer], "near-0-0")
    assert not opened.highlight.exact
    assert opened.steps.what == "passage"
    assert opened.steps.total == len(answer.nearest)
    other = replace(answer.nearest[0], text="something else")
    assert "has changed since" in opening.open_hit(library, other).warning
    assert "no longer in the library" in opening.open_hit(library, replace(other, document="gone.txt")).problem


def test_a_place_behind_a_number_opens_its_transcript(library):
    answer = library.assistant().ask("How often was cooperation mentioned?")
    assert "listed with the answer's data" in answer.answer, "the page says it in its own words, see `markup`"
    number = len(answer.evidence)
    opened = opening.open_link(library, [answer], "place-0-1")
    assert opened.steps == opening.Steps("place", 2, number, "place-0-1", "place-0-0", "place-0-2")
    assert marked(library, opened).casefold() == "cooperation"
    assert "ask again" in opening.open_link(library, [answer], f"place-0-{number}").problem
    gone = replace(answer, evidence=(replace(answer.evidence[0], end=10**6),))
    moved = opening.open_link(library, [gone], "place-0-0")
    assert moved.document and moved.highlight is None and "has changed since" in moved.warning
    gone = replace(answer, evidence=(replace(answer.evidence[0], document="gone.txt"),))
    assert "gone.txt" in opening.open_link(library, [gone], "place-0-0").problem


def test_what_was_taken_out_is_called_by_its_title(library, answered):
    library.remove(answered.citations[0].document)
    library.rebuild(lambda _: None)
    problem = opening.open_link(library, [answered], "cite-0-1").problem
    assert problem.startswith("“Secretary Antony J. Blinken")
    assert problem.endswith("is no longer in the library.")


def test_a_changed_document_is_said_and_nothing_is_marked(library, answered):
    path = library.settings.seeds / answered.citations[0].document
    path.write_bytes(path.read_bytes().replace(b"On April 2nd", b"On April 3rd"))
    opened = opening.open_link(library, [answered], "cite-0-1")
    assert "has changed since it was indexed" in opened.warning
    assert opened.highlight is None
    library.rebuild(lambda _: None)
    opened = opening.open_link(library, [answered], "cite-0-1")
    assert "the quote no longer stands there" in opened.warning
    assert opened.highlight is None
    path.rename(path.with_name("other.txt"))
    library.rebuild(lambda _: None)
    opened = opening.open_link(library, [answered], "cite-0-1")
    assert "no longer in the library" in opened.problem
    assert opened.document is None


@pytest.mark.parametrize("link", ["", "cite-0-9", "cite-7-1", "near-0-0", "cite-x-1", "a-b-c-d", "cite-0-<script>"])
def test_a_link_to_nothing_is_said(library, answered, link):
    assert "ask again" in opening.open_link(library, [answered], link).problem


def test_a_citation_of_an_answer_that_the_server_has_forgotten_opens_as_the_browser_kept_it(library, answered):
    opened = opening.open_link(library, [], "cite-0-1", answered)
    assert marked(library, opened) == QUOTE
    assert opened == opening.open_link(library, [answered], "cite-0-1")
    other = replace(answered, citations=())
    assert opening.open_link(library, [other], "cite-0-1", answered) == opened, "what the page shows goes first"
    assert "ask again" in opening.open_link(library, [], "cite-0-9", answered).problem


def test_the_whole_transcript_comes_with_its_link(library, document):
    made = shown(library, document)
    assert [name for name, _ in made["names"]] == [
        "MPS MINISTER WANG (Wang Xiaohong)",
        "SECRETARY BLINKEN (Antony J. Blinken)",
    ]
    assert any("Official news published at" in text for _, _, text in made["asides"])
    assert made["recording"] is None
    place = places.parse(made["link"])
    assert place.document == document
    assert len(place.revision) == 8


def test_a_transcript_that_is_not_there_is_said(library):
    problem = shown(library, "no <b> such.txt")["problem"]
    assert "There is no transcript no <b> such.txt in the library" in problem
    assert "Choose a transcript" in problem
    assert "no transcript" in shown(library, None)["problem"]


def test_an_address_opens_a_place(library, document):
    start = shown(library, document)["turns"][0][1].index(QUOTE)
    base = shown(library, document)["link"]
    opened = opening.open_address(library, f"{base}&turn=0&start={start}&end={start + len(QUOTE)}&__theme=dark")
    assert opened.highlight == Highlight(0, start, 0, start + len(QUOTE))
    assert marked(library, opened) == QUOTE
    opened = opening.open_address(library, f"{base}&turn=1")
    assert (opened.turn, opened.highlight, opened.warning) == (1, None, None)
    opened = opening.open_address(library, base)
    assert (opened.document, opened.turn, opened.warning) == (document, None, None)
    assert opening.open_address(library, "?__theme=dark") == opening.Opened()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?doc=gone%20%3Cb%3E.txt&turn=1", "There is no transcript gone <b>.txt in the library"),
        ("?doc={document}&turn=2", "There is no turn 2 in {document}: the last one is turn 1"),
        ("?doc={document}&turn=999999999", "There is no turn 999999999"),
        ("?doc={document}&turn=1&start=0&end=999999", "do not stand in this turn"),
        ("?doc={document}&at=00000000&turn=1&start=0&end=9", "has changed since this link was made"),
        ("?doc={document}&turn=99999999999999999999", "must be a number"),
        ("?doc={document}&turn=-1", "must be a number"),
        ("?doc={document}&turn=1&start=4", "needs turn, start and end"),
    ],
)
def test_an_address_that_leads_nowhere_says_so(library, document, query, said):
    opened = opening.open_address(library, query.replace("{document}", document))
    assert said.replace("{document}", document) in (opened.problem or opened.warning)
    assert opened.highlight is None


def test_a_file_that_changed_is_said_for_an_address_too(library, document):
    base = shown(library, document)["link"]
    path = library.settings.seeds / document
    path.write_bytes(path.read_bytes() + b"\nMORE: said.\n")
    opened = opening.open_address(library, f"{base}&turn=0&start=0&end=5")
    assert "has changed since it was indexed" in opened.warning
    assert opened.highlight is None


def test_without_an_index_every_way_in_says_what_to_do(library, answered, document):
    library.close()
    for path in library.settings.index.rglob("*"):
        if path.is_file():
            path.unlink()
    citation: Citation = answered.citations[0]
    for problem in (
        opening.open_citation(library, citation).problem,
        opening.open_address(library, f"?doc={document}").problem,
        shown(library, document)["problem"],
    ):
        assert "Open “Library” and drop transcripts there" in problem
