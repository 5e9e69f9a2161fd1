"""Answers as HTML for the chat. Pure. All text that comes from outside passes through `safe`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qa.models import Answer, Citation, Hit, Mention, display_name
from qa.patterns import regex
from qa.render import clock, hit_heading, long_date, scope_text, shortened

# Every ASCII sign: with none of them left as such, neither HTML, Markdown, LaTeX nor a template finds anything to read.
_SIGNS = regex(r"[!-/:-@\[-`{-~]")
# Control characters, those that turn the direction of the text around them, and what is no character at all.
_UNSEEN = regex("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# Words that are written from right to left have the quote's bar on their side.
_QUOTE = '<span class="qa-quote" dir="auto">'
# Who speaks, escaped, up to the colon before a quote or before what one has to know of it; a title may hold colons too.
_TEXT, _ASIDE = r"(?:[^<]|</?bdi>)*?", r"&#40;(?:asked|reporting)\b"
_INTRODUCED = regex(rf"({_TEXT})&#58; ((?:{_ASIDE}{_TEXT}&#41; )?{_QUOTE}.*)", re.DOTALL)
# What one has to know of a quote, right before it.
_ASIDES = regex(rf"({_ASIDE}{_TEXT}&#41;) (?={_QUOTE})", re.DOTALL)
_MARKER = regex(r"\[(\d+)\]")
_MARKED = regex(r'<a class="qa-marker" href="#qa-cite-\d+-(\d+)"')
# Words that are written from right to left, with what stands between them, in escaped text.
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LEFTWARDS = regex(rf"[{_LEFTWARD}](?:(?:[{_LEFTWARD}\s]|&#\d+;)*[{_LEFTWARD}])?")
_CARD_QUOTE = 600
# A longer title would push day and turn out of the lines that a source has.
_TITLE = 140
_NOT_CITED = " does not stand in what it cites"
_NAMED = 4
# More than these would push what is asked next out of sight.
_SOURCES = 8
_PLACES = 500
# What an answer says to whoever has its data, and what there is on the page instead.
_ELSEWHERE = ("the others are listed with the answer's data", "all of them are listed below")


def safe(text: str) -> str:
    """Text that stays text, in HTML, in an attribute, and through a Markdown renderer."""
    return _escaped(shown(text))


def identifier(text: str) -> str:
    """A value that a script reads back from an attribute: likewise, but every character of it stays."""
    # What is read back names a file, and a line end in a name would else come back as another one.
    return _escaped(text).replace("\r", "&#13;")


def safe_lines(text: str) -> str:
    """Likewise, with line ends kept; no blank line is left, which would end an HTML block in Markdown."""
    return safe(text).replace("\n", "<br>")


def _isolated(html: str) -> str:
    """Escaped text in which a name that is written from right to left draws no number behind it to its other side."""
    return _LEFTWARDS.sub(lambda words: f"<bdi>{words.group()}</bdi>", html)


def problem_html(message: str) -> str:
    """Why there is no answer, as a message."""
    return f'<div class="qa-notice qa-problem">{safe_lines(message)}</div>'


def answer_html(answer: Answer, number: int, *, stopped: bool = False, titles: Mapping[str, str] | None = None) -> str:
    """An answer: what was searched, paragraphs with quotes and markers, sources, nearest passages.

    Args:
        answer: the answer, as far as it has come.
        number: of the answer in the conversation; links name it.
        stopped: no more of it will come.
        titles: of documents, by path, for the places behind a number.
    """
    parts = []
    if answer.searched_for:
        parts.append(f'<p class="qa-scope">searched for: <strong>{safe(answer.searched_for)}</strong></p>')
    if answer.scope:
        parts.append(f'<p class="qa-scope">only {_isolated(safe(scope_text(answer.scope)))}</p>')
    parts += [f'<p class="qa-scope">{_isolated(safe(note))}</p>' for note in answer.notes]
    # A question that is proposed is a button, not a sentence.
    text = answer.answer.removesuffix(f"You could ask: {answer.suggestion}").rstrip()
    body = _body(replace(answer, answer=text.replace(*_ELSEWHERE)), number)
    parts.append(f'<div class="qa-notice">{body}</div>' if answer.abstained else body)
    if any(not statement.verified for statement in answer.statements):
        reasons = dict.fromkeys(one.reason for one in answer.statements if not one.verified and one.reason)
        parts.append(f'<p class="qa-scope">Not verified: {safe("; ".join(_together(list(reasons))))}</p>')
    if answer.citations:
        items = "".join(_source(citation, number) for citation in answer.citations)
        listed = f'<ul class="qa-sources">{items}</ul>'
        many = len(answer.citations) > _SOURCES
        heading = '<p class="qa-heading">Sources</p>'
        parts.append(_folded(f"{len(answer.citations)} sources", listed) if many else f"{heading}{listed}")
    # Where whole turns are counted, as for who spoke how much, the transcripts themselves are that list.
    if len(answer.evidence) > len(answer.citations) and any(one.start for one in answer.evidence):
        parts.append(_places(answer.evidence, number, titles or {}))
    if answer.suggestion:
        parts.append(
            '<p class="qa-instead">You could ask: '
            f'<button type="button" class="qa-ask-this">{safe(answer.suggestion)}</button></p>'
        )
    if answer.nearest:
        items = "".join(_nearest(hit, number, position) for position, hit in enumerate(answer.nearest))
        parts.append(f'<p class="qa-heading">Closest passages</p><ul class="qa-sources">{items}</ul>')
    if stopped:
        parts.append(stopped_html())
    kind = "qa-answer qa-abstained" if answer.abstained else "qa-answer"
    return f'<div class="{kind}">{"".join(parts)}</div>'


def stopped_html() -> str:
    """What stands where the user did not want to wait."""
    return '<p class="qa-stopped">Stopped.</p>'


def shown(text: str) -> str:
    """Text as it may stand in a file: every line end a line feed, and nothing that cannot be seen."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda sign: f"&#{ord(sign.group())};", text)


