"""Question to hits: vectors and BM25 find passages, a ranker weighs what is said around each, regions are read.

Measured on QMSum; benchmarks/README.md says what each part brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from qa.chunking import labelled
from qa.errors import InvalidInput
from qa.lexical.analysis import analyse
from qa.models import Document, Hit, Scope, Turn
from qa.patterns import regex
from qa.pool import Query
from qa.questions.meetings import asks_many
from qa.questions.parsing import content_words, parse, topic_words
from qa.ranking import network as ranking
from qa.ranking.regions import CANDIDATES, Region, apart, located, runs, spread
from qa.resolution.names import listed, speakers_meant

if TYPE_CHECKING:
    from qa.pool import Floats, Pool
    from qa.protocols import Corpus, Embedder, PassageIndex, Reranker

MAX_HITS = 1000
DEPTH = 50
"""How many passages each of the two searches finds."""
RERANKED = 100
"""How many hits a reranker reads."""
LONGEST_QUESTION = 10_000
"""Characters of a question, however it is asked."""
HALVED = "the question holds half of a character: send it as UTF-8"
_LONGEST_BEFORE = 80
_HALF = regex("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: hits best first, and the passages they come from with their signals."""

    hits: list[Hit]
    pool: Pool


def check_question(question: str) -> None:
    """Raise InvalidInput where a question is no text, empty, too long, or holds half of a character."""
    if not isinstance(question, str):
        raise InvalidInput(f"the question must be text, not {question!r}"[:200])
    _check_words(question)
    if len(question) > LONGEST_QUESTION:
        raise InvalidInput(f"the question may have at most {LONGEST_QUESTION:,} characters, not {len(question):,}")


def _check_words(question: str) -> None:
    """Raise InvalidInput where nothing can be asked with these. One made whole from others may be longer than any."""
    if not question.strip():
        raise InvalidInput("the question is empty: say what you are looking for")
    if _HALF.search(question):
        raise InvalidInput(HALVED)


def prepare(question: str, corpus: Corpus, embedder: Embedder, scope: Scope = Scope()) -> Query:
    """What the index is searched for: the question and its topic as vectors, its words, whose words it asks for."""
    asked = parse(question)
    topic = " ".join(topic_words(asked)) or question
    terms = dict.fromkeys(term for word in content_words(question) for term in analyse(word))
    meant = []
    if asked.subject:
        speakers = corpus.speakers(replace(scope, speakers=()))
        meant = [one.who for name in listed(asked.subject, speakers) for one in speakers_meant(name, speakers)]
    return Query(embedder.encode_queries([question, topic]), tuple(terms), tuple(dict.fromkeys(meant)))


def find(
    question: str,
    corpus: Corpus,
    index: PassageIndex,
    embedder: Embedder,
    *,
    k: int = 8,
    scope: Scope = Scope(),
    many: bool = False,
    query: Query | None = None,
    rank: Callable[[Pool], Floats] | None = None,
    reranker: Reranker | None = None,
) -> Found:
    """The `k` places that bear most on the question, best first; fewer where the scope holds fewer.

    Args:
        question: in plain language.
        corpus: what was said.
        index: of the same generation.
        embedder: the model the index was built with.
        k: how many, at least 1.
        scope: filters, applied before the search.
        many: the best of each document first, as for a question that is about many.
        query: what `prepare` made of the question, where that has been done already.
        rank: scores a pool, the higher the better; by default the ranker that ships.
        reranker: orders the first hits anew, where there is one.

    Raises:
        InvalidInput: `k` is out of range, or the question is empty or no text.
    """
    if not isinstance(k, int):
        raise InvalidInput(f"k must be a whole number, not {k!r}")
    if not 1 <= k <= MAX_HITS:
        raise InvalidInput(f"k must be from 1 to {MAX_HITS}, not {k}")
    _check_words(question)
    query = query or prepare(question, corpus, embedder, scope)
    pool = index.search(query, scope, max(DEPTH, k))
    wanted = max(k, RERANKED) if reranker else k
    found = runs(pool, (rank or ranking.shipped())(pool), max(4 * wanted, CANDIDATES))
    found = (spread if many or asks_many(question) else apart)(found, pool)[:wanted]
    ends = {int(pool.ids[row]) for run in found for row in (run.first, run.last)}
    hits = to_hits(located(found, pool, index.places(sorted(ends))), corpus)
    return Found((rescored(question, hits, reranker) if reranker else hits)[:k], pool)


def search(question: str, corpus: Corpus, index: PassageIndex, embedder: Embedder, **options: Any) -> list[Hit]:
    """The hits of `find`, whose arguments and errors it shares."""
    return find(question, corpus, index, embedder, **options).hits


def rescored(question: str, hits: Sequence[Hit], reranker: Reranker) -> list[Hit]:
    """The first hits in the order and with the scores of the reranker; the others after them, scored below."""
    first, rest = hits[:RERANKED], hits[RERANKED:]
    if not first:
        return []
    scores = reranker.scores(question, [hit.text for hit in first]).tolist()
    ordered = sorted(zip(scores, range(len(first)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    lowest = min(scores)
    return [replace(first[n], score=score) for score, n in ordered] + [
        replace(hit, score=lowest - n) for n, hit in enumerate(rest, 1)
    ]


def to_hits(regions: Sequence[Region], corpus: Corpus) -> list[Hit]:
    """Regions with their words, read from the corpus, in the same order.

    A region that begins with a reply takes in the question before it, where no other region holds that.
    """
    documents: dict[str, Document] = {}
    hits = []
    for region in regions:
        if region.document not in documents:
            documents[region.document] = corpus.document(region.document)
        document = documents[region.document]
        near = corpus.turns(region.document, max(0, region.first[0] - 1), region.last[0])
        region, turns = _with_its_question(region, near, regions)
        hits.append(
            Hit(
                document=region.document,
                title=document.title,
                date=document.date,
                first_turn=region.first[0],
                last_turn=region.last[0],
                start=region.first[1],
                end=region.last[1],
                speakers=tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker and turn.text.strip())),
                text="\n\n".join(said(turns, region)),
                score=region.score,
                times=(turns[0].start, turns[-1].end) if turns else (None, None),
            )
        )
    return hits


def _with_its_question(
    region: Region, turns: Sequence[Turn], regions: Sequence[Region]
) -> tuple[Region, Sequence[Turn]]:
    """The region and its turns; `turns` begin one before it where there is one."""
    if not turns or turns[0].index == region.first[0]:
        return region, turns
    before, turns = turns[0], turns[1:]
    asks = before.text.rstrip().endswith("?") and len(before.text.split()) <= _LONGEST_BEFORE
    replies = region.first[1] == 0 and bool(turns) and turns[0].speaker != before.speaker
    held = any(one.document == region.document and one.first[0] <= before.index <= one.last[0] for one in regions)
    if asks and replies and not held:
        return replace(region, first=(before.index, 0)), [before, *turns]
    return region, turns


def said(turns: Sequence[Turn], region: Region) -> Iterable[str]:
    """What was said in a region, a string a turn, each after its label; turns without words are left out."""
    for turn in turns:
        start = region.first[1] if turn.index == region.first[0] else 0
        end = region.last[1] if turn.index == region.last[0] else len(turn.text)
        if turn.text[start:end].strip():
            yield labelled(turn, start, end)
