"""What the files of a sentence-transformers model say of the way from text to vector, where that is a plain one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Of these modules, in this order; the last may be missing.
_MODULES = ("Transformer", "Pooling", "Normalize")
_PLAIN = {"hidden_act": "gelu", "position_embedding_type": "absolute", "is_decoder": False}


@dataclass(frozen=True, slots=True)
class Recipe:
    """A BERT whose vectors are the mean of its tokens' states.

    Attributes:
        dimension: of a vector.
        heads: of each layer's attention.
        epsilon: of its layer norms.
        longest: tokens of a text that it reads, special tokens counted.
        query_prompt: what stands before a question.
        passage_prompt: what stands before a passage.
    """

    dimension: int
    heads: int
    epsilon: float
    longest: int
    query_prompt: str = ""
    passage_prompt: str = ""


def read(folder: Path) -> Recipe | None:
    """The recipe of the model in a folder; None where it is of another kind, or says anything not known here."""
    try:
        modules = _read(folder / "modules.json")
        config = _read(folder / "config.json")
        text = _read(folder / "sentence_bert_config.json")
        own = folder / "config_sentence_transformers.json"
        prompts = _read(own) if own.is_file() else {}
        kinds = [module["type"].rpartition(".")[2] for module in modules]
        pooling = _read(folder / modules[1]["path"] / "config.json")
    except (OSError, ValueError, LookupError, TypeError):
        return None
    modes = {name for name, value in pooling.items() if name.startswith("pooling_mode") and value}
    plain = (
        tuple(kinds) in (_MODULES, _MODULES[:2])
        and not modules[0]["path"]
        and all(config.get(name, value) == value for name, value in _PLAIN.items())
        and config.get("model_type") == "bert"
        and {config.get(name) or "float32" for name in ("dtype", "torch_dtype")} == {"float32"}
        and (modes == {"pooling_mode_mean_tokens"} or pooling.get("pooling_mode") == "mean")
        and pooling.get("include_prompt", True)
        and text.keys() <= {"max_seq_length", "do_lower_case"}
        and not text.get("do_lower_case")
        and 0 < (text.get("max_seq_length") or 0) <= config["max_position_embeddings"]
        and not prompts.get("default_prompt_name")
    )
    if not plain:
        return None
    named = prompts.get("prompts") or {}
    return Recipe(
        dimension=config["hidden_size"],
        heads=config["num_attention_heads"],
        epsilon=config["layer_norm_eps"],
        longest=text["max_seq_length"],
        query_prompt=named.get("query") or "",
        passage_prompt=passage_prompt(named),
    )


def passage_prompt(prompts: dict[str, str]) -> str:
    """What sentence-transformers puts before a passage, of the prompts that a model names."""
    return next((prompts[name] or "" for name in ("document", "passage", "corpus") if name in prompts), "")


def _read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))
