"""Made-up talks and meetings indexed, and questions asked of one of them: what every fit on answers needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.training import pairs
from qa.answering import Inquiry, Sources
from qa.answering.evidence import Evidence, best_of_all
from qa.answering.evidence import weigh as weigh_evidence
from qa.config import Settings
from qa.evaluation import Gold
from qa.indexing import build_index
from qa.models import Scope
from qa.protocols import Embedder, Verifier
from qa.retrieval import Found
from qa.store import Store


@contextmanager
def indexed(
    talks: Sequence[pairs.Talk], embedder: Embedder, work: Path, verifier: Verifier | None = None
) -> Iterator[Sources]:
    """The talks in an index of their own; each is a document named after its id, as `named` says."""
    seeds = work / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for talk in talks:
        (seeds / named(talk)).write_text(talk.as_json(), "utf-8")
    build_index(Settings(seeds=seeds, index=work / "index"), embedder=embedder)
    with Store(work / "index").snapshot() as snapshot:
        assert snapshot.index is not None
        yield Sources(snapshot.corpus, snapshot.index, embedder, verifier=verifier)


def named(talk: pairs.Talk) -> str:
    """The document that a talk is."""
    return f"{talk.id}.json"


def weigh(sources: Sources, question: str, documents: Sequence[str], without: Sequence[Gold] = ()) -> Evidence | None:
    """What is found for a question, however sure that is; None where a name decides, so that nothing needs to be found.

    Args:
        sources: what is asked.
        question: in plain language.
        documents: where to look.
        without: turns that are not to be found.
    """
    inquiry = Inquiry(question, sources, Scope(documents=tuple(documents)))
    subject = inquiry.subject
    if subject.absent:
        return None
    scope = replace(inquiry.scope, speakers=subject.speakers)
    query = inquiry.query()
    found = inquiry.find(scope, query)
    if without:
        found = _without(found, sources, without)
    best = best_of_all(inquiry, query) if subject.speakers else 0.0
    evidence = weigh_evidence(inquiry, inquiry.asked, query, scope, found=found, best_of_all=best)
    return evidence if evidence.chosen else None


def _without(found: Found, sources: Sources, gold: Sequence[Gold]) -> Found:
    """What is found when the gold turns are not there."""

    def outside(first: int, last: int) -> bool:
        return all(last < one.first_turn or first > one.last_turn for one in gold)

    places = sources.index.places([int(number) for number in found.pool.ids])
    left = [
        bool(eligible) and outside(places[int(number)].first[0], places[int(number)].last[0])
        for number, eligible in zip(found.pool.ids, found.pool.eligible, strict=True)
    ]
    hits = [hit for hit in found.hits if outside(hit.first_turn, hit.last_turn)]
    return Found(hits, replace(found.pool, eligible=np.array(left, dtype=np.bool_)))
