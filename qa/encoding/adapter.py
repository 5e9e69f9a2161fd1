"""A small change to the weights of one embedding model, kept apart from the model.

A linear layer's weight W becomes W + B A, with A of shape (rank, in) and B of shape (out, rank): LoRA (Hu et al.,
2021, arXiv:2106.09685), merged when the model is loaded, so that encoding costs what it did. An adapter names the
SHA-256 of the weights it was made for and is never used with others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from qa.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent.parent / "data" / "adapters"
WEIGHTS = "model.safetensors"
_FORMAT = "qa-adapter-1"


@dataclass(frozen=True, slots=True)
class LowRank:
    """What is added to the weight of one layer: `b @ a`, shape (out, in)."""

    a: NDArray[np.floating]
    b: NDArray[np.floating]

    @property
    def change(self) -> NDArray[np.float32]:
        """The product, float32."""
        return self.b.astype(np.float32) @ self.a.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Adapter:
    """Changes by name of the layer, and the SHA-256 of the weights they were made for."""

    base: str
    layers: Mapping[str, LowRank]

    @classmethod
    def made_for(cls, model: Path, layers: Mapping[str, LowRank]) -> Adapter:
        """An adapter of the model in that folder."""
        return cls(sha256(model / WEIGHTS), layers)

    @classmethod
    def load(cls, path: Path) -> Adapter:
        """Raises ModelError where the file is no adapter."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(str(path), "numpy") as file:
                names = sorted({key.rpartition(".")[0] for key in file.keys()})  # noqa: SIM118 - not a mapping
                layers = {name: LowRank(file.get_tensor(f"{name}.a"), file.get_tensor(f"{name}.b")) for name in names}
        except (OSError, SafetensorError) as error:
            raise ModelError(f"the adapter {path} is damaged: reinstall qa ({error})") from error
        return cls(base_of(path) or "", layers)

    def save(self, folder: Path) -> Path:
        """Write it as `adapter.safetensors`, half precision."""
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        tensors = {f"{name}.a": np.ascontiguousarray(layer.a, np.float16) for name, layer in self.layers.items()}
        tensors |= {f"{name}.b": np.ascontiguousarray(layer.b, np.float16) for name, layer in self.layers.items()}
        path = folder / "adapter.safetensors"
        save_file(tensors, str(path), {"format": _FORMAT, "base": self.base})
        return path


def shipped_for(weights: str, folder: Path = SHIPPED) -> Path | None:
    """The adapter that comes with `qa` for weights of that SHA-256, None where there is none."""
    return next((path for path in sorted(folder.rglob("*.safetensors")) if base_of(path) == weights), None)


def base_of(path: Path) -> str | None:
    """The SHA-256 of the weights that an adapter was made for; None where the file is no adapter."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), "numpy") as file:
            metadata = file.metadata() or {}
    except (OSError, SafetensorError):
        return None
    return metadata.get("base") if metadata.get("format") == _FORMAT else None


def sha256(path: Path) -> str:
    """Of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
