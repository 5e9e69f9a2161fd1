"""Tune a low-rank adapter of the default model: `python -m benchmarks.training.adapter TRAIN.jsonl.gz --out FOLDER`.

The ground is the train split of QMSum.

LoRA (Hu et al., 2021, arXiv:2106.09685) on every linear layer, the weights themselves frozen. For each meeting, every
query is scored against every passage of the meeting, and, to a smaller part, of another meeting of its kind; the loss
is the negative log of the share of softmax that falls on gold passages. Tuned vectors are held near the untuned ones,
so that what the model knew of other text is kept. Two cores with bfloat16 take some ten minutes an epoch.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from benchmarks.qmsum import facts
from benchmarks.training import data
from qa.config import DEFAULT_MODEL
from qa.embedding import SentenceTransformerEmbedder, locate
from qa.encoding.adapter import Adapter, LowRank

SEED = 7
RANK = 8
SCALE = 2.0
EPOCHS = 3
LEARNING_RATE = 4e-4
TEMPERATURE = 20.0
NEAR_UNTUNED = 1.0
OTHER_MEETING = 0.3
MEETINGS_A_STEP = 2
# Topics and sentences of answers share the gold of a whole discussion, which is less sure than a question's.
WEIGHTS = {"question": 1.0, "topic": 0.5, "answer": 0.3, "said": 0.3}
ANSWERS_USED = 0.5
SAID_A_MEETING = 8
LONGEST = 256
# Tokens in a batch.
BUDGET = 6144

Span = tuple[int, int]
Batch = TypeVar("Batch")


class HasDomain(Protocol):
    """What can be put into batches of one kind."""

    domain: str


class Learner(Protocol):
    """What can be tuned."""

    def parameters(self) -> list[nn.Parameter]:
        """What is trained."""


Talk = TypeVar("Talk", bound=HasDomain)


class LoRA(nn.Module):  # type: ignore[misc]  # torch is not typed here
    """A frozen linear layer and what is added to it: x A' B' times SCALE. B starts at 0."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.a = nn.Parameter(torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features))
        self.b = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x: Tensor) -> Tensor:
        """Shape (…, in) to (…, out)."""
        added = (x @ self.a.T.to(x.dtype)) @ self.b.T.to(x.dtype)
        return self.linear(x) + SCALE * added


