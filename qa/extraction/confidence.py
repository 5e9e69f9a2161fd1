"""How likely it is that the transcripts answer a question: a probability, not a similarity.

A logistic regression over signals of the search and of the sentences chosen, fitted by
`benchmarks/training/confidence.py` on QMSum's train split (a question asked of the meeting that answers it, against the
same question asked of another meeting, or of its own with the answer taken out) and on questions about made-up worlds,
answered and not. benchmarks/README.md says what it is worth.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qa.errors import QAError
from qa.extraction.selection import best_by_itself, is_as_good, topic_terms
from qa.extraction.shapes import asks_for_name, gives_reasons, shape_of
from qa.lexical.analysis import terms_of
from qa.patterns import regex
from qa.questions.calendar_names import CAPITAL_MONTH, CAPITAL_WEEKDAY
from qa.vectors import products

if TYPE_CHECKING:
    from qa.extraction.candidates import Sentence
    from qa.pool import Pool
    from qa.protocols import Vectors
    from qa.questions.parsing import Asked

SHIPPED = Path(__file__).parent.parent / "data" / "confidence.json"
SIGNALS = (
    "best_cosine",
    "mean_cosine",
    "best_coverage",
    "passage_question",
    "passage_topic",
    "passage_coverage",
    "heard_words",
    "unheard",
    "fits",
    "reasons",
    "subject",
    "beside_others",
    "verified",
)
"""What is weighed, in order; `signals` says what each is."""
_FEW = 3
_UNFIT = 0.4
_FAR_BEHIND = 0.67
_NEAR = 2
# White space between sentences that stand side by side.
_GAP = 3
_MUCH, _OF_IT = 0.5, 0.2
_WORD = regex(r"[^\W_]+(?:['’][^\W_]+)*")
# No month or day, no form of address, no "I'm"; the full stop of "Mr. Dunphy" ends no sentence.
_NAME = regex(
    r"(?:(?<=\bMr\.\s)|(?<=\bMrs\.\s)|(?<=\bMs\.\s)|(?<=\bDr\.\s)|(?<=\bSt\.\s)|(?<![.!?]\s)(?<!^))"
    rf"\b(?!I\b|{CAPITAL_WEEKDAY}|(?:{CAPITAL_MONTH}|Mrs?|Ms|Miss|Dr|Sir|Madam|Yes|No|OK)\b)[A-Z][\w’'-]+"
)
# "Why did Philippa vote against it?"
_ACTING = regex(
    r"\b(?:did|does|do|is|was|were|has|have|had|would|will)(?:n['’]t)?\s(?:[\w]+\.?\s){0,2}?(?P<name>[A-Z][\w’'-]+)"
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """Signals to a probability.

    Attributes:
        mean: of each signal where it was fitted.
        scale: its deviation there.
        weights: of each signal, scaled.
        bias: added to their sum.
        threshold: below this probability nothing is claimed.
    """

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def __call__(self, values: Sequence[float]) -> float:
        """The probability that the question is answered, 0 to 1."""
        # What is not known says nothing either way.
        known = (mean if math.isnan(value) else value for value, mean in zip(values, self.mean, strict=True))
        scaled = ((value - mean) / scale for value, mean, scale in zip(known, self.mean, self.scale, strict=True))
        total = self.bias + sum(weight * value for weight, value in zip(self.weights, scaled, strict=True))
        # Where a number or a time is asked for and none is found, whatever else fits is no answer.
        fits = 1.0 if values[SIGNALS.index("fits")] else _UNFIT
        # Nor is what somebody says on the way to something else, where others speak of the matter itself.
        fits *= 1.0 if values[SIGNALS.index("beside_others")] >= _FAR_BEHIND else _UNFIT
        return fits / (1 + math.exp(-max(-30.0, min(30.0, total))))

    @classmethod
    def load(cls, path: Path) -> Calibration:
        """Raises QAError where the file is missing, damaged, or made for other signals."""
        try:
            record = json.loads(path.read_text("utf-8"))
            if tuple(record["signals"]) != SIGNALS:
                raise ValueError("it was fitted for other signals")
            mean, scale, weights = (tuple(map(float, record[name])) for name in ("mean", "scale", "weights"))
            return cls(mean, scale, weights, float(record["bias"]), float(record["threshold"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise QAError(f"{path}: the calibration is missing or damaged; reinstall qa ({error})") from error


@cache
def shipped() -> Calibration:
    """The calibration that comes with `qa`."""
    return Calibration.load(SHIPPED)


def signals(
    asked: Asked,
    pool: Pool,
    ranked: Sequence[Sentence],
    chosen: Sequence[Sentence],
    sketch: Callable[[Sequence[str]], Vectors],
    best_of_all: float = 0.0,
    verified: float | None = None,
) -> list[float]:
    """The signals of one question, as `SIGNALS` names them.

    Args:
        asked: the question taken apart.
        pool: passages found.
        ranked: sentences, best first.
        chosen: those that would be quoted.
        sketch: words to rough vectors, as `Embedder.sketch`, to tell "sacked" from "promoted" where "fired" was said.
        best_of_all: how well the best sentence of anybody answers by itself, where one speaker's are asked for:
            whoever does not speak of a matter has a best sentence as well, but others have better ones.
        verified: the best log odds that a sentence answers, where some have been read; NaN is kept for none.
    """
    terms = topic_terms(asked)
    cosines = sorted((one.cosine for one in ranked if one.cosine), reverse=True)
    dense, coverage = pool.dense[pool.eligible], pool.coverage[pool.eligible]
    own = best_by_itself(ranked, asked)
    heard = _heard(asked, chosen, sketch)
    anywhere = frozenset().union(*(terms_of(one) for one in (*map(_surrounded, chosen), *(one.text for one in ranked))))
    return [
        cosines[0] if cosines else 0.0,
        float(np.mean(cosines[:_FEW])) if cosines else 0.0,
        max((one.coverage for one in chosen), default=0.0) if terms else 1.0,
        float(dense[:, 0].max()) if len(dense) else 0.0,
        float(dense[:, 1].max()) if len(dense) else 0.0,
        float(coverage.max()) if len(coverage) else 0.0,
        float(np.mean(heard)) if heard else 1.0,
        1 - _share(terms, anywhere),
        _fits(asked, chosen, max((one.coverage for one in ranked), default=0.0)),
        float(gives_reasons(asked, [one.text for one in chosen], _own_texts(asked, chosen))),
        float(asked.subject is not None),
        max(0.0, min(1.0, own / best_of_all)) if best_of_all > 0 else 1.0,
        math.nan if verified is None else verified,
    ]


def _own_texts(asked: Asked, chosen: Sequence[Sentence]) -> list[str]:
    """What they say whose words are asked for, or of whom the question tells: all, where it tells of nobody by name."""
    acting = (match["name"] for match in _ACTING.finditer(asked.question))
    named = terms_of(" ".join(name for name in acting if any(name in other for other in asked.names)))
    if asked.subject is not None or not named:
        return [one.text for one in chosen]
    return [one.text for one in chosen if named & terms_of(f"{one.turn.speaker or ''} {one.turn.person or ''}")]


def _heard(asked: Asked, chosen: Sequence[Sentence], sketch: Callable[[Sequence[str]], Vectors]) -> list[float]:
    """Of each word of the topic, how near the nearest word comes that is said in the sentences; 1 for itself."""
    said = frozenset().union(*(terms_of(_surrounded(one)) for one in chosen))
    words = list(dict.fromkeys(word.casefold() for one in chosen for word in _WORD.findall(_surrounded(one))))
    wanted = [word.casefold() for word in asked.topic]
    missing = [word for word in wanted if not terms_of(word) <= said]
    if not missing or not words:
        return [1.0 if word not in missing else 0.0 for word in wanted]
    vectors = sketch([*missing, *words])
    nearest = products.cosines(vectors[len(missing) :], vectors[: len(missing)]).max(0)
    known = dict(zip(missing, nearest.tolist(), strict=True))
    return [min(1.0, max(0.0, known.get(word, 1.0))) for word in wanted]


def _fits(asked: Asked, chosen: Sequence[Sentence], most_covered: float) -> float:
    """Whether a number, a time or a name is in the best sentences, where one is asked for; 1 where none is.

    Where a sentence speaks of the matter in most of its words, a number in one that has hardly any is of something
    else, unless it goes on from there: "We bought the mill in March. Four million.".
    """
    if not chosen:
        return 0.0
    # Near the best one, or about as good, so that no number from elsewhere is taken for the answer.
    best = [one for one in chosen if one.is_near(chosen[0], _NEAR) or is_as_good(one, chosen[0])]
    if asks_for_name(asked.question):
        own = {word.casefold() for word in _WORD.findall(asked.question)}
        # Names are many: one told elsewhere is somebody else's.
        beside = (one for one in best if one.place[:2] == chosen[0].place[:2] or is_as_good(one, chosen[0]))
        named = (word for one in beside for word in _NAME.findall(one.text))
        return float(any(word.casefold() not in own for word in named))
    wanted = shape_of(asked)
    if wanted is None or not wanted.must_fit:
        return 1.0
    needed = _OF_IT * most_covered if most_covered >= _MUCH else 0.0
    of_it = [one for one in best if one.coverage >= needed]
    return float(any(wanted.fits(one.text) and (one in of_it or _goes_on(one, of_it)) for one in best))


def _goes_on(one: Sentence, others: Sequence[Sentence]) -> bool:
    """Whether a sentence stands right behind one of the others."""
    return any(one.place[:2] == other.place[:2] and 0 <= one.start - other.end <= _GAP for other in others)


def _surrounded(one: Sentence) -> str:
    """A sentence with what counts as said beside it: by whom, and in reply to what."""
    asked = one.asked.text if one.asked else ""
    return f"{one.text} {asked} {one.turn.speaker or ''} {one.turn.person or ''}"


def _share(terms: Sequence[str], held: frozenset[str]) -> float:
    return sum(term in held for term in terms) / len(terms) if terms else 1.0
