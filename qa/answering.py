"""Hits to an answer made of quotes: attribute them, verify them, or say that nobody said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa import selection
from qa.citing import cite
from qa.models import Answer, Citation, Hit, Mention, Scope, Speaker, Who, display_name
from qa.names import listed, namesakes, several_people, speakers_meant, tokens
from qa.questions import Asked, parse
from qa.render import long_date, shortened
from qa.retrieval import prepare, search
from qa.selection import Sentence
from qa.sentences import spans

if TYPE_CHECKING:
    from qa.protocols import Corpus, Embedder, PassageIndex, Reranker

_HITS = 10
_NEAREST = 3
_TITLE = 60
_WORDS = 150
_QUOTES = 6
# Below this confidence nothing is claimed; benchmarks/confidence.py measures what it costs.
_ENOUGH = 0.42


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whose words are asked for.

    Attributes:
        speakers: who is meant; empty where anybody's words are asked for.
        absent: the name of somebody who does not speak in scope; None otherwise.
        notes: what to tell the user: that a name can mean several people.
    """

    speakers: tuple[Who, ...] = ()
    absent: str | None = None
    notes: tuple[str, ...] = ()


def answer(
    question: str,
    corpus: Corpus,
    index: PassageIndex,
    embedder: Embedder,
    *,
    scope: Scope = Scope(),
    searched_for: str | None = None,
    notes: tuple[str, ...] = (),
    reranker: Reranker | None = None,
) -> Answer:
    """Answer from what was said, every quote verified against its turn.

    Args:
        question: as asked.
        corpus: what was said.
        index: of the same generation.
        embedder: the model the index was built with.
        scope: filters; only turns by the speakers in scope are quoted.
        searched_for: the question completed from the conversation, where it needed that.
        notes: what the user should be told of the filters.
        reranker: orders the first hits anew, where there is one.
    """
    return _Answering(question, searched_for, corpus, index, embedder, scope, notes, reranker).run()


