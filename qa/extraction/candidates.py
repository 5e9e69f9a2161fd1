"""Hits to the sentences that may be quoted, and what stands around each: the question it replies to, whose words it is.

What is only asked, or put forward by somebody on the way to a question, is nobody's statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from qa import sentences
from qa.extraction.reported import reported
from qa.models import Document, Hit, Turn, Who
from qa.patterns import phrase, regex

if TYPE_CHECKING:
    from qa.protocols import Corpus

_MIN_WORDS = 3
_REPLY = 3
# A question of more words than this is a speech: its reply can stand alone.
_LONGEST_QUESTION = 60
_BARE_REPLY = 14
_LEANS = phrase(
    r"(?:(?:and|but|so|because|then|or|yet|also|still|well|now|yes|no|which|that's why)\b[\s,]*)*(?:it|this|"
    r"that|these|those|they|he|she|them|there|there's|it's|that's|they're|he's|she's|it'd|it'll|they'd|"
    r"they'll|they've|some|both|neither|one|not|because)\b"
)
# Of two words: "No buyback?", "Which towns?"; not "Really?", "Any questions?", "Councillor Duval?".
_NAMES_A_MATTER = regex(
    r"\b(?!(?:really|right|okay|sorry|pardon|sure|agreed|seconded|ready|any(?:one|body|thing)|every(?:one|body|thing)|"
    r"some(?:one|body|thing)|nothing|questions?|comments?|correct|true|then|what|when|where|which|else|"
    r"honestly|seriously|exactly|"
    r"done|please|hello|good|fine|great|well|yeah|next|this|that|they|them|there|here|more|much|many|madam|chair\w*|"
    r"minister|councillor|doctor|professor|senator|mayor|president|secretary|member)\b)[a-z]{4,}\b"
)
# "Prime Minister, does it …?", "Ann, why …?": asked of somebody else, so that what follows is no answer.
_ADDRESSES = regex(
    r"(?!(?:So|Now|Well|And|But|Then|Ok|OK|Okay|Right|Look|Yes|No|Oh|Anyway|Finally|First|Second|Third|Again|"
    r"Today|Still|Also|Or|Actually|However|Here|There|Why|What|How|Who|When|"
    r"Where)\b)[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,2},\s"
)
_GREETS = phrase(r"(?:good (?:morning|afternoon|evening)|thank|hello|hi|yes|no|okay|all right)\b")
_CUE = phrase(
    r"(?:(?:all right|okay|ok|now|next|so|and|well|then|first|finally|if i may|"
    r"thank you)\b[,.;\s]*)*(?:(?:let's|let us|we'll|we will|i'll|i will|we|i) (?:now )?(?:turn|move|go|"
    r"come) (?:on )?(?:to|back to)\b|(?:the )?next item\b|item \w+\b|over to\b|(?:good (?:morning|afternoon|"
    r"evening)|welcome|hello|hi)\b|i (?:now )?(?:hand|give|call|recognize|recognise|invite)\b|"
    r"(?:i|we)\b.{0,30}\bthe floor (?:over )?to\b|"
    r"you have (?:the floor|\w+ minutes)|(?:mr|mrs|ms|dr|councillor|minister|senator|professor|chair|member|"
    r"madam|sir)\.? [\w'’-]+(?: [\w'’-]+)?, (?:\w+ ){0,5}\w+[.]$|(?:on|about|regarding) (?!.*\b(?:was|were|"
    r"is|are|had|has|have|did|does|do|will|would|can|could|it|we|they|he|she|i)\b)(?:\w+'?\w* ){0,4}\w+[.]$|"
    r"thank you\b.{0,40}$|.{0,60}\bthank(?:s| you) (?:very much )?for\b|.{0,30}\bthank you very much\b|"
    r"(?:let me|may i|i (?:want|would like|have) to|i'd like to) (?:ask|talk|speak)\b|my (?:next |last |"
    r"first )?question\b|(?:the|our) (?:next|first|last|final) questions? (?:comes?|is|will)\b|we (?:have|"
    r"will|can) (?:now )?(?:time for|take)\b.{0,30}\bquestions?\b)"
)


# What is put to a witness is asked, whatever stands at its end.
_PUT_TO = phrase(
    r"\W*(?:(?:so|and|well|now)\b[\s,]*)?(?:it(?:'s| is| has| was) (?:also )?(?:been )?(?:put|suggested|alleged)\b|"
    r"i (?:must )?(?:put|suggest) (?:it )?to you\b|the (?:suggestion|allegation|accusation) (?:is|has been)\b)"
)
# Nor does it state anything: "Tell me about the strike.", "Please state your name."
_BIDS = phrase(
    r"\W*(?:(?:so|and|well|now|okay|ok|right|please|then|first)\b[\s,]*){0,3}(?:(?:can|could|would|"
    r"will) you (?:please )?)?(?:(?:tell|remind) (?:me|us)\b(?! that\b)|(?:talk|walk|take) (?:me|"
    r"us) (?:through|about)\b|(?:talk|say something|say a (?:little|bit|few words)) (?:\w+ ){0,2}about\b|"
    r"(?:please )?(?:describe|explain) (?:to (?:me|us|the \w+) )?(?:the|your|that|this|what|how|why|who|"
    r"where|when)\b|(?:please )?state your\b)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a turn, and how it bears on the question.

    Attributes:
        start: offset in the turn's text.
        end: likewise, exclusive.
        region: score of its passage, 1 for the best and 0 for the last.
        asked: the question that it replies to, where it stands at the beginning of a reply.
        leans_on: start and end of the sentence before it, where it leans on that: "It would have stopped the train.".
        reports: whose words it reports; None where it reports nobody's.
        is_question: it asks; nothing is stated.
        premise: it is said on the way to a question.
        cue: it gives the floor, greets or names an item, and says nothing about it.
        coverage: share of the question's topic words that it holds, weighted by rarity, 0 to 1.
        alone: likewise, without what it replies to or leans on.
        cosine: similarity of meaning to the question; 0 where the index keeps no vector of it.
        score: the signals together.
        first_end: where the first of several sentences ends that were made one; None where it is one.
        under: it stands where what is asked about is under discussion; False where something else is, None where
            that is not known.
    """

    document: Document
    turn: Turn
    start: int
    end: int
    region: float
    asked: Sentence | None = None
    leans_on: tuple[int, int] | None = None
    reports: str | None = None
    is_question: bool = False
    premise: bool = False
    cue: bool = False
    coverage: float = 0.0
    alone: float = 0.0
    cosine: float = 0.0
    score: float = 0.0
    first_end: int | None = None
    under: bool | None = None

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.turn.text[self.start : self.end]

    @property
    def before(self) -> str:
        """The sentence that it leans on; empty where it leans on none."""
        return self.turn.text[slice(*self.leans_on)] if self.leans_on else ""

    @property
    def place(self) -> tuple[str, int, int]:
        """Document, turn and offset: who says the same elsewhere says it again."""
        return self.document.document, self.turn.index, self.start

    def is_near(self, other: Sentence, turns: int) -> bool:
        """Whether it stands in the same document, at most so many turns away."""
        return self.place[0] == other.place[0] and abs(self.place[1] - other.place[1]) <= turns

    @property
    def means_little_alone(self) -> bool:
        """Whether it is a bare reply, or begins with one: "Yes.", "Not this year.", "It is."."""
        words = self.turn.text[self.start : self.first_end or self.end].split()
        return self.asked is not None and len(words) <= _BARE_REPLY


