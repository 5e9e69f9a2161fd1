"""What the reader shows: a transcript and the place in it that a citation, a passage or a link points at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from qa import folder
from qa.errors import QAError, UnknownDocument
from qa.models import Answer, Citation, Hit, Mention
from qa.render import shortened
from qa.web.library import Library
from qa.web.problems import explained, in_page_words
from qa.web.reader import media, places
from qa.web.reader.script import Highlight, problem_json, script_json

if TYPE_CHECKING:
    from qa.store.reader import Snapshot

_GONE = "This answer is no longer part of the conversation: ask again."
_CALLED = {"cite": "citation", "place": "place"}
_CHOOSE = "Choose a transcript from the list."


@dataclass(frozen=True, slots=True)
class Steps:
    """Where a place stands among those of its answer.

    Attributes:
        what: `citation`, `place` or `passage`.
        number: counted from 1.
        total: how many there are.
        link: of the place itself.
        previous: link of the one before; None at the first.
        next: likewise.
    """

    what: str
    number: int
    total: int
    link: str
    previous: str | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    """What the reader is to show.

    Attributes:
        document: path of the transcript; None where none can be shown.
        generation: state of the index in which the place was looked up.
        problem: why nothing can be shown, and what to do.
        warning: what the reader must know of what is shown.
        highlight: the words meant.
        turn: the turn meant, where no words are.
        steps: the way through the answer's citations; None where no answer was followed.
    """

    document: str | None = None
    generation: int | None = None
    problem: str | None = None
    warning: str | None = None
    highlight: Highlight | None = None
    turn: int | None = None
    steps: Steps | None = None

    def as_json(self) -> dict[str, Any]:
        """For the page's script."""
        return asdict(self)


def transcript(library: Library, document: object) -> str:
    """The whole of a transcript as JSON, or a `problem`.

    Args:
        library: where it is.
        document: its path, as the page sent it.
    """
    try:
        with library.assistant().snapshot(search=False) as snapshot:
            corpus = snapshot.corpus
            found = corpus.document(str(document))
            recording = media.beside(snapshot.seeds, found.document)
            here = places.Place(found.document, revision=places.revision(corpus.source(found.document).sha256))
            extra = {
                "generation": snapshot.generation,
                "link": places.link(here),
                "recording": [recording.kind, media.address(found.document)] if recording else None,
            }
            return script_json(found, corpus.turns(found.document), corpus.asides(found.document), extra)
    except UnknownDocument:
        return problem_json(_missing(str(document)))
    except QAError as error:
        return problem_json(explained(error))


def open_link(library: Library, answers: Sequence[Answer | None], link: str, kept: Answer | None = None) -> Opened:
    """What a link in the chat points at.

    Args:
        library: where transcripts are.
        answers: of the conversation, as far as it is remembered here.
        link: `cite-2-1` is citation 1 of answer 2, `near-2-0` its first near passage, `place-2-0` the first place
            behind its number.
        kept: the answer as the browser keeps it, which is what the page shows; None where it does not.
    """
    try:
        kind, number, position = link.split("-")
        # The session may remember another conversation than the page shows: one that was stopped late, say.
        answer = kept if kept is not None else answers[int(number)]
        assert answer is not None
        if kind == "cite":
            numbers = [one.n for one in answer.citations]
            index = numbers.index(int(position))
            opened = open_citation(library, answer.citations[index])
        elif kind == "place":
            numbers, index = list(range(len(answer.evidence))), int(position)
            opened = open_place(library, answer.evidence[index])
        else:
            numbers, index = list(range(len(answer.nearest))), int(position)
            opened = open_hit(library, answer.nearest[index])
    except (ValueError, IndexError, AssertionError):
        return Opened(problem=_GONE)
    links = [f"{kind}-{number}-{n}" for n in numbers]
    return replace(opened, steps=_steps(_CALLED.get(kind, "passage"), links, index))


def open_citation(library: Library, citation: Citation) -> Opened:
    """The transcript with the quote marked, or what has changed since the answer was given."""
    try:
        warning = library.assistant().check(citation)
    except QAError as error:
        return Opened(problem=explained(error))
    if warning and citation.title:
        # On the page a transcript is known by its title.
        warning = warning.replace(citation.document, f"“{shortened(citation.title, 80)}”")
    region = Highlight(citation.turn, citation.start, citation.turn, citation.end)
    return _opened(library, citation.document, None if warning else region, warning and in_page_words(warning))


