"""An answer in a language model's words: every sentence checked before it is shown, or else the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from qa.errors import GeneratorError
from qa.generation import reply
from qa.generation.checking import (
    ENDS_WITH_MARKER,
    LEADING_MARKERS,
    check,
    declines,
    has_open_quote,
    is_quote,
    with_plain_markers,
)
from qa.generation.prompting import Source, messages
from qa.models import Answer, Citation, Statement
from qa.patterns import regex
from qa.protocols import Generator
from qa.sentences import spans

UNVERIFIED = " (unverified)"
# The model's own tokenizer may take more tokens for a text than the one that counts here.
_COUNTED_SHARE = 0.85
_LONGEST_QUOTE = 1500
_LIST_SIGN = regex(r"[^\S\n]*(?:[-*•‣]|#+|\d{1,2}[.)])[^\S\n]+")
_LINE_END = regex(r"\n\s*\n|\n(?=[^\S\n]*(?:[-*•‣#]|\d{1,2}[.)]\s))")
_ENDS = regex(r"[.!?…؟۔।。！？][\"'”’»)\]」』*]*+$")
_LONGEST_MARKERS = 200  # so that it does not go through long white space again and again


def written(extractive: Answer, sources: Sequence[Source], generator: Generator) -> Iterator[Answer]:
    """The answer as it grows by sentences; the last one is whole.

    Sentences that fail their check are marked. Where the model fails, or not one of its sentences is verified, the
    last answer is `extractive` with a note that says so.

    Args:
        extractive: the answer without a language model, whose question and scope it is.
        sources: what the model may cite.
        generator: the model.
    """
    if extractive.abstained:
        yield extractive
        return
    budget = int((generator.context_tokens - generator.answer_tokens) * _COUNTED_SHARE)
    try:
        prompt, given = messages(extractive.searched_for or extractive.question, sources, budget)
        draft = _Draft(extractive, given)
        for _ in draft.grow(generator.stream(prompt)):
            yield draft.answer()
    except GeneratorError as error:
        yield _without(extractive, generator, str(error))
        return
    if any(statement.verified and statement.citations for statement in draft.statements):
        yield draft.answer(*draft.remarks(generator))
    else:
        yield _without(extractive, generator, draft.failure())


def _without(extractive: Answer, generator: Generator, reason: str) -> Answer:
    line = " ".join(reason.split())
    note = f"The language model {generator.name} did not answer ({line}); these are the words themselves."
    return replace(extractive, notes=(*extractive.notes, note))


@dataclass(slots=True)
class _Draft:
    """What the model has written so far, checked."""

    extractive: Answer
    sources: Sequence[Source]
    text: str = ""
    citations: list[Citation] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    declined: bool = False
    cut_off: bool = False
    _gap: str = ""
    _seen: set[str] = field(default_factory=set)

    def grow(self, pieces: Iterable[str]) -> Iterator[None]:
        """Take in the reply; a step for every sentence that is added."""
        rest, begun, over = "", False, False
        known = {source.n for source in self.sources}
        for piece in pieces:
            rest, thought = reply.without_thoughts(rest + reply.harmless(piece))
            if thought:
                self._forget()
                begun = False
            said = rest if begun else reply.without_beginning(rest)
            if reply.may_be_thinking(said) or not (begun or reply.has_begun(said)):
                continue
            rest, over = reply.up_to_its_end(reply.in_lines(said))
            begun = True
            if over:
                break
            rest = with_plain_markers(rest, known, whole=False)
            # A sentence is complete when the next one has begun.
            if any(char.isspace() or char in "。！？" for char in piece):
                complete, rest = cut(rest)
                yield from self._take(complete)
        rest = rest if begun else reply.up_to_its_end(reply.in_lines(reply.without_beginning(rest)))[0]
        rest = with_plain_markers(rest, known, whole=True)
        complete, rest = cut("" if reply.may_be_thinking(rest) else rest, whole=True)
        # A list of the sources may follow, which says nothing.
        self.cut_off = bool(rest) and not LEADING_MARKERS.match(rest.rpartition("\n")[2])
        yield from self._take(complete)

    def _take(self, sentences: Iterable[tuple[str, str]]) -> Iterator[None]:
        for gap, sentence in sentences:
            if self._add(gap, sentence):
                yield

    def _forget(self) -> None:
        """What was taken for the answer was only thought."""
        self.text = self._gap = ""
        self.citations, self.statements, self.declined = [], [], False
        self._seen.clear()

    def _add(self, gap: str, sentence: str) -> bool:
        self._gap = max(self._gap, gap, key=_breaks)
        if declines(sentence):
            self.declined = True
            return False
        # Some models say the same for ever.
        checked = None if sentence in self._seen else check(sentence, self.sources, self.citations)
        self._seen.add(sentence)
        if checked is None:
            return False
        statement = checked.statement
        self.text += (self._gap if self.text else self._gap.lstrip()) + statement.text
        self.text += "" if statement.verified else UNVERIFIED
        self._gap = ""
        self.citations += checked.citations
        self.statements.append(statement)
        return True

    def answer(self, *notes: str) -> Answer:
        """The answer up to here."""
        return replace(
            self.extractive,
            answer=self.text,
            citations=tuple(self.citations),
            statements=tuple(self.statements),
            notes=(*self.extractive.notes, *notes),
            generated=True,
        )

    def remarks(self, generator: Generator) -> list[str]:
        """What the user should know of the reply as a whole."""
        cut_off = f"The last sentence of the language model {generator.name} has no end, and is left out."
        declined = f"The language model {generator.name} says that the transcripts do not answer all of this."
        return [note for note, holds in ((cut_off, self.cut_off), (declined, self.declined)) if holds]

    def failure(self) -> str:
        """Why there is nothing to show of it."""
        if self.declined:
            return "it says that it cannot answer from the sources"
        if self.statements:
            return "nothing that it says could be verified"
        return "its reply has no whole sentence" if self.cut_off else "its reply is empty"


def cut(text: str, *, whole: bool = False) -> tuple[list[tuple[str, str]], str]:
    """The complete sentences of a reply, each with the gap before it, and the rest.

    Markers after an end mark belong to the sentence before them, and a quote is never cut. A sentence is complete when
    the next one has begun with a word; with `whole`, when it ends.
    """
    units = _units(text)
    if not units:
        return [], "" if whole else text
    first, last = units[-1]
    body = text[first:last]
    if whole:
        told = reply.plain(body).rstrip()
        complete = (
            units
            if not told or _ENDS.search(told) or ENDS_WITH_MARKER.search(told, max(0, len(told) - _LONGEST_MARKERS))
            else units[:-1]
        )
    else:
        begun = body[0] not in "[【［(" and re.match(r"\W*\w+\W", f"{body}{text[last : last + 1]}")
        # What is kept begins where its gap does.
        complete = units[:-1] if begun else units[:-2]
    found: list[tuple[str, str]] = []
    at = 0
    for start, end in complete:
        found.append((_gap(text[at:start]), reply.plain(text[start:end]).strip()))
        at = end
    return found, text[at:] if not whole or len(complete) < len(units) else ""


def _units(text: str) -> list[tuple[int, int]]:
    """The sentences with their markers, line by line where the lines are a list."""
    units: list[tuple[int, int]] = []
    at = 0
    for end in [*(match.start() for match in _LINE_END.finditer(text)), len(text)]:
        if units and has_open_quote(text[slice(*units[-1])]) and end - units[-1][0] < _LONGEST_QUOTE:
            at = units.pop()[0]
        start = at + len(text[at:end]) - len(text[at:end].lstrip())
        sign = _LIST_SIGN.match(text, start, end)
        units += _sentences(text, sign.end() if sign else start, end)
        at = end
    return units


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for first, last in spans(text[start:end]):
        first, last = start + first, start + last
        before = text[slice(*found[-1])] if found else ""
        markers = LEADING_MARKERS.match(text, first, last) if found else None
        if before and last - found[-1][0] < _LONGEST_QUOTE and has_open_quote(before):
            found[-1] = (found[-1][0], last)
        elif markers:
            found[-1] = (found[-1][0], markers.end())
            rest = text[markers.end() : last]
            if rest.strip():
                found.append((markers.end() + len(rest) - len(rest.lstrip()), last))
        elif is_quote(before):
            # “Will you go?” Ann asked [1].
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _gap(between: str) -> str:
    """White space as the answer has it: a paragraph, a line, a space; the sign of a list kept as a dash."""
    sign = "- " if re.search(r"[-*•‣\d]", between) else ""
    lines = between.count("\n")
    return ("\n\n" if lines > 1 else "\n" if lines or sign else " " if between else "") + sign


def _breaks(gap: str) -> tuple[int, int]:
    return gap.count("\n"), len(gap)
