"""Settings: arguments first, then `QA_*` environment variables, then defaults."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import cast

from qa.addresses import Collection, Index, as_folder, home, parse
from qa.errors import InvalidInput

DEFAULT_SEEDS = Path("seeds")
DEFAULT_MODEL = "all-MiniLM-L6-v2"
DEFAULT_PASSAGE_TOKENS = 200

_WHOLE = {"passage_tokens": (16, 8192), "port": (0, 65535), "llm_context": (512, 10_000_000), "workers": (0, 32)}
_LONGEST_WAIT = 3600


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user decided; a field left None was not decided, and the index or the default decides.

    Attributes:
        seeds: folder of transcripts; `folder` is the one to read where none was decided.
        index: the built index: a folder, or a collection of Milvus.
        model: embedding model, by name or path.
        passage_tokens: size aimed at for a passage, in tiktoken tokens.
        host: address the page binds.
        port: port the page binds; the next free one when it is taken and was not asked for.
        reranker: cross-encoder that reads the first hits again, by name or path; None for none.
        llm_base_url: address of an OpenAI-compatible server (`http://127.0.0.1:11434/v1`); None for no language model.
        llm_model: the model asked for there.
        llm_api_key: its key, where it wants one; never shown.
        llm_timeout: seconds to wait for the next piece of its reply.
        llm_context: tokens that prompt and reply may have together.
        log: events that the page writes to standard error, from this level on, like `info` or `info,json`; None for
            warnings and errors.
        workers: how many processes answer beside the page where several questions come at once; None for one for each
            further core, a few at most.
        milvus_token: for a Milvus server that wants one: a token, or `user:password`; never shown.
    """

    seeds: Path | None = None
    index: Index = Path("index")
    model: str | None = None
    passage_tokens: int | None = None
    host: str = "127.0.0.1"
    port: int | None = None
    reranker: str | None = None
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: str | None = field(default=None, repr=False)
    llm_timeout: float = 30.0
    llm_context: int = 8192
    log: str | None = None
    workers: int | None = None
    milvus_token: str | None = field(default=None, repr=False)

    @property
    def folder(self) -> Path:
        """The folder of transcripts."""
        return self.seeds if self.seeds is not None else DEFAULT_SEEDS

    @property
    def home(self) -> Path:
        """The folder on this machine for what belongs to the index and not into it."""
        return home(self.index)

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None, **given: object) -> Settings:
        """Settings from what is `given` (None means "not given"), else `QA_<NAME>`, else the default.

        Raises:
            InvalidInput: a number is not one, or out of range; a folder is an empty text.
            TypeError: there is no setting of a name that is given.
        """
        unknown = given.keys() - {item.name for item in fields(cls)}
        if unknown:
            raise TypeError(f"there is no setting {', '.join(sorted(unknown))}")
        environ = os.environ if environ is None else environ
        values: dict[str, object] = {}
        for item in fields(cls):
            value = given.get(item.name)
            if value is None:
                value = environ.get(f"QA_{item.name.upper()}") or None
            if value is not None:
                values[item.name] = _convert(item.name, value)
        if isinstance(index := values.get("index"), Collection) and index.token is None:
            values["index"] = replace(index, token=cast("str | None", values.get("milvus_token")))
        return cls(**values)  # type: ignore[arg-type]  # _convert gives each field its type


def _convert(name: str, value: object) -> object:
    if name == "index":
        return value if isinstance(value, Collection) else parse(str(value))
    if name == "seeds":
        return as_folder(str(value), name)
    if name in _WHOLE:
        low, high = _WHOLE[name]
        try:
            number = int(str(value))
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise InvalidInput(f"{name} must be a whole number from {low} to {high}, not {str(value)!r}")
        return number
    if name == "llm_timeout":
        try:
            seconds = float(str(value))
        except ValueError:
            seconds = math.nan
        if not 0 < seconds <= _LONGEST_WAIT:
            raise InvalidInput(f"{name} must be seconds above 0, up to {_LONGEST_WAIT}, not {str(value)!r}")
        return seconds
    if name in ("llm_api_key", "milvus_token"):
        key = str(value).strip()
        # A header carries it, and the client's own complaint would print it.
        if not (key.isascii() and key.isprintable()):
            raise InvalidInput(f"{name} holds characters that stand in no key; copy it again")
        return key or None
    return str(value)