class _Answering:
    def __init__(
        self,
        question: str,
        searched_for: str | None,
        corpus: Corpus,
        index: PassageIndex,
        embedder: Embedder,
        scope: Scope,
        notes: tuple[str, ...],
        reranker: Reranker | None,
    ) -> None:
        self._question = question
        self._searched_for = searched_for
        self._corpus = corpus
        self._index = index
        self._embedder = embedder
        self._scope = scope
        self._asked: Asked = parse(searched_for or question)
        self._notes = notes
        self._reranker = reranker

    def run(self) -> Answer:
        everywhere = replace(self._scope, speakers=())
        speakers = self._corpus.speakers(everywhere)
        subject = self._subject(speakers, everywhere)
        if subject.absent:
            return self._does_not_speak(subject.absent, speakers, everywhere)
        scope = self._scope
        if subject.speakers:
            self._notes = tuple(dict.fromkeys([*self._notes, *subject.notes]))
            allowed = [who for who in subject.speakers if not scope.speakers or who in scope.speakers]
            if not allowed:
                return self._abstain(f"{_names(subject.speakers)} is not among the speakers asked about.", (), scope)
            scope = replace(scope, speakers=tuple(allowed))

        query = prepare(self._asked.question, self._corpus, self._embedder, scope)
        hits = search(
            self._asked.question,
            self._corpus,
            self._index,
            self._embedder,
            k=_HITS,
            scope=scope,
            query=query,
            reranker=self._reranker,
        )
        if not hits:
            return self._abstain("Nothing was said there at all.", (), scope)
        unknown = self._unknown_name(scope, everywhere, speakers)
        if unknown:
            return self._abstain(unknown, hits, scope)
        ranked = selection.rank(
            selection.candidates(hits, self._corpus, scope.speakers), self._asked, self._embedder, query.vectors[0]
        )
        chosen = selection.choose(ranked, words=_WORDS, share=0.75, most=_QUOTES)
        confidence = selection.confidence(chosen, self._asked)
        if confidence < _ENOUGH:
            return self._abstain("", hits, scope, confidence)
        text, citations = self._compose(chosen)
        return self._made(text, citations, confidence=confidence)

    def _subject(self, speakers: Sequence[Speaker], everywhere: Scope) -> _Subject:
        if self._asked.subject is None:
            return _Subject()
        meant: list[Who] = []
        notes: list[str] = []
        for name in listed(self._asked.subject, speakers):
            found = speakers_meant(name, speakers)
            if found:
                meant += [speaker.who for speaker in found]
                note = several_people(name, found)
                notes += [note] if note else []
            elif self._asked.subject_is_name or self._is_written_as_name(name, everywhere):
                return _Subject(absent=name)
        return _Subject(tuple(dict.fromkeys(meant)), notes=tuple(notes))

    def _is_written_as_name(self, name: str, scope: Scope) -> bool:
        """Whether the transcripts write it with capitals: "wang yi" is a name there, "the government" is none."""
        for mention in self._corpus.find(name, scope, limit=1):
            (turn,) = self._corpus.turns(mention.document, mention.turn, mention.turn)
            return all(word[0].isupper() for word in turn.text[mention.start : mention.end].split())
        return False

    def _does_not_speak(self, name: str, speakers: Sequence[Speaker], everywhere: Scope) -> Answer:
        """The name is only mentioned, or not even that: say so, and show who speaks about it."""
        lines = [f"{name} does not speak in {self._where(everywhere)}."]
        others = [one.name for one in namesakes(name, speakers)]
        if others:
            verb, noun = ("does", "is") if len(others) == 1 else ("do", "are")
            lines.append(f"{_list(others)} {verb}, and {noun} somebody else.")
        found = self._mentions(name, self._scope)
        if not found:
            lines.append(f"Nobody mentions {name} either.")
            return self._made(" ".join(lines), (), abstained=True)
        text, citations = self._compose(found)
        return self._made(f"{' '.join(lines)} What is said about {name}:\n\n{text}", citations, abstained=True)

    def _mentions(self, name: str, scope: Scope) -> list[Sentence]:
        """The sentences that hold the name, the first few."""
        found: dict[tuple[str, int, int], Sentence] = {}
        for mention in self._corpus.find(name, scope, limit=50):
            sentence = self._sentence(mention)
            found.setdefault((mention.document, mention.turn, sentence.start), sentence)
        return list(found.values())[:_QUOTES]

    def _sentence(self, mention: Mention) -> Sentence:
        (turn,) = self._corpus.turns(mention.document, mention.turn, mention.turn)
        inside = [span for span in spans(turn.text) if span[0] <= mention.start < span[1]]
        start, end = inside[0] if inside else (mention.start, mention.end)
        return Sentence(self._corpus.document(mention.document), turn, start, max(end, mention.end), region=1.0)

    def _unknown_name(self, scope: Scope, everywhere: Scope, speakers: Sequence[Speaker]) -> str | None:
        """What to say where the question names something that is not spoken of in scope; None where it names none."""
        for name in self._asked.names:
            if self._is_said(name, scope) or any(set(tokens(name)) <= _own_tokens(one) for one in speakers):
                continue
            if scope.speakers and not self._scope.speakers and self._is_said(name, everywhere):
                others = dict.fromkeys(one.turn.speaker for one in self._mentions(name, everywhere) if one.turn.speaker)
                who = f"{_list(list(others))} {'does' if len(others) == 1 else 'do'}" if others else "others do"
                return f"{_names(scope.speakers)} does not mention {name}; {who}."
            who = _names(scope.speakers) if scope.speakers else "Nobody"
            return f"{who} {'does not mention' if scope.speakers else 'mentions'} {name}."
        return None

    def _is_said(self, name: str, scope: Scope) -> bool:
        if self._corpus.find(name, scope, limit=1):
            return True
        if not scope.speakers:
            titles = " ".join(one.title or "" for one in self._corpus.documents(scope)).casefold()
            if name.casefold() in titles:
                return True
        return all(any(self._corpus.find(form, scope, limit=1) for form in _forms(word)) for word in name.split())

    def _compose(self, chosen: Sequence[Sentence]) -> tuple[str, tuple[Citation, ...]]:
        """A paragraph a speaker and document, the best first; every quote verified and numbered."""
        groups: dict[tuple[str, Who | None], list[Sentence]] = {}
        for sentence in sorted(selection.joined(chosen), key=lambda one: -one.score):
            groups.setdefault((sentence.document.document, sentence.turn.who), []).append(sentence)
        several = len({document for document, _ in groups}) > 1
        citations: list[Citation] = []
        paragraphs = []
        for group in groups.values():
            group.sort(key=lambda one: (one.turn.index, one.start))
            quotes = []
            for sentence in group:
                citation = cite(len(citations) + 1, sentence.document, sentence.turn, sentence.start, sentence.end)
                citations.append(citation)
                quotes.append(f"“{citation.quote}” [{citation.n}]")
            paragraphs.append(f"{_introduction(group, several)}: {' '.join(quotes)}")
        return "\n\n".join(paragraphs), tuple(citations)

    def _abstain(self, reason: str, hits: Sequence[Hit], scope: Scope, confidence: float = 0.0) -> Answer:
        words = ", ".join(self._asked.topic) or self._asked.question
        said_by = f" by {_names(scope.speakers)}" if scope.speakers else ""
        lines = (
            [reason or "Nobody answers this in so many words."]
            if not said_by or reason
            else [f"Nothing said{said_by} answers this."]
        )
        lines.append(
            f"Searched {self._where(replace(scope, speakers=()))} for: {words}{said_by and f' (said{said_by})'}."
        )
        if hits:
            lines.append("The closest passages are shown; none of them is an answer.")
        return self._made(" ".join(lines), (), abstained=True, nearest=tuple(hits[:_NEAREST]), confidence=confidence)

    def _where(self, scope: Scope) -> str:
        """What was searched, for the user."""
        documents = self._corpus.documents(scope)
        if len(documents) == 1:
            name = shortened(documents[0].name, _TITLE)
            return f"“{name}”" + (f" ({long_date(documents[0].date)})" if documents[0].date else "")
        return f"the {len(documents)} transcripts"

    def _made(
        self,
        text: str,
        citations: tuple[Citation, ...],
        *,
        abstained: bool = False,
        nearest: tuple[Hit, ...] = (),
        confidence: float = 0.0,
    ) -> Answer:
        return Answer(
            question=self._question,
            answer=text,
            abstained=abstained,
            citations=citations,
            searched_for=self._searched_for,
            scope=self._scope,
            nearest=nearest,
            confidence=confidence,
            notes=self._notes,
        )


def _introduction(group: Sequence[Sentence], several: bool) -> str:
    first = group[0]
    parts = [display_name(first.turn.speaker, first.turn.person) if first.turn.speaker else first.document.name]
    if any(one.turn.interpreted for one in group):
        parts.append("via interpreter")
    if first.document.date:
        parts.append(long_date(first.document.date))
    if several and first.turn.speaker:
        parts.append(f"in “{first.document.name}”")
    return ", ".join(parts)


def _forms(word: str) -> list[str]:
    """A word with and without a plural ending."""
    return [word, f"{word}s", word[:-1]] if word.endswith("s") and len(word) > 3 else [word, f"{word}s"]


def _own_tokens(speaker: Speaker) -> set[str]:
    return set(tokens(speaker.label)) | set(tokens(speaker.person or ""))


def _names(speakers: Sequence[Who]) -> str:
    return _list(list(dict.fromkeys(who.label for who in speakers)))


def _list(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
