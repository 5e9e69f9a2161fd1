"""The functions that `qa` exports."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from qa.assistant import close_all, opened
from qa.config import Settings
from qa.models import Answer, Hit
from qa.resolution.filters import Date, Names
from qa.sharding import WHOLE, Shard

if TYPE_CHECKING:
    from qa.indexing import BuildProgress, BuildReport


def build(
    seeds: str | os.PathLike[str] | None = None,
    index: str | os.PathLike[str] | None = None,
    *,
    full: bool = False,
    model: str | os.PathLike[str] | None = None,
    shard: str | None = None,
    progress: Callable[[BuildProgress], None] | None = None,
) -> BuildReport:
    """Bring the index up to date with a folder of transcripts; only what has changed costs anything.

    Args:
        seeds: the folder; None for the one that `QA_SEEDS` names, else `seeds`.
        index: where the index is, or is to be: a folder, or a collection of Milvus; None for what `QA_INDEX` names,
            else `index`.
        full: read every file again and renew the derived files.
        model: embedding model, a folder or a name already on this machine; None for what `QA_MODEL` names, else for
            the one that the index has.
        shard: which part of the folder, like `2/8`, where several builders feed one index.
        progress: called often with how far it has come.

    Raises:
        QAError: no such folder, nothing in it to index, an unknown model, another build at work. A file that cannot
            be read raises nothing: it is among the `skipped` of the report.
    """
    from qa.indexing import build_index

    part = Shard.parse(shard) if shard is not None else WHOLE
    settings = Settings.load(seeds=seeds, index=index, model=model)
    return build_index(settings, full=full, progress=progress, shard=part)


def retrieve(
    question: str,
    k: int = 8,
    *,
    speaker: Names = None,
    document: Names = None,
    after: Date = None,
    before: Date = None,
    index: str | os.PathLike[str] | None = None,
) -> list[Hit]:
    """The `k` places in the transcripts that bear most on the question, best first; see `Assistant.retrieve`.

    `index` is where the index is; None for what `QA_INDEX` names, else `index`.
    """
    assistant = opened(index)
    return assistant.retrieve(question, k, speaker=speaker, document=document, after=after, before=before)


def ask(
    question: str,
    *,
    history: Sequence[Answer] = (),
    speaker: Names = None,
    document: Names = None,
    after: Date = None,
    before: Date = None,
    index: str | os.PathLike[str] | None = None,
) -> Answer:
    """What was said, quoted and attributed, or that nobody said it; see `Assistant.ask`.

    `index` is where the index is; None for what `QA_INDEX` names, else `index`.
    """
    assistant = opened(index)
    return assistant.ask(question, history=history, speaker=speaker, document=document, after=after, before=before)


def close() -> None:
    """Let go of the indexes and models that `retrieve` and `ask` keep open between calls."""
    close_all()