def _together(reasons: Sequence[str]) -> list[str]:
    """Reasons, with what they say of several things said once."""
    alike = [one.removesuffix(_NOT_CITED) for one in reasons if one.endswith(_NOT_CITED)]
    if len(alike) < 2:
        return list(reasons)
    named = ", ".join(alike[:_NAMED]) + (f" and {len(alike) - _NAMED} more" if len(alike) > _NAMED else "")
    others = [one for one in reasons if not one.endswith(_NOT_CITED)]
    return [f"{named} do not stand in what is cited", *others]


def _body(answer: Answer, number: int) -> str:
    """Paragraphs. A quote is found by its own text and number, so that nothing inside it is taken for a marker."""
    pieces = [(re.escape(f"“{one.quote}” [{one.n}]"), one) for one in answer.citations]
    if not pieces:
        return _paragraphs(_isolated(safe(answer.answer)), {}, number)
    known = {one.n: one for one in answer.citations}
    pattern = re.compile(
        "|".join([f"(?P<q{index}>{piece})" for index, (piece, _) in enumerate(pieces)] + [_MARKER.pattern])
    )
    rendered, position = [], 0
    for match in pattern.finditer(answer.answer):
        rendered.append(_isolated(safe(answer.answer[position : match.start()])))
        position = match.end()
        group = match.lastgroup
        if group:
            citation = pieces[int(group[1:])][1]
            quote = safe(citation.quote).replace("\n\n", "<br>").replace("\n", "<br>")
            rendered.append(f"{_QUOTE}“{quote}”&nbsp;{_marker(citation, number)}</span>")
        elif (found := known.get(int(match.group(match.lastindex or 0)))) is not None:
            rendered.append(_marker(found, number))
        else:
            rendered.append(safe(match.group()))
    rendered.append(_isolated(safe(answer.answer[position:])))
    return _paragraphs("".join(rendered), known, number)


def _paragraphs(html: str, known: Mapping[int, Citation], number: int) -> str:
    """Escaped text to paragraphs; a first line that only introduces a quote stands apart."""
    paragraphs = []
    for part in re.split(r"\n{2,}", html.strip()):
        introduced = _INTRODUCED.match(part)
        if introduced:
            who, said = introduced.groups()
            said = _ASIDES.sub(r'<span class="qa-asked">\1</span> ', said)
            paragraphs.append(f'<p class="qa-said"><span class="qa-who">{who}</span> {said}</p>')
        else:
            paragraphs.append(f"<p>{_entitled(part, known, number)}</p>".replace("\n", "<br>"))
    return "".join(paragraphs)