def of_hits(hits: Sequence[Hit], corpus: Corpus, speakers: Sequence[Who], *, questions: bool = False) -> list[Sentence]:
    """The sentences of the hits, whole ones, by hit and position; only those of `speakers` where any are given.

    Args:
        hits: best first.
        corpus: what was said.
        speakers: whose sentences count; everybody's where there are none.
        questions: whether what is asked counts as said.
    """
    found: dict[tuple[str, int, int], Sentence] = {}
    documents: dict[str, Document] = {}
    scores = [hit.score for hit in hits]
    best, least = max(scores, default=0.0), min(scores, default=0.0)
    for hit in hits:
        document = documents.setdefault(hit.document, corpus.document(hit.document))
        region = (hit.score - least) / (best - least) if best > least else 1.0
        turns = corpus.turns(hit.document, max(0, hit.first_turn - 1), hit.last_turn)
        before: Turn | None = None
        for turn in turns:
            if turn.index >= hit.first_turn and (not speakers or turn.who in speakers):
                first = hit.start if turn.index == hit.first_turn else 0
                last = hit.end if turn.index == hit.last_turn else len(turn.text)
                for one in of_turn(document, turn, before, region, questions=questions):
                    if one.end > first and one.start < last:
                        found.setdefault(one.place, one)
            before = turn
    return list(found.values())


