"""Answers, hits and transcripts as text and as JSON, for the command line, the page and scripts."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from qa.models import (
    Answer,
    Aside,
    Citation,
    Counts,
    Document,
    Hit,
    Scope,
    Searched,
    Transcript,
    Turn,
    display_name,
)


def long_date(iso: str) -> str:
    """`2024-07-24` as `24 July 2024`; anything else as it is."""
    try:
        day = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%B} {day.year}"


def clock(seconds: float | None) -> str:
    """Seconds as `1:02:03` or `2:03`; empty where unknown."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}" if hours else f"{minute}:{second:02d}"


def reference(citation: Citation) -> str:
    """Who, where, when, for a list of sources: `SECRETARY BLINKEN, “Title”, 24 July 2024, turn 1`."""
    parts = [display_name(citation.speaker, citation.person)] if citation.speaker else []
    if citation.interpreted:
        parts.append("via interpreter")
    if citation.reports:
        parts.append("reporting somebody else’s words")
    parts.append(f"“{citation.title or citation.document}”")
    if citation.date:
        parts.append(long_date(citation.date))
    parts.append(f"turn {citation.turn}" + (f" at {clock(citation.time)}" if citation.time is not None else ""))
    return ", ".join(parts)


def hit_heading(hit: Hit) -> str:
    """Where a hit stands: title, date, turns."""
    parts = [hit.title or hit.document]
    if hit.date:
        parts.append(long_date(hit.date))
    turns = f"turn {hit.first_turn}" if hit.first_turn == hit.last_turn else f"turns {hit.first_turn}–{hit.last_turn}"
    parts.append(turns + (f" at {clock(hit.times[0])}" if hit.times[0] is not None else ""))
    return " · ".join(parts)


def scope_text(scope: Scope) -> str:
    """The filters in force, for people; empty where there are none."""
    parts = []
    if scope.speakers:
        parts.append(f"speaker {' or '.join(who.name for who in scope.speakers)}")
    if scope.documents:
        parts.append(f"document {' or '.join(scope.documents)}")
    if scope.after:
        parts.append(f"from {long_date(scope.after)}")
    if scope.before:
        parts.append(f"until {long_date(scope.before)}")
    return ", ".join(parts)


def answer_text(answer: Answer) -> str:
    """An answer with its sources, as plain text."""
    blocks = []
    if answer.searched_for:
        blocks.append(f"(searched for: {answer.searched_for})")
    if answer.scope:
        blocks.append(f"(only {scope_text(answer.scope)})")
    blocks += [f"({note})" for note in answer.notes]
    blocks.append(answer.answer)
    if answer.citations:
        blocks.append("\n".join(f"[{one.n}] {reference(one)}{_unquoted(answer, one)}" for one in answer.citations))
    blocks += [f"{hit_heading(hit)}\n{_indented(shortened(hit.text))}" for hit in answer.nearest]
    return "\n\n".join(blocks)


def _unquoted(answer: Answer, citation: Citation) -> str:
    """The words that a language model's answer rests on, where it does not quote them itself."""
    if not answer.generated or citation.quote in answer.answer:
        return ""
    return f": “{shortened(citation.quote)}”"


def hits_text(hits: Sequence[Hit]) -> str:
    """Hits as plain text, best first."""
    if not hits:
        return "Nothing found: no passage that is indexed passes the filters."
    return "\n\n".join(f"{n}. {hit_heading(hit)}\n{_indented(hit.text)}" for n, hit in enumerate(hits, 1))


def shortened(text: str, limit: int = 400) -> str:
    """At most `limit` characters, cut between words."""
    if len(text) <= limit:
        return text
    words = text[:limit].rsplit(None, 1)
    return f"{words[0].lstrip()} …" if words else "…"


def hit_json(hit: Hit) -> dict[str, object]:
    """A hit as it is pinned for `qa search --json`."""
    record = asdict(hit)
    record["speakers"] = list(hit.speakers)
    record["times"] = list(hit.times)
    return record


def search_json(question: str, hits: Iterable[Hit]) -> dict[str, object]:
    """`qa search --json`."""
    return {"question": question, "hits": [hit_json(hit) for hit in hits]}


def answer_json(answer: Answer) -> dict[str, object]:
    """`qa ask --json`."""
    return {
        "question": answer.question,
        "answer": answer.answer,
        "abstained": answer.abstained,
        "citations": [asdict(citation) for citation in answer.citations],
        "searched_for": answer.searched_for,
        "confidence": round(answer.confidence, 3),
        "notes": list(answer.notes),
        "scope": scope_json(answer.scope),
        "nearest": [hit_json(hit) for hit in answer.nearest],
        "kind": answer.kind,
        "statements": [asdict(statement) for statement in answer.statements],
        "searched": _searched_json(answer.searched) if answer.searched else None,
        "count": answer.count,
        "evidence": [asdict(mention) for mention in answer.evidence],
        "suggestion": answer.suggestion,
        "generated": answer.generated,
    }


def _searched_json(searched: Searched) -> dict[str, object]:
    return {
        "question": searched.question,
        "topic": list(searched.topic),
        "scope": scope_json(searched.scope),
        "documents": searched.documents,
    }


def scope_json(scope: Scope) -> dict[str, object]:
    """The filters in force."""
    return {
        "speakers": [who.label for who in scope.speakers],
        "documents": list(scope.documents),
        "after": scope.after,
        "before": scope.before,
    }


def turn_json(turn: Turn) -> dict[str, object]:
    """A turn as it is pinned for `qa read --json`."""
    return {
        "index": turn.index,
        "speaker": turn.speaker,
        "text": turn.text,
        "start": turn.start,
        "end": turn.end,
        "notes": list(turn.notes),
        "person": turn.person,
        "interpreted": turn.interpreted,
    }


def transcript_json(transcript: Transcript) -> dict[str, object]:
    """`qa read --json`."""
    return {
        "document": transcript.document,
        "title": transcript.title,
        "date": transcript.date,
        "format": transcript.format,
        "speakers": list(transcript.speakers),
        "turns": [turn_json(turn) for turn in transcript.turns],
        "asides": [aside_json(aside) for aside in transcript.asides],
    }


def view_json(
    document: Document, turns: Iterable[Turn], asides: Iterable[Aside], *, focus: int | None, changed: bool
) -> dict[str, object]:
    """`qa show --json`: turns of an indexed document, the one asked for, and whether its file has changed since."""
    return {
        "document": document.document,
        "title": document.title,
        "date": document.date,
        "format": document.format,
        "speakers": list(document.speakers),
        "turn": focus,
        "changed": changed,
        "turns": [turn_json(turn) for turn in turns],
        "asides": [aside_json(aside) for aside in asides],
    }


def build_json(report: Mapping[str, object], skipped: Iterable[tuple[str, str]]) -> dict[str, object]:
    """`qa build --json`: what was skipped also as `unreadable`, in the fields of `qa read --json`."""
    return {**report, "unreadable": [{"document": path, "reason": reason} for path, reason in skipped]}


def documents_json(generation: int, counts: Counts, documents: Iterable[Document]) -> dict[str, object]:
    """What is indexed, in the words of `qa status --json`."""
    return {
        "generation": generation,
        "counts": asdict(counts),
        "documents": [asdict(one) | {"speakers": list(one.speakers)} for one in documents],
    }


def aside_json(aside: Aside) -> dict[str, object]:
    """Text that nobody said."""
    return asdict(aside)


def _indented(text: str) -> str:
    return "\n".join(f"   {line}" if line else "" for line in text.splitlines())