def _entitled(part: str, known: Mapping[int, Citation], number: int) -> str:
    """In a line of a list of transcripts the title opens what the line's only number does."""
    found = _MARKED.findall(part)
    if len(found) != 1 or "qa-quote" in part:
        return part
    citation = known[int(found[0])]
    title = _isolated(safe(f"“{citation.title or citation.document}”"))
    return part.replace(title, f'<a class="qa-titled" href="#qa-cite-{number}-{citation.n}">{title}</a>', 1)


def _marker(citation: Citation, number: int) -> str:
    label = f"Source {citation.n}: {_who(citation)}"
    return f'<a class="qa-marker" href="#qa-cite-{number}-{citation.n}" aria-label="{safe(label)}">[{citation.n}]</a>'


def _source(citation: Citation, number: int) -> str:
    """A line of the list; the card that a marker shows is made of its parts."""
    parts = [("title", shortened(citation.title or citation.document, _TITLE))]
    if citation.date:
        parts.append(("date", long_date(citation.date)))
    parts.append(("turn", _turn(citation.turn, citation.time)))
    details = " · ".join(f'<bdi class="qa-of-{name}">{safe(text)}</bdi>' for name, text in parts)
    quote = safe(shortened(" ".join(citation.quote.split()), _CARD_QUOTE))
    return (
        f'<li><a href="#qa-cite-{number}-{citation.n}"><span class="qa-n">[{citation.n}]</span> '
        f'<strong class="qa-of-who">{safe(_who(citation))}</strong> · {details}</a>'
        f'<span class="qa-of-quote" hidden>{quote}</span></li>'
    )


def _places(evidence: Sequence[Mention], number: int, titles: Mapping[str, str]) -> str:
    """Every place behind a number, by transcript; a turn that holds several of them once, with how many."""
    turns: dict[str, dict[int, list[int]]] = {}
    for position, one in enumerate(evidence[:_PLACES]):
        turns.setdefault(one.document, {}).setdefault(one.turn, []).append(position)
    lines = []
    for document, found in turns.items():
        links = ", ".join(
            f'<a href="#qa-place-{number}-{positions[0]}">turn {turn}</a>'
            + (f" ({len(positions)} times)" if len(positions) > 1 else "")
            for turn, positions in found.items()
        )
        lines.append(f"<li><strong>{safe(titles.get(document, document))}</strong>: {links}</li>")
    more = len(evidence) - _PLACES
    if more > 0:
        lines.append(f"<li>{more:,} more are in the conversation's export as JSON.</li>")
    return _folded(f"All {len(evidence):,} places", f'<ul class="qa-places">{"".join(lines)}</ul>')


def _folded(summary: str, html: str) -> str:
    return f'<details class="qa-folded"><summary>{summary}</summary>{html}</details>'


def _who(citation: Citation) -> str:
    who = display_name(citation.speaker, citation.person) if citation.speaker else "No speaker"
    return f"{who}, via interpreter" if citation.interpreted else who


def _nearest(hit: Hit, number: int, position: int) -> str:
    who = _listed(hit.speakers)
    text = hit.text.removeprefix(f"{hit.speakers[0]}: ") if len(hit.speakers) == 1 else hit.text
    return (
        f'<li><a href="#qa-near-{number}-{position}">'
        f"<strong>{_isolated(safe(who))}</strong> · {_isolated(safe(hit_heading(hit)))}"
        f'<span class="qa-excerpt">{safe(shortened(" ".join(text.split()), 220))}</span></a></li>'
    )


def _turn(turn: int, time: float | None) -> str:
    return f"turn {turn}" + (f" at {clock(time)}" if time is not None else "")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "No speaker"


def plain_label(text: str) -> str:
    """Text for a place that shows text as it is, on one line."""
    return " ".join(shown(text).split())
