"""One sentence of a language model against the sources that it cites. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa.citing import cite
from qa.generation.checking.reading import MARKER, Quote, claims_nothing, numbers_in, quotes, with_known_markers
from qa.generation.checking.saying import QUOTED, Sayer, sayers
from qa.generation.checking.wording import Span, dates, dates_in, find_quote, numbers, of_day, same, stems
from qa.generation.prompting import Source
from qa.models import Citation, Speaker, Statement, Who
from qa.patterns import regex
from qa.sentences import spans

# Stand for the brackets of our own markers while a text is put together.
_OPEN, _CLOSE = "\ue000", "\ue001"
_INNER = regex(f"[{_OPEN}{_CLOSE}\0]")
_SUPPORT = 1 / 3
_FRAME = 6  # so many words beside a quote introduce it, and claim nothing
_TO_THE_MODEL = regex(
    r"\b(?:ignore|disregard|forget|override)\b(?:\s[\w']+){0,5}\s(?:instructions?|prompts?)\b"
    r"|\b(?:ignore|disregard|forget)\s(?:all\s|everything\s)?(?:of\s)?(?:the\s)?(?:above|previous\sinstruct\w+)\b"
    r"|\bsystem\s(?:prompt|message)\b|\byou\sare\s(?:now\s)?an?\s(?:ai|assistant|language\smodel|chatbot)\b"
    r"|\b(?:ai|language)\s(?:assistants?|models?)\b[^.!?]{0,40}\b(?:must|should|say|answer|write|output)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence after its check.

    Attributes:
        statement: as the answer prints it, its markers numbered like the citations.
        citations: the new ones, numbered on from those before.
    """

    statement: Statement
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Marker:
    start: int
    end: int
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A quote, where it was found: the marker that cites it, the source, and the spans in the source's turn."""

    quote: Quote
    marker: _Marker
    source: Source
    places: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence taken apart.

    Attributes:
        text: without the markers that name no source.
        claim: the same with quotes and markers masked, in the same places.
        names: of all speakers, which say nothing of what they said.
    """

    text: str
    claim: str
    markers: tuple[_Marker, ...]
    quotes: tuple[Quote, ...]
    sayers: tuple[Sayer, ...]
    names: str

    @property
    def cited(self) -> list[Source]:
        """The sources that it cites."""
        return [source for marker in self.markers for source in marker.sources]


def check(sentence: str, sources: Sequence[Source], before: Sequence[Citation] = ()) -> Checked | None:
    """A sentence held against the sources it cites; None where it claims nothing, so that it may be left out.

    Args:
        sentence: as the language model wrote it, with its markers.
        sources: what it was given, by their numbers.
        before: the citations of the answer so far; one that is needed again keeps its number.
    """
    known = {source.n: source for source in sources if source.text.strip()}
    plain = _INNER.sub("", sentence).replace("``", '"').replace("''", '"').strip()
    text, dropped = with_known_markers(plain, known)
    read = _read(text, known)
    if not (read.markers or read.quotes or dropped) and claims_nothing(text):
        return None
    found, reason = _find_quotes(read)
    if not read.markers:
        reason = "it cites a source that does not exist" if dropped else "it cites no source"
    reason = reason or _wrong_speaker(read) or _not_said(read)
    printed, citations, new = _print(read, found, before)
    return Checked(Statement(printed, citations, reason is None, reason), new)


def _read(text: str, known: dict[int, Source]) -> _Read:
    markers = tuple(
        _Marker(*match.span(), tuple(known[n] for n in numbers_in(match[0]))) for match in MARKER.finditer(text)
    )
    titles = {source.document.name for source in known.values()}
    quoted = tuple(quote for quote in quotes(text) if not any(same(quote.words, title) for title in titles))
    claim = text
    for start, end, sign in [
        *((one.start, one.end, " ") for one in markers),
        *((one.start, one.end, QUOTED) for one in quoted),
    ]:
        claim = claim[:start] + sign * (end - start) + claim[end:]
    speakers = _speakers(known.values())
    names = " ".join(f"{one.label} {one.person or ''}" for one in speakers)
    return _Read(text, claim, markers, quoted, tuple(sayers(claim, speakers)), names)


def _speakers(sources: Iterable[Source]) -> list[Speaker]:
    found: dict[Who, set[str]] = {}
    for source in sources:
        if source.turn.who:
            found.setdefault(source.turn.who, set()).add(source.document.document)
    return [Speaker(who.label, who.person, 0, 0, tuple(sorted(paths))) for who, paths in found.items()]


def _find_quotes(read: _Read) -> tuple[list[_Found], str | None]:
    """Where each quote stands in what is cited, and what is wrong with the first that is not as it should be."""
    found: list[_Found] = []
    reason: str | None = None
    for quote in read.quotes:
        places = list(_places(quote, read.markers))
        meant = _meant(quote, read.sayers)
        own = [one for one in places if meant is None or one.source.turn.who in meant]
        found += (own or places)[:1]
        if not places:
            reason = reason or f"“{_shortened(quote.words)}” does not stand in what it cites"
        elif not own:
            reason = reason or f"“{_shortened(quote.words)}” was said by somebody else"
    return found, reason


def _places(quote: Quote, markers: Sequence[_Marker]) -> Iterator[_Found]:
    """The places where it stands, those of the next markers first."""
    for marker in sorted(markers, key=lambda one: (one.end < quote.end, one.start)):
        for source in marker.sources:
            places = find_quote(quote.words, source.turn.text, source.start)
            if places:
                yield _Found(quote, marker, source, tuple(places))


def _meant(quote: Quote, named: Sequence[Sayer]) -> set[Who] | None:
    """Whose words the sentence says that a quote is; None where it names nobody."""
    before = [] if any(one.inverted for one in named) else [one for one in named if one.end <= quote.start]
    group = before[-1:] or list(named)
    # "Ann and Bob said": either's.
    while before and len(group) < len(before) and before[-len(group) - 1].group == group[0].group:
        group = before[-len(group) - 1 :]
    return {who for one in group for who in one.meant} or None


def _wrong_speaker(read: _Read) -> str | None:
    """What is wrong where somebody is said to say something, and no words of his or hers are cited."""
    straight = not any(one.inverted for one in read.sayers)
    for one in read.sayers:
        after = min((other.start for other in read.sayers if other.group > one.group), default=len(read.text))
        near = [marker for marker in read.markers if straight and one.start <= marker.start < after]
        cited = {source.turn.who for marker in near or read.markers for source in marker.sources}
        if not cited & one.meant:
            return f"it cites no words of {one.name}"
    return None


def _not_said(read: _Read) -> str | None:
    """What of a claim beside its quotes does not stand in what it cites."""
    cited = read.cited
    spoken = {who for one in read.sayers for who in one.meant}
    for source in cited:
        # Words that tell a model what to say are good for one thing: as words of whoever said them.
        quoting = read.quotes and source.turn.who in spoken
        if _TO_THE_MODEL.search(source.text) and not quoting:
            return "what it cites is not about the matter: it tells a language model what to say"
    claim = read.claim.replace(QUOTED, " ")
    for one in read.sayers:
        claim = claim[: one.start] + " " * (one.end - one.start) + claim[one.end :]
    said = " ".join(source.turn.text for source in cited)
    about = " ".join(f"{one.document.name} {one.turn.speaker or ''} {one.turn.person or ''}" for one in cited)
    days = [of_day(source.document.date) for source in cited]
    held = numbers(f"{said} \n {about}").union(*(figures for figures, _ in days))
    strange = numbers(claim, told=True) - held
    if strange:
        figure = min(strange)
        return f"{int(figure) if figure.is_integer() else figure} does not stand in what it cites"
    if dates(claim) - dates_in(f"{said} {about}").union(*(names for _, names in days)):
        return "its date does not stand in what it cites"
    words = stems(claim) - stems(read.names)
    if read.quotes and len(words) < _FRAME:
        return None
    if not words:
        return None if numbers(claim, told=True) else "there is nothing in it that can be checked"
    share = len(words & stems(f"{said} {about}")) / len(words)
    return None if share >= _SUPPORT else "hardly a word of it stands in what it cites"


def _print(
    read: _Read, found: Sequence[_Found], before: Sequence[Citation]
) -> tuple[str, tuple[int, ...], tuple[Citation, ...]]:
    """The sentence with our own markers, the numbers of its citations, and the new citations."""
    taken = {(one.document, one.turn, one.start, one.end): one.n for one in before}
    new: list[Citation] = []
    used: list[int] = []
    out = ""
    at = 0
    for place, skip_to, marker in _edits(read):
        out += read.text[at:place]
        at = max(at, skip_to)
        if marker is None:
            continue
        own: list[int] = []
        for source, (first, last) in _cited_by(marker, read, found):
            key = (source.document.document, source.turn.index, first, last)
            if key not in taken:
                taken[key] = len(before) + len(new) + 1
                new.append(cite(taken[key], source.document, source.turn, first, last))
            own.append(taken[key])
        gap = "" if not out or out[-1].isspace() or out[-1] == _CLOSE else " "
        out += gap + "".join(f"{_OPEN}{n}{_CLOSE}" for n in dict.fromkeys(own))
        used += own
    # Nothing else may look like a marker of ours.
    text, _ = with_known_markers(out + read.text[at:], ())
    return text.replace(_OPEN, "[").replace(_CLOSE, "]"), tuple(dict.fromkeys(used)), tuple(new)


def _edits(read: _Read) -> list[tuple[int, int, _Marker | None]]:
    """Where the text changes: up to where it is left out, and the marker that comes there. None stays in a quote."""
    edits: list[tuple[int, int, _Marker | None]] = []
    for marker in read.markers:
        quote = next((one for one in read.quotes if one.start < marker.start < one.end), None)
        if quote is None:
            edits.append((marker.start, marker.end, marker))
        else:
            edits.append((len(read.text[: marker.start].rstrip()), marker.end, None))
            edits.append((quote.end, quote.end, marker))
    return sorted(edits, key=lambda edit: edit[0])


def _cited_by(marker: _Marker, read: _Read, found: Sequence[_Found]) -> Iterator[tuple[Source, Span]]:
    """What a marker stands for: its quotes, else the sentence of each source that shares most words with the claim."""
    for source in marker.sources:
        own = [one for one in found if one.marker == marker and one.source == source]
        for one in own:
            yield from ((source, place) for place in one.places)
        if not own:
            yield source, _best(source, read.text)


def _best(source: Source, claim: str) -> Span:
    wanted = stems(claim)
    text = source.text
    first, last = max(spans(text), key=lambda span: len(wanted & stems(text[slice(*span)])))
    return source.start + first, source.start + last


def _shortened(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60]} …"
