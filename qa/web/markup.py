"""Answers as HTML for the chat. Pure. All text that comes from outside passes through `safe`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.models import Answer, Citation, Hit, display_name
from qa.render import answer_text, clock, hit_heading, long_date, scope_text, shortened

# Every ASCII sign: with none of them left as such, neither HTML, Markdown, LaTeX nor a template finds anything to read.
_SIGNS = re.compile(r"[!-/:-@\[-`{-~]")
# Control characters, and those that turn the direction of the text around them.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
# Who speaks, escaped, up to the colon before a quote or before what one has to know of it; a title may hold colons too.
_INTRODUCED = re.compile(
    r'([^<]*?)&#58; ((?:&#40;(?:asked|reporting)\b[^<]*?&#41; )?<span class="qa-quote">.*)', re.DOTALL
)
_MARKER = re.compile(r"\[(\d+)\]")


def safe(text: str) -> str:
    """Text that stays text, in HTML, in an attribute, and through a Markdown renderer."""
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SIGNS.sub(lambda sign: f"&#{ord(sign.group())};", text)


def safe_lines(text: str) -> str:
    """Likewise, with line ends kept; no blank line is left, which would end an HTML block in Markdown."""
    return safe(text).replace("\n", "<br>")


def question_html(question: str) -> str:
    """What the user asked, as a message."""
    return f'<div class="qa-question">{safe_lines(question.strip())}</div>'


def problem_html(message: str) -> str:
    """Why there is no answer, as a message."""
    return f'<div class="qa-notice qa-problem">{safe_lines(message)}</div>'


def pending_html() -> str:
    """A message while the answer is looked for."""
    return '<div class="qa-pending">Searching the transcripts …</div>'


def stopped_html() -> str:
    """A message where the user did not want to wait."""
    return '<div class="qa-notice">Stopped.</div>'


def answer_html(answer: Answer, number: int, *, whole: bool = True) -> str:
    """An answer as a message: what was searched, paragraphs with quotes and markers, sources, nearest passages.

    Args:
        answer: the answer.
        number: of the answer in the conversation; links name it.
        whole: False while it is still growing.
    """
    parts = []
    if answer.searched_for:
        parts.append(f'<p class="qa-scope">searched for: <strong>{safe(answer.searched_for)}</strong></p>')
    if answer.scope:
        parts.append(f'<p class="qa-scope">only {safe(scope_text(answer.scope))}</p>')
    parts += [f'<p class="qa-scope">{safe(note)}</p>' for note in answer.notes]
    body = _body(answer, number)
    parts.append(f'<div class="qa-notice">{body}</div>' if answer.abstained else body)
    if any(not statement.verified for statement in answer.statements):
        reasons = dict.fromkeys(one.reason for one in answer.statements if not one.verified and one.reason)
        parts.append(f'<p class="qa-scope">Not verified: {safe("; ".join(reasons))}</p>')
    if answer.citations:
        items = "".join(_source(citation, number) for citation in answer.citations)
        parts.append(f'<p class="qa-heading">Sources</p><ul class="qa-sources">{items}</ul>')
    if answer.nearest:
        items = "".join(_nearest(hit, number, position) for position, hit in enumerate(answer.nearest))
        parts.append(f'<p class="qa-heading">Closest passages</p><ul class="qa-sources">{items}</ul>')
    if whole:
        parts.append(
            f'<p class="qa-actions"><a href="#qa-copy" title="Copy the answer with its sources">Copy</a></p>'
            f'<div class="qa-plain">{_copied(answer_text(answer))}</div>'
        )
    kind = "qa-answer qa-abstained" if answer.abstained else "qa-answer"
    return f'<div class="{kind}">{"".join(parts)}</div>'


def hint(citation: Citation) -> str:
    """Who, when and the words, for a title: plain text."""
    who = display_name(citation.speaker, citation.person) if citation.speaker else citation.title or citation.document
    parts = [who]
    if citation.interpreted:
        parts.append("via interpreter")
    if citation.date:
        parts.append(long_date(citation.date))
    return f"{', '.join(parts)}: “{shortened(' '.join(citation.quote.split()), 300)}”"


def _body(answer: Answer, number: int) -> str:
    """Paragraphs. A quote is found by its own text and number, so that nothing inside it is taken for a marker."""
    pieces = [(re.escape(f"“{one.quote}” [{one.n}]"), one) for one in answer.citations]
    if not pieces:
        return _paragraphs(safe(answer.answer))
    known = {one.n: one for one in answer.citations}
    pattern = re.compile(
        "|".join([f"(?P<q{index}>{piece})" for index, (piece, _) in enumerate(pieces)] + [_MARKER.pattern])
    )
    rendered, position = [], 0
    for match in pattern.finditer(answer.answer):
        rendered.append(safe(answer.answer[position : match.start()]))
        position = match.end()
        group = match.lastgroup
        if group:
            citation = pieces[int(group[1:])][1]
            quote = safe(citation.quote).replace("\n\n", "<br>").replace("\n", "<br>")
            rendered.append(f'<span class="qa-quote">“{quote}”&nbsp;{_marker(citation, number)}</span>')
        elif (found := known.get(int(match.group(match.lastindex or 0)))) is not None:
            rendered.append(_marker(found, number))
        else:
            rendered.append(safe(match.group()))
    rendered.append(safe(answer.answer[position:]))
    return _paragraphs("".join(rendered))


def _paragraphs(html: str) -> str:
    """Escaped text to paragraphs; a first line that only introduces a quote stands apart."""
    paragraphs = []
    for part in re.split(r"\n{2,}", html.strip()):
        introduced = _INTRODUCED.match(part)
        if introduced:
            who, said = introduced.groups()
            paragraphs.append(f'<p class="qa-said"><span class="qa-who">{who}</span> {said}</p>')
        else:
            paragraphs.append(f"<p>{part}</p>".replace("\n", "<br>"))
    return "".join(paragraphs)


def _marker(citation: Citation, number: int) -> str:
    return (
        f'<a class="qa-marker" href="#qa-cite-{number}-{citation.n}" title="{safe(hint(citation))}">[{citation.n}]</a>'
    )


def _source(citation: Citation, number: int) -> str:
    who = display_name(citation.speaker, citation.person) if citation.speaker else "No speaker"
    details = ["via interpreter"] if citation.interpreted else []
    details.append(citation.title or citation.document)
    if citation.date:
        details.append(long_date(citation.date))
    details.append(_turn(citation.turn, citation.time))
    return (
        f'<li><a href="#qa-cite-{number}-{citation.n}" title="{safe(hint(citation))}">'
        f'<span class="qa-n">[{citation.n}]</span> <strong>{safe(who)}</strong> · {safe(" · ".join(details))}</a></li>'
    )


def _nearest(hit: Hit, number: int, position: int) -> str:
    who = _listed(hit.speakers)
    text = hit.text.removeprefix(f"{hit.speakers[0]}: ") if len(hit.speakers) == 1 else hit.text
    return (
        f'<li><a href="#qa-near-{number}-{position}" title="Open this passage in its transcript">'
        f"<strong>{safe(who)}</strong> · {safe(hit_heading(hit))}"
        f'<span class="qa-excerpt">{safe(shortened(" ".join(text.split()), 220))}</span></a></li>'
    )


def _copied(text: str) -> str:
    """Text that is not shown but copied: its line ends are kept as such, and yet no line of the message is blank."""
    return safe(text).replace("\n", "&#10;")


def _turn(turn: int, time: float | None) -> str:
    return f"turn {turn}" + (f" at {clock(time)}" if time is not None else "")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "No speaker"


def plain_label(text: str) -> str:
    """Text for a place that shows text as it is, on one line."""
    return " ".join(_UNSEEN.sub("", text).split())