def of_turn(
    document: Document, turn: Turn, before: Turn | None, region: float, *, questions: bool = False
) -> list[Sentence]:
    """The sentences of one turn that may be quoted; `before` is the turn before it."""
    spans = sentences.spans(turn.text)
    asks = _question_of(document, before, region) if before is not None and before.who != turn.who else None
    questioner = is_questioner(turn.speaker)
    ends_asking = bool(spans) and turn.text[: spans[-1][1]].endswith("?")
    found: list[Sentence] = []
    own_question: Sentence | None = None
    asked_another = False
    previous: tuple[int, int] | None = None
    for number, (start, end) in enumerate(spans):
        traits = _traits(turn.text[start:end])
        replies_to = own_question or (asks if number < _REPLY and not traits.asks else None)
        one = Sentence(
            document, turn, start, end, region,
            asked=replies_to, leans_on=previous if traits.leans else None,
            reports=traits.reports, is_question=traits.asks,
            premise=asked_another or (ends_asking and not traits.asks and number >= len(spans) - 3 and len(spans) > 1),
            cue=traits.cue,
        )  # fmt: skip
        previous = start, end
        asked_another = traits.asks and _ADDRESSES.match(turn.text, start) is not None
        own_question = replace(one, asked=None) if traits.asks and not asked_another else None
        stated = not traits.asks and not questioner
        if (questions or stated) and (not traits.short or replies_to is not None):
            found.append(one)
    return found


def questions_in(text: str) -> list[tuple[int, int]]:
    """Where the questions of a turn stand, short ones too: start and end of each."""
    return [(start, end) for start, end in sentences.spans(text) if _traits(text[start:end]).asks]


@dataclass(frozen=True, slots=True)
class _Traits:
    """What the words of a sentence tell by themselves, as `Sentence` has it; short is what cannot stand alone."""

    asks: bool
    short: bool
    leans: bool
    reports: str | None
    cue: bool


# The same places are found again and again.
@lru_cache(8192)
def _traits(text: str) -> _Traits:
    return _Traits(
        asks=text.endswith(("?", "?”", '?"', "?’", "？"))
        or _PUT_TO.match(text) is not None
        or _BIDS.match(text) is not None,
        short=len(text.split()) < _MIN_WORDS and not _is_cjk(text),
        leans=_LEANS.match(text) is not None,
        reports=reported(text),
        cue=_CUE.match(text) is not None,
    )


def _question_of(document: Document, turn: Turn, region: float) -> Sentence | None:
    """What a turn asks at its end; None where it asks nothing, or so much that the reply stands alone."""
    spans = sentences.spans(turn.text)
    for start, end in reversed(spans[-2:]):
        text = turn.text[start:end]
        if _traits(text).asks:
            # A short question may lean on the sentence before it: "Now that it is approved. When does it start?"
            number = spans.index((start, end))
            lead = turn.text[spans[number - 1][0] : end] if number else ""
            if lead and len(text.split()) < 8 and len(lead.split()) <= 40 and not _GREETS.match(lead):
                start = spans[number - 1][0]
            if len(turn.text[start:end].split()) < _MIN_WORDS and not _NAMES_A_MATTER.search(turn.text[start:end]):
                # "Councillor Duval?" only gives the floor; "No buyback?" asks.
                return None
            if len(turn.text[start:end].split()) > _LONGEST_QUESTION:
                return None
            return Sentence(document, turn, start, end, region, is_question=True)
    return None


_QUESTIONER = phrase(
    r"\W*(?:the )?(?:q|question|questions|questioner|reporter|journalist|press|media|audience(?: member)?|"
    r"interviewer|correspondent|caller|analyst|unidentified(?: \w+)?)(?: \d+| [a-z]| #\d+)?\W*$"
)


def is_questioner(label: str | None) -> bool:
    """Whether a label stands for whoever asks: what they take for granted is nobody's statement."""
    return label is not None and _QUESTIONER.match(label) is not None


def _is_cjk(text: str) -> bool:
    return any("\u3040" <= char <= "\u9fff" or "\uac00" <= char <= "\ud7af" for char in text)
