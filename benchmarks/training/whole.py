"""Go on teaching the verifier with all its weights: `python -m benchmarks.training.whole --start … --out FOLDER`.

The low-rank changes of `benchmarks/training/verifier.py` had learnt from the made-up worlds what they could. Here every
weight of the encoder is tuned on the questions of all of them, in bfloat16 arithmetic; of what has changed the
64 greatest singular directions of each linear layer are kept (Eckart and Young, 1936), halfway from where it began,
so that what is written is an adapter like any other. Of biases and norms nothing is kept: they change next to nothing.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

import torch
from torch import nn

from benchmarks.training import pairs
from benchmarks.training.adapter import SEED, Encoder, copies, descend, partway
from benchmarks.training.verifier import HALF, QUESTIONS_A_STEP, Reader, examples, measured, save, step_loss
from qa.config import DEFAULT_MODEL
from qa.embedding import locate
from qa.encoding.adapter import Adapter, LowRank

LEARNING_RATE = 5e-5
KEPT_RANK = 64
LEARNT_FROM = (pairs.WORLDS, pairs.NATURAL, pairs.TWINS)
LEFT_OUT = (pairs.WORLDS_HELD_OUT, pairs.NATURAL_HELD_OUT, pairs.TWINS_HELD_OUT)


class WholeEncoder(Encoder):
    """The transformer with mean pooling, of which every layer is trained."""

    def __init__(self, folder: Path) -> None:
        self._load(folder, torch.float32)
        self.model.embeddings.requires_grad_(False)
        if self.model.pooler is not None:
            self.model.pooler.requires_grad_(False)
        self.model.forward = torch.autocast("cpu", dtype=torch.bfloat16)(self.model.forward)
        self._weights = {
            f"encoder.{name}": module.weight
            for name, module in self.model.encoder.named_modules()
            if isinstance(module, nn.Linear)
        }
        self._untuned = {name: weight.detach().clone() for name, weight in self._weights.items()}

    def parameters(self) -> list[nn.Parameter]:
        """What is trained."""
        return [one for one in self.model.parameters() if one.requires_grad]

    def begin_from(self, adapter: Adapter) -> None:
        """Add an adapter's changes to the weights."""
        for name, layer in adapter.layers.items():
            self._weights[name].data += torch.from_numpy(layer.change)

    def adapter(self, folder: Path) -> Adapter:
        """What differs from the untuned model in that folder, the greatest directions of it."""
        return Adapter.made_for(folder, {name: self._change(name) for name in self._weights})

    def _change(self, name: str) -> LowRank:
        left, sizes, right = torch.linalg.svd(self._weights[name].detach() - self._untuned[name], full_matrices=False)
        roots = sizes[:KEPT_RANK].sqrt()
        return LowRank((roots[:, None] * right[:KEPT_RANK]).numpy(), (left[:, :KEPT_RANK] * roots).numpy())


def main() -> None:
    """Tune, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True, help="the adapter of a verifier, its head beside it")
    parser.add_argument("--out", type=Path, required=True, help="folder that the verifier is written to")
    parser.add_argument("--pairs", type=Path, default=pairs.FOLDER, help="folder of the questions for sentences")
    parser.add_argument("--work", type=Path, help="where what is found is kept (default: a temporary folder)")
    parser.add_argument("--epochs", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    choose = random.Random(SEED)
    with tempfile.TemporaryDirectory() as temporary:
        work = args.work or Path(temporary)
        seen = list(examples([args.pairs / name for name in LEARNT_FROM], work))
        left = {name: list(examples([args.pairs / name], work)) for name in LEFT_OUT}
    print(f"{len(seen)} questions", flush=True)
    reader = Reader(WholeEncoder(locate(DEFAULT_MODEL)), args.start)
    began = copies(reader)
    epochs = []
    for _ in range(args.epochs):
        choose.shuffle(seen)
        epochs.append([seen[at : at + QUESTIONS_A_STEP] for at in range(0, len(seen), QUESTIONS_A_STEP)])
    steps = sum(map(len, epochs))
    for number in descend(
        reader, epochs, steps, lambda batch: step_loss(reader, batch), rate=LEARNING_RATE, near_untuned=0.0
    ):
        with partway(reader, began, HALF):
            for name, asked in left.items():
                print(f"epoch {number}, {name}: {measured(reader, asked)}", flush=True)
            path = save(reader, args.out)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