class Encoder:
    """The transformer with mean pooling; trained in bfloat16, which costs a third of float32 where it is built in."""

    def __init__(self, folder: Path, dtype: torch.dtype, rank: int = RANK) -> None:
        self._load(folder, dtype)
        self.model.requires_grad_(False)
        self.layers: dict[str, LoRA] = {}
        for name, module in list(self.model.named_modules()):
            if isinstance(module, nn.Linear) and name.startswith("encoder."):
                parent, _, last = name.rpartition(".")
                self.layers[name] = LoRA(module, rank)
                setattr(self.model.get_submodule(parent), last, self.layers[name])

    def _load(self, folder: Path, dtype: torch.dtype) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.model: Any = AutoModel.from_pretrained(folder, dtype=dtype, attn_implementation="eager")
        for module in self.model.modules():
            if isinstance(module, nn.Dropout):
                module.p = 0.0

    def parameters(self) -> list[nn.Parameter]:
        """What is trained."""
        return [parameter for layer in self.layers.values() for parameter in (layer.a, layer.b)]

    def begin_from(self, adapter: Adapter) -> None:
        """Go on from an adapter; from one of a higher rank, by its first directions."""
        for name, layer in adapter.layers.items():
            rank = min(len(layer.a), len(self.layers[name].a))
            self.layers[name].a.data[:rank] = torch.from_numpy(layer.a[:rank].astype(np.float32))
            self.layers[name].b.data[:, :rank] = torch.from_numpy(layer.b[:, :rank].astype(np.float32)) / SCALE

    def adapter(self, folder: Path) -> Adapter:
        """What has been learnt, for the model in that folder."""
        layers = {
            name: LowRank(layer.a.detach().numpy(), SCALE * layer.b.detach().numpy())
            for name, layer in self.layers.items()
        }
        return Adapter.made_for(folder, layers)

    def tokenize(self, texts: Sequence[str]) -> list[list[int]]:
        """Word pieces of each text, special tokens included."""
        return list(self.tokenizer(list(texts), truncation=True, max_length=LONGEST)["input_ids"]) if texts else []

    def tokenize_spans(self, text: str, spans: Sequence[Span]) -> tuple[list[int], list[Span]]:
        """Word pieces of a text, and of each span of its characters the first and last (exclusive) within it."""
        encoded = self.tokenizer(text, truncation=True, max_length=LONGEST, return_offsets_mapping=True)
        offsets = list(enumerate(encoded["offset_mapping"]))
        found = []
        for first, last in spans:
            inside = [at for at, (start, end) in offsets if end > start >= first and end <= last]
            # One that was cut off stands for the text's first token, which no question is like.
            found.append((inside[0], inside[-1] + 1) if inside else (0, 1))
        return list(encoded["input_ids"]), found

    def __call__(self, tokens: Sequence[list[int]]) -> Tensor:
        """Vectors of shape (len(tokens), dimension), norm 1."""
        return self.with_spans(tokens, [()] * len(tokens))[0]

    def states(self, tokens: Sequence[list[int]]) -> Iterator[tuple[list[int], Tensor, Tensor]]:
        """In batches of texts of like length: their numbers, the states of their tokens, and where there is a token."""
        order = sorted(range(len(tokens)), key=lambda i: -len(tokens[i]))
        at = 0
        while at < len(order):
            longest = len(tokens[order[at]])
            batch = order[at : at + max(1, BUDGET // longest)]
            at += len(batch)
            ids = torch.zeros(len(batch), longest, dtype=torch.long)
            mask = torch.zeros_like(ids)
            for row, i in enumerate(batch):
                ids[row, : len(tokens[i])] = torch.tensor(tokens[i])
                mask[row, : len(tokens[i])] = 1
            yield batch, self.model(input_ids=ids, attention_mask=mask).last_hidden_state.float(), mask

    def with_spans(self, tokens: Sequence[list[int]], spans: Sequence[Sequence[Span]]) -> tuple[Tensor, Tensor]:
        """Vectors of texts, and of all spans of their tokens in order, norm 1; in batches of texts of like length."""
        whole: dict[int, Tensor] = {}
        parts: dict[int, Tensor] = {}
        for batch, states, mask in self.states(tokens):
            sums = F.pad((states * mask[..., None]).cumsum(1), (0, 0, 1, 0))
            for row, i in enumerate(batch):
                whole[i] = sums[row, -1]
                first, last = [one for one, _ in spans[i]], [one for _, one in spans[i]]
                parts[i] = sums[row, last] - sums[row, first]
        every = [torch.stack([whole[i] for i in range(len(tokens))]), torch.cat([parts[i] for i in range(len(tokens))])]
        return F.normalize(every[0], dim=1), F.normalize(every[1], dim=1)


@dataclass(slots=True)
class Example:
    """A meeting made ready: tokens, gold, and the untuned vectors."""

    domain: str
    passages: list[list[int]]
    queries: list[list[int]]
    kinds: list[str]
    positive: Tensor
    untuned_passages: Tensor
    untuned_queries: Tensor


def said_queries(meetings: Sequence[data.Meeting], choose: random.Random) -> Iterator[list[data.Query]]:
    """For each meeting, questions for one turn: they keep facts findable."""
    for meeting, made in zip(meetings, facts([m.turns for m in meetings], choose, SAID_A_MEETING), strict=True):
        queries = []
        for question, turn in made:
            inside = np.array([float(one.first_turn <= turn <= one.last_turn) for one in meeting.passages])
            queries.append(data.Query("said", question, inside, ((turn, turn),)))
        yield queries


def prepare(encoder: Encoder, meetings: Sequence[data.Meeting], choose: random.Random) -> list[Example]:
    """Tokens and untuned vectors of every meeting."""
    examples = []
    for meeting, said in zip(meetings, said_queries(meetings, choose), strict=True):
        queries = [*meeting.queries, *said]
        passages = encoder.tokenize([one.embedded for one in meeting.passages])
        asked = encoder.tokenize([query.text for query in queries])
        with torch.no_grad():
            before = encoder(passages), encoder(asked)
        positive = torch.from_numpy(np.stack([query.positive for query in queries]))
        kinds = [query.kind for query in queries]
        examples.append(Example(meeting.domain, passages, asked, kinds, positive, *before))
    return examples


def step_loss(encoder: Encoder, batch: Sequence[Example], choose: random.Random) -> tuple[Tensor, Tensor]:
    """Loss of the ranking, and distance from the untuned vectors, of some meetings."""
    used = [[i for i, k in enumerate(e.kinds) if k != "answer" or choose.random() < ANSWERS_USED] for e in batch]
    passages = encoder([tokens for example in batch for tokens in example.passages])
    queries = encoder([example.queries[i] for example, chosen in zip(batch, used, strict=True) for i in chosen])
    near_passages = (passages * torch.cat([example.untuned_passages for example in batch])).sum(1)
    near_queries = (queries * torch.cat([e.untuned_queries[u] for e, u in zip(batch, used, strict=True)])).sum(1)
    away = (1 - near_passages).mean() + (1 - near_queries).mean()

    scores = queries @ passages.T * TEMPERATURE
    total, weight, row, first = torch.zeros(()), 0.0, 0, 0
    for example, chosen in zip(batch, used, strict=True):
        last = first + len(example.passages)
        for i in chosen:
            kind, gold = example.kinds[i], example.positive[i]
            shares = F.log_softmax(scores[row, first:last], 0)[gold]
            any_gold = -torch.logsumexp(shares, 0)
            # Of a question all gold passages count; of a sentence of an answer, nobody knows which one it came from.
            loss = any_gold if kind == "answer" else 0.5 * any_gold - 0.5 * shares.mean()
            if kind != "topic" and len(batch) > 1:
                everywhere = F.log_softmax(scores[row], 0)[first:last][gold]
                loss = loss - OTHER_MEETING * torch.logsumexp(everywhere, 0)
            total, weight, row = total + WEIGHTS[kind] * loss, weight + WEIGHTS[kind], row + 1
        first = last
    return total / weight, away


def descend(
    learner: Learner,
    epochs: Iterable[Sequence[Batch]],
    steps: int,
    loss_of: Callable[[Batch], tuple[Tensor, Tensor]],
    *,
    rate: float,
    near_untuned: float,
) -> Iterator[int]:
    """Tune it in place, a step a batch; yields after each epoch, with its number.

    Args:
        learner: what is tuned.
        epochs: the batches of each.
        steps: how many batches there are in all.
        loss_of: the loss of a batch, and how far its vectors are from the untuned ones.
        rate: the highest learning rate, after ten steps; from there to 0 as a half cosine.
        near_untuned: what that distance counts.
    """
    optimizer = torch.optim.AdamW(learner.parameters(), lr=rate, weight_decay=0.01)
    done, begun = 0, time.monotonic()
    for number, batches in enumerate(epochs, 1):
        losses = []
        for batch in batches:
            now = rate * min(1.0, (done + 1) / 10) * 0.5 * (1 + math.cos(math.pi * done / steps))
            for group in optimizer.param_groups:
                group["lr"] = now
            loss, away = loss_of(batch)
            optimizer.zero_grad()
            (loss + near_untuned * away).backward()
            torch.nn.utils.clip_grad_norm_(learner.parameters(), 1.0)
            optimizer.step()
            losses.append((float(loss.detach()), float(away.detach())))
            done += 1
            if done % 10 == 0 or done == steps:
                recent = np.mean(losses[-10:], axis=0)
                print(
                    f"epoch {number}, step {done} of {steps}: loss {recent[0]:.3f}, away {recent[1]:.3f}, "
                    f"{time.monotonic() - begun:.0f} s",
                    flush=True,
                )
        yield number


def copies(learner: Learner) -> list[Tensor]:
    """What is trained, as it is now."""
    return [parameter.detach().clone() for parameter in learner.parameters()]


@contextmanager
def partway(learner: Learner, began: Sequence[Tensor], share: float) -> Iterator[None]:
    """The learner a share of the way from what it was to what it is; afterwards it is again what it is."""
    ended = copies(learner)
    for parameter, first, last in zip(learner.parameters(), began, ended, strict=True):
        parameter.data.copy_(first + share * (last - first))
    yield
    for parameter, last in zip(learner.parameters(), ended, strict=True):
        parameter.data.copy_(last)


def shuffled(groups: Iterable[Sequence[Talk]], each: int, choose: random.Random) -> list[list[Talk]]:
    """All of every group in batches of `each`, of one kind as far as can be, in any order."""
    batches = []
    for group in groups:
        order = sorted(group, key=lambda talk: (talk.domain, choose.random()))
        batches += [order[i : i + each] for i in range(0, len(order), each)]
    choose.shuffle(batches)
    return batches


def train(encoder: Encoder, examples: Sequence[Example], epochs: int, choose: random.Random) -> None:
    """Tune the encoder in place."""
    steps = epochs * math.ceil(len(examples) / MEETINGS_A_STEP)
    batches = (shuffled([examples], MEETINGS_A_STEP, choose) for _ in range(epochs))
    for _ in descend(
        encoder, batches, steps, lambda batch: step_loss(encoder, batch, choose),
        rate=LEARNING_RATE, near_untuned=NEAR_UNTUNED,
    ):  # fmt: skip
        pass


def main() -> None:
    """Tune and write the adapter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path, help="the train split of QMSum, JSON Lines, gzip")
    parser.add_argument("--out", type=Path, required=True, help="folder that the adapter is written to")
    parser.add_argument("--hold-out", choices=data.DOMAINS, help="leave one kind of meeting out, to see what is learnt")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--dtype", choices=("bfloat16", "float32"), default="bfloat16")
    args = parser.parse_args()
    torch.manual_seed(SEED)
    choose = random.Random(SEED)
    untuned = SentenceTransformerEmbedder(DEFAULT_MODEL, adapter=False)
    meetings = data.load(args.train, untuned.max_tokens, untuned.count_tokens)
    meetings = [meeting for meeting in meetings if meeting.domain != args.hold_out]
    print(f"{len(meetings)} meetings, {sum(len(m.passages) for m in meetings)} passages", flush=True)
    encoder = Encoder(locate(DEFAULT_MODEL), getattr(torch, args.dtype))
    train(encoder, prepare(encoder, meetings, choose), args.epochs, choose)
    path = encoder.adapter(locate(DEFAULT_MODEL)).save(args.out)
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
