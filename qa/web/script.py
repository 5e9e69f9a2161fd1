"""A transcript as an HTML script, the words in question marked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.models import Aside, Document, Turn, display_name
from qa.render import clock, long_date
from qa.web.markup import safe

# reader.css has so many colours; with more speakers than that they come round again, and the name always stands there.
COLOURS = 8


@dataclass(frozen=True, slots=True)
class Highlight:
    """A region of a transcript: what a citation or a hit points at.

    Attributes:
        exact: the very words of a quote, and not just a passage that comes near.
    """

    first_turn: int
    start: int
    last_turn: int
    end: int
    exact: bool = True

    def within(self, turn: Turn) -> tuple[int, int] | None:
        """Offsets of the region in a turn's text; None where it lies elsewhere."""
        if not self.first_turn <= turn.index <= self.last_turn:
            return None
        start = self.start if turn.index == self.first_turn else 0
        return start, self.end if turn.index == self.last_turn else len(turn.text)


def script_html(
    document: Document,
    turns: Sequence[Turn],
    asides: Iterable[Aside] = (),
    highlight: Highlight | None = None,
    warning: str | None = None,
) -> str:
    """The whole transcript: heading, what nobody said set back, and every turn.

    Args:
        document: what it is.
        turns: all of them.
        asides: what nobody said.
        highlight: what to mark.
        warning: said above the script, as when the quote no longer stands there.
    """
    colours = {label: index % COLOURS for index, label in enumerate(document.speakers)}
    before: dict[int, list[str]] = {}
    for aside in asides:
        before.setdefault(min(aside.before_turn, len(turns)), []).append(_aside(aside))
    parts = [_heading(document), warning_html(warning)]
    for position, turn in enumerate(turns):
        parts += before.get(position, [])
        previous = turns[position - 1].speaker if position else None
        parts.append(
            turn_html(turn, colours.get(turn.speaker or ""), highlight, same=position > 0 and turn.speaker == previous)
        )
    parts += before.get(len(turns), [])
    return f'<article class="qa-script" aria-label="Transcript">{"".join(parts)}</article>'


def warning_html(warning: str | None) -> str:
    """A sentence that the reader must see, or nothing."""
    return f'<p class="qa-notice qa-problem" role="alert">{safe(warning)}</p>' if warning else ""


def turn_html(turn: Turn, colour: int | None, highlight: Highlight | None = None, *, same: bool = False) -> str:
    """One turn: who, when, the notes, the words.

    Args:
        turn: the turn.
        colour: number of the speaker's colour; None where nobody is named.
        highlight: what to mark, if it lies here.
        same: the speaker before is the same.
    """
    who = display_name(turn.speaker, turn.person) if turn.speaker else ""
    label = [f'<span class="qa-name">{safe(who)}</span>'] if who else []
    if turn.start is not None:
        label.append(f'<span class="qa-time">{clock(turn.start)}</span>')
    label += [f'<em class="qa-note">&#91;{safe(note)}&#93;</em>' for note in turn.notes]
    label.append(f'<span class="qa-index">turn {turn.index}</span>')
    region = highlight.within(turn) if highlight else None
    classes = ["qa-turn", f"qa-s{colour}" if colour is not None else "qa-unnamed"]
    if region:
        classes.append("qa-target")
    if same:
        classes.append("qa-same")
    exact = highlight is not None and highlight.exact
    words = _marked(turn.text, region, exact)
    return (
        f'<section class="{" ".join(classes)}" data-turn="{turn.index}"{" tabindex=-1" if region else ""}>'
        f'<div class="qa-label">{" ".join(label)}</div><div class="qa-text">{words}</div></section>'
    )


def _marked(text: str, region: tuple[int, int] | None, exact: bool) -> str:
    if region is None:
        return _words(text)
    start, end = region
    kind = "" if exact else ' class="qa-near"'
    return f"{_words(text[:start])}<mark{kind}>{_words(text[start:end])}</mark>{_words(text[end:])}"


def _words(text: str) -> str:
    """Escaped, with less than a whole line between paragraphs."""
    return safe(text).replace("\n\n", '<span class="qa-gap"></span>')


def _heading(document: Document) -> str:
    details = [long_date(document.date)] if document.date else []
    if document.speakers:
        details.append(_count(len(document.speakers), "speaker"))
        details.append(_count(document.turns, "turn"))
    details.append(_count(document.words, "word"))
    return (
        f'<header><h2>{safe(document.name)}</h2><p class="qa-details">{safe(" · ".join(details))}'
        f'<br><span class="qa-path">{safe(document.document)}</span></p></header>'
    )


def _aside(aside: Aside) -> str:
    return f'<p class="qa-aside" title="{safe(aside.kind)}: nobody said this">{safe(aside.text)}</p>'


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