def open_place(library: Library, place: Mention) -> Opened:
    """The transcript with a place behind a number marked; a word where it has changed too much since."""
    try:
        with library.assistant().snapshot(search=False) as snapshot:
            turns = snapshot.corpus.turns(place.document, place.turn, place.turn)
    except UnknownDocument:
        return Opened(problem=_missing(place.document))
    except QAError as error:
        return Opened(problem=explained(error))
    if turns and place.end <= len(turns[0].text):
        return _opened(library, place.document, Highlight(place.turn, place.start, place.turn, place.end), None)
    warning = f"{place.document} has changed since this answer: the place stands elsewhere, if at all."
    return _opened(library, place.document, None, warning)


def open_hit(library: Library, hit: Hit) -> Opened:
    """The transcript with the passage marked, or a word that it has changed."""
    region = Highlight(hit.first_turn, hit.start, hit.last_turn, hit.end, exact=False)
    try:
        with library.assistant().snapshot(search=False) as snapshot:
            turns = snapshot.corpus.turns(hit.document, hit.first_turn, hit.last_turn)
    except UnknownDocument:
        return Opened(problem=f"{hit.document} is no longer in the library.")
    except QAError as error:
        return Opened(problem=explained(error))
    held = len(turns) == hit.last_turn - hit.first_turn + 1
    for turn in turns:
        start, end = region.within(turn) or (0, 0)
        held = held and end <= len(turn.text) and turn.text[start:end].strip() in hit.text
    if held:
        return _opened(library, hit.document, region, None)
    return _opened(
        library,
        hit.document,
        None,
        f"{hit.document} has changed since this answer: the passage stands elsewhere, if at all.",
    )


def open_address(library: Library, query: str) -> Opened:
    """What the address of the page points at: `?doc=…&turn=…`."""
    try:
        place = places.parse(query)
        if place is None:
            return Opened()
        with library.assistant().snapshot(search=False) as snapshot:
            return _at(snapshot, place)
    except UnknownDocument:
        return Opened(problem=_missing(place.document if place else ""))
    except QAError as error:
        return Opened(problem=explained(error))


def _at(snapshot: Snapshot, place: places.Place) -> Opened:
    """A place in the index as it is now; words are marked only where nothing has changed. Raises UnknownDocument."""
    document, source = snapshot.corpus.document(place.document), snapshot.corpus.source(place.document)
    opened = Opened(place.document, snapshot.generation)
    if place.turn is None:
        return opened
    turns = snapshot.corpus.turns(place.document, place.turn, place.turn)
    if not turns:
        last = f"the last one is turn {document.turns - 1}" if document.turns else "it has none"
        return replace(
            opened,
            warning=f"There is no turn {place.turn} in {place.document}: {last}. This is its beginning; "
            "the words may be found with “Find in transcript”.",
        )
    opened = replace(opened, turn=place.turn)
    if place.revision and place.revision != places.revision(source.sha256):
        return replace(
            opened,
            warning=f"{place.document} has changed since this link was made: turn {place.turn} may hold other words.",
        )
    if folder.has_changed(snapshot.seeds, source):
        return replace(
            opened, warning=f"The file {place.document} has changed since it was indexed: press “Rebuild index”."
        )
    if place.start is None or place.end is None:
        return opened
    if place.end > len(turns[0].text):
        return replace(opened, warning="The words that this link points at do not stand in this turn.")
    return replace(opened, highlight=Highlight(place.turn, place.start, place.turn, place.end))


def _opened(library: Library, document: str, highlight: Highlight | None, warning: str | None) -> Opened:
    try:
        with library.assistant().snapshot(search=False) as snapshot:
            snapshot.corpus.document(document)
            return Opened(document, snapshot.generation, warning=warning, highlight=highlight)
    except UnknownDocument:
        return Opened(problem=warning or f"{document} is no longer in the library.")
    except QAError as error:
        return Opened(problem=explained(error))


def _steps(what: str, links: Sequence[str], index: int) -> Steps:
    before, after = links[index - 1] if index else None, links[index + 1] if index + 1 < len(links) else None
    return Steps(what, index + 1, len(links), links[index], before, after)


def _missing(document: str) -> str:
    return f"There is no transcript {document} in the library: it may have been renamed or taken out. {_CHOOSE}"
