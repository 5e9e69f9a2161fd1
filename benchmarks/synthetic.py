"""Large indexes without the hours of encoding: QMSum's meetings over and over, with changed words and moved vectors.

Each copy of a meeting has some of its words exchanged for others of the same length, so that text, terms and offsets
look like speech; the vector of a passage is that of the real one with noise, so that neighbours lie as they do in a
real index: near copies of a passage, and the passages that resemble it.
"""

from __future__ import annotations

import datetime
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.qmsum import SPLIT, write_meetings
from qa import tokens
from qa.addresses import Index, home
from qa.chunking import CHUNKER_VERSION, Size, passages
from qa.config import DEFAULT_PASSAGE_TOKENS
from qa.embedding import SentenceTransformerEmbedder
from qa.evaluation import Question
from qa.lexical.analysis import ANALYSIS_VERSION
from qa.models import Passage, Source, Transcript
from qa.sharding import WHOLE
from qa.store.records import BuildSettings
from qa.stores import OpenWriter, open_writer
from qa.transcripts import READER_VERSION, read

if TYPE_CHECKING:
    from qa.protocols import Vectors

_WORD = re.compile(r"[a-z]{4,}")
_CHANGED = 0.2
NOISE = 0.6
"""Length of what is added to a vector of length 1 before it is scaled back: the cosine to the real one is about .86."""
_ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A real meeting, cut and encoded; sentences[i] are the vectors of the sentences of passage i."""

    transcript: Transcript
    passages: list[Passage]
    vectors: Vectors
    sentences: list[Vectors]


@dataclass(frozen=True, slots=True)
class Copy:
    """A meeting with changed words, as a document of its own."""

    transcript: Transcript
    passages: list[Passage]
    vectors: Vectors
    sentences: list[Vectors]


def meetings(work: Path, embedder: SentenceTransformerEmbedder) -> tuple[list[Meeting], list[Question]]:
    """The meetings of QMSum's validation split; what is encoded is kept in `work`."""
    questions = write_meetings(SPLIT, work / "seeds")
    size = Size(DEFAULT_PASSAGE_TOKENS, tokens.counts, embedder.max_tokens, embedder.count_tokens)
    found = []
    for path in sorted((work / "seeds").glob("*.json")):
        transcript = read(path, path.name)
        cut = passages(transcript, size)
        kept = work / f"{path.stem}.npz"
        if not kept.exists():
            vectors, sentences = embedder.encode_spans([one.embedded for one in cut], [one.spans for one in cut])
            lengths = np.array([len(one) for one in sentences])
            np.savez(kept, vectors=vectors, sentences=np.concatenate(sentences), lengths=lengths)
        with np.load(kept) as file:
            own = np.split(file["sentences"], np.cumsum(file["lengths"])[:-1])
            found.append(Meeting(transcript, cut, file["vectors"], own))
    return found, questions


def copies(real: Sequence[Meeting], first: int = 0) -> Iterator[Copy]:
    """Without end: copy number `first` of the meetings, and on; the same number is the same copy."""
    words: dict[int, list[str]] = defaultdict(list)
    said = {word for one in real for turn in one.transcript.turns for word in _WORD.findall(turn.text)}
    for word in sorted(said):
        words[len(word)].append(word)
    number = first
    while True:
        yield _copy(real[number % len(real)], number, sorted(said), words)
        number += 1


def _copy(one: Meeting, number: int, vocabulary: Sequence[str], words: dict[int, list[str]]) -> Copy:
    chance = random.Random(number)
    changed = {
        word: chance.choice(words[len(word)]) for word in chance.sample(vocabulary, int(_CHANGED * len(vocabulary)))
    }
    turns = tuple(
        replace(turn, text=_WORD.sub(lambda match: changed.get(match[0], match[0]), turn.text))
        for turn in one.transcript.turns
    )
    name = f"meeting-{number:06d}.json"
    date = (datetime.date(1990, 1, 1) + (number % 12_000) * _ONE_DAY).isoformat()
    transcript = replace(one.transcript, document=name, title=f"Meeting {number}", date=date, turns=turns)
    cut = [replace(passage, document=name, context=f"Meeting {number}") for passage in one.passages]
    noise = np.random.default_rng(number).normal(size=one.vectors.shape) * NOISE / np.sqrt(one.vectors.shape[1])
    vectors = (one.vectors + noise).astype(np.float32)
    return Copy(transcript, cut, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), one.sentences)


def build_settings(embedder: SentenceTransformerEmbedder) -> BuildSettings:
    """As a build records them."""
    return BuildSettings(
        embedder.name, embedder.fingerprint, DEFAULT_PASSAGE_TOKENS, READER_VERSION, CHUNKER_VERSION, ANALYSIS_VERSION
    )


def put(writer: OpenWriter, one: Copy) -> int:
    """Stage a document; how many passages it has."""
    writer.keep(one.passages, one.vectors, one.sentences)
    name = one.transcript.document
    writer.upsert(Source(name, f"hash of {name}", "0"), one.transcript, one.passages)
    return len(one.passages)


def fill(index: Index, settings: BuildSettings, real: Sequence[Meeting], count: int) -> int:
    """Publish an index of about `count` passages; how many documents it has."""
    documents = held = 0
    with open_writer(index, settings, WHOLE) as writer:
        for one in copies(real):
            if held >= count:
                break
            held += put(writer, one)
            documents += 1
        writer.publish(str(home(index).parent / "seeds"))
    return documents
