"""qa.encoding.adapter: merged exactly, used only with the weights it was made for."""

from __future__ import annotations

import json

import numpy as np
import pytest

from qa.config import DEFAULT_MODEL
from qa.embedding import SentenceTransformerEmbedder, locate
from qa.encoding.adapter import SHIPPED, WEIGHTS, Adapter, LowRank, base_of, sha256, shipped_for
from qa.errors import ModelError

LAYER = "encoder.layer.5.output.dense"


@pytest.fixture
def small(tmp_path):
    """An adapter of one layer of the default model, in a folder."""
    random = np.random.default_rng(1)
    layer = LowRank(random.normal(size=(2, 1536)) / 40, random.normal(size=(384, 2)) / 40)
    path = Adapter.made_for(locate(DEFAULT_MODEL), {LAYER: layer}).save(tmp_path / "adapters")
    return path, layer


def test_saved_and_loaded_is_the_same_to_half_precision(small):
    path, layer = small
    loaded = Adapter.load(path)
    assert loaded.base == base_of(path) == sha256(locate(DEFAULT_MODEL) / WEIGHTS)
    assert list(loaded.layers) == [LAYER]
    assert np.allclose(loaded.layers[LAYER].change, layer.change, atol=1e-3)
    assert loaded.layers[LAYER].change.shape == (384, 1536)


def test_merged_into_the_weights_and_into_the_fingerprint(small):
    path, layer = small
    plain = SentenceTransformerEmbedder(adapter=False)
    tuned = SentenceTransformerEmbedder(adapters_in=path.parent)
    assert plain.fingerprint != tuned.fingerprint
    kept = [one._whole.model[0].auto_model.get_submodule(LAYER).weight.detach() for one in (plain, tuned)]
    before, after = (weight.float().numpy() for weight in kept)
    # Some processors keep the model in bfloat16, of eight digits.
    rounding = 0.0 if kept[0].dtype.itemsize == 4 else np.abs(after).max() / 128
    assert np.allclose(after - before, layer.change, atol=1e-3 + rounding)
    assert not np.allclose(plain.encode_queries(["who?"]), tuned.encode_queries(["who?"]), atol=1e-3)


def test_other_weights_are_left_alone(small, tmp_path):
    path, _ = small
    assert shipped_for("0" * 64, path.parent) is None
    assert shipped_for(sha256(locate(DEFAULT_MODEL) / WEIGHTS), path.parent) == path
    other = tmp_path / "other"
    other.mkdir()
    (other / "config.json").write_text("{}", "utf-8")
    (other / WEIGHTS).write_bytes(b"other weights")
    with_adapters = SentenceTransformerEmbedder(str(other), adapters_in=path.parent).fingerprint
    assert with_adapters == SentenceTransformerEmbedder(str(other), adapter=False).fingerprint


def test_damaged_adapter_is_named(tmp_path):
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(b"not tensors at all")
    assert base_of(path) is None
    with pytest.raises(ModelError, match="adapter.safetensors is damaged"):
        Adapter.load(path)


def test_the_adapter_that_ships_is_for_the_default_model():
    path = shipped_for(sha256(locate(DEFAULT_MODEL) / WEIGHTS))
    assert path is not None and path.is_relative_to(SHIPPED)
    assert path.stat().st_size < 2_000_000
    card = json.loads((path.parent / "card.json").read_text("utf-8"))
    assert card["sha256"] == sha256(path), "the card tells of another adapter"
    assert {"base", "data", "licence", "command", "seed"} <= set(card)


def test_the_adapter_that_ships_knows_scaffolding_from_topic():
    plain, tuned = SentenceTransformerEmbedder(adapter=False), SentenceTransformerEmbedder()
    passages = ["Marketing: People lose it. So a sound, a beep when you call it, would be what they pay for.",
                "Industrial Designer: To summarize the discussion, what did we think about the meeting?"]  # fmt: skip
    question = "Summarize the discussion about finding a lost remote control."

    def lead(embedder):
        right, wrong = embedder.encode_passages(passages) @ embedder.encode_queries([question])[0]
        return right - wrong

    assert lead(tuned) > lead(plain)
