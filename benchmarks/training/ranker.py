"""Learn the ranker's weights: `python -m benchmarks.training.ranker TRAIN.jsonl.gz --adapters FOLDER --out FILE`.

The ground is the train split of QMSum. Each kind of meeting is indexed with an adapter that has not seen it
(FOLDER/Academic and so on, from `benchmarks.training.adapter --hold-out`), because vectors that were tuned on the very
questions would look better than they are, and the ranker would lean on them. Pools are those of a real search, inside
the question's meeting and across some of its kind. The loss is that of the adapter. Afterwards, each kind of meeting is
asked with a ranker and an adapter that have not seen it, beside the untuned model with scores added by hand.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from benchmarks.baselines import blend
from benchmarks.training import data
from benchmarks.training.adapter import said_queries
from qa.config import Settings
from qa.embedding import SentenceTransformerEmbedder
from qa.evaluation import MOST_HITS, Evaluation, Gold, Layout, Question, evaluate, overlap, union
from qa.indexing import build_index
from qa.models import Answer, Hit, Scope
from qa.pool import Place, Pool, Query
from qa.ranking.network import Network, Ranker, signals, spaced
from qa.retrieval import prepare, search
from qa.store import Store

SEED = 11
NETWORKS = 3
HIDDEN = 16
WIDTH, LINEAR_WIDTH = 5, 9
EPOCHS = 8
LEARNING_RATE = 3e-3
DROPOUT = 0.2
BATCH = 16
MEETINGS_ACROSS = 20
SAID_WEIGHT = 0.3


class Trained(nn.Module):  # type: ignore[misc]  # torch is not typed here
    """The network of `qa.ranking.network`, to be trained; starts as a smoothed sum of the first three signals."""

    def __init__(self, columns: int, whole: int) -> None:
        super().__init__()
        half = WIDTH // 2
        self.convolutions = nn.ModuleList(
            [nn.Conv1d(columns, HIDDEN, WIDTH, padding=half), nn.Conv1d(HIDDEN, HIDDEN, WIDTH, padding=half)]
        )
        self.out = nn.Conv1d(HIDDEN, 1, WIDTH, padding=half)
        self.linear = nn.Conv1d(columns, 1, LINEAR_WIDTH, padding=LINEAR_WIDTH // 2, bias=False)
        self.whole = nn.Parameter(torch.full((whole,), 0.3))
        self.dropout = nn.Dropout(DROPOUT)
        middle = LINEAR_WIDTH // 2
        with torch.no_grad():
            self.out.weight.mul_(0.1)
            self.linear.weight.zero_()
            self.linear.weight[0, :3, middle] = 0.5
            self.linear.weight[0, :3, [middle - 1, middle + 1]] = 0.15

    def forward(self, local: Tensor, whole: Tensor, rows: Tensor) -> Tensor:
        """Signals of shapes (n, columns) and (n, whole) at their rows, to scores of shape (n,)."""
        laid = torch.zeros(1, local.shape[1], int(rows[-1]) + 1)
        laid[0, :, rows] = local.T
        said = torch.zeros(1, 1, laid.shape[2])
        said[0, 0, rows] = 1
        hidden = laid
        for convolution in self.convolutions:
            hidden = self.dropout(F.relu(convolution(hidden))) * said
        scores: Tensor = (self.out(hidden) + self.linear(laid))[0, 0, rows] + whole @ self.whole
        return scores

    def network(self) -> Network:
        """As `qa` runs it."""
        layers = [*self.convolutions, self.out]
        arrays = [(layer.weight.detach().numpy(), layer.bias.detach().numpy()) for layer in layers]
        return Network(tuple(arrays), self.linear.weight.detach().numpy(), self.whole.detach().numpy())


@dataclass(frozen=True, slots=True)
class Example:
    """One pool with its gold passages."""

    local: Tensor
    whole: Tensor
    rows: Tensor
    gold: Tensor
    weight: float


@dataclass(slots=True)
class Ground:
    """The meetings of one kind, indexed with one model."""

    meetings: Sequence[data.Meeting]
    store: Store
    embedder: SentenceTransformerEmbedder
    queries: dict[str, Query]

    @classmethod
    def build(cls, meetings: Sequence[data.Meeting], embedder: SentenceTransformerEmbedder, folder: Path) -> Ground:
        """Index the meetings."""
        (folder / "seeds").mkdir(parents=True, exist_ok=True)
        for meeting in meetings:
            turns = [{"speaker": turn.speaker, "text": turn.text} for turn in meeting.turns]
            (folder / "seeds" / f"{meeting.id}.json").write_text(json.dumps({"turns": turns}), "utf-8")
        report = build_index(Settings(seeds=folder / "seeds", index=folder / "index"), embedder=embedder)
        print(f"  {report.documents} meetings, {report.passages} passages in {report.seconds:.0f} s", flush=True)
        return cls(meetings, Store(folder / "index"), embedder, {})

    def examples(self, choose: random.Random) -> list[Example]:
        """Pools inside the own meeting and across others, for every question and some made-up ones."""
        made = dict(zip([m.id for m in self.meetings], said_queries(self.meetings, choose), strict=True))
        names = [f"{meeting.id}.json" for meeting in self.meetings]
        examples = []
        with self.store.snapshot() as snapshot:
            assert snapshot.index is not None
            for meeting in self.meetings:
                document = f"{meeting.id}.json"
                own = Scope(documents=(document,))
                layout = Layout(snapshot.corpus.turns(document))
                for query in [*meeting.queries, *made[meeting.id][:3]]:
                    if query.kind not in ("question", "said"):
                        continue
                    others = [name for name in names if name != document]
                    others = choose.sample(others, min(MEETINGS_ACROSS - 1, len(others)))
                    for scope in (own, Scope(documents=tuple(sorted([document, *others])))):
                        prepared = prepare(query.text, snapshot.corpus, self.embedder, scope)
                        # As deep as the evaluation looks.
                        pool = snapshot.index.search(prepared, scope, MOST_HITS)
                        places = snapshot.index.places(pool.ids.tolist())
                        rows = [n for n, id_ in enumerate(pool.ids.tolist()) if places[id_].document == document]
                        gold = np.zeros(len(pool), np.bool_)
                        gold[rows] = _gold(query, [places[int(pool.ids[row])] for row in rows], layout)
                        if gold.any():
                            weight = 1.0 if query.kind == "question" else SAID_WEIGHT
                            examples.append(_example(pool, gold, weight))
        return examples

    def ask(self, rank: Callable[[Pool], np.ndarray], *, across: bool) -> Evaluation:
        """Every question of the meetings."""
        questions = [
            Question(query.text, f"{meeting.id}.json", tuple(Gold(f"{meeting.id}.json", *span) for span in query.gold))
            for meeting in self.meetings
            for query in meeting.queries
            if query.kind == "question"
        ]
        with self.store.snapshot() as snapshot:
            index = snapshot.index
            assert index is not None

            def retrieve(question: Question, k: int) -> list[Hit]:
                scope = Scope() if across or question.document is None else Scope(documents=(question.document,))
                query = prepare(question.question, snapshot.corpus, self.embedder, scope)
                return search(
                    question.question, snapshot.corpus, index, self.embedder, k=k, scope=scope, query=query, rank=rank
                )

            def ask(question: Question) -> Answer:
                raise AssertionError("these questions have gold turns only")

            return evaluate(questions, snapshot.corpus, retrieve, ask)


def _gold(query: data.Query, places: Sequence[Place], layout: Layout) -> np.ndarray:
    """Which of the places answer: those of which half is gold, or that hold the turn that was made a question of."""
    if query.kind == "said":
        ((turn, _),) = query.gold
        return np.array([place.first[0] <= turn <= place.last[0] for place in places])
    wanted = union(layout.gold(Gold("", *span)) for span in query.gold)
    spans = [layout.hit(data.as_hit("", place.first, place.last)) for place in places]
    return np.array([2 * overlap(span, wanted) >= span[1] - span[0] > 0 for span in spans])


def _example(pool: Pool, gold: np.ndarray, weight: float) -> Example:
    local, whole = signals(pool)
    rows = torch.from_numpy(spaced(pool))
    return Example(torch.from_numpy(local), torch.from_numpy(whole), rows, torch.from_numpy(gold), weight)


def train(examples: Sequence[Example]) -> Ranker:
    """The mean of some networks that differ in how they began."""
    networks = []
    for number in range(NETWORKS):
        torch.manual_seed(SEED + number)
        choose = random.Random(SEED + number)
        network = Trained(examples[0].local.shape[1], examples[0].whole.shape[1])
        optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=0.01)
        order = list(range(len(examples)))
        steps, done = EPOCHS * math.ceil(len(order) / BATCH), 0
        for _ in range(EPOCHS):
            choose.shuffle(order)
            for start in range(0, len(order), BATCH):
                batch = [examples[i] for i in order[start : start + BATCH]]
                losses, weight = torch.zeros(()), 0.0
                for example, scores in zip(batch, _together(network, batch), strict=True):
                    shares = F.log_softmax(scores, 0)[example.gold]
                    losses = losses - example.weight * 0.5 * (torch.logsumexp(shares, 0) + shares.mean())
                    weight += example.weight
                for group in optimizer.param_groups:
                    group["lr"] = LEARNING_RATE * 0.5 * (1 + math.cos(math.pi * done / steps))
                optimizer.zero_grad()
                (losses / weight).backward()
                optimizer.step()
                done += 1
        network.eval()
        networks.append(network.network())
    return Ranker(networks)


def _together(network: Trained, batch: Sequence[Example]) -> Sequence[Tensor]:
    """Scores of each example; they are laid end to end, too far apart to see one another."""
    ends = torch.tensor([int(example.rows[-1]) + LINEAR_WIDTH for example in batch])
    starts = (ends.cumsum(0) - ends).tolist()
    rows = torch.cat([example.rows + start for example, start in zip(batch, starts, strict=True)])
    scores = network(
        torch.cat([example.local for example in batch]), torch.cat([example.whole for example in batch]), rows
    )
    return list(scores.split([len(example.local) for example in batch]))


def main() -> None:
    """Learn, write, and ask the kinds of meeting that were left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path, help="the train split of QMSum, JSON Lines, gzip")
    parser.add_argument("--adapters", type=Path, required=True, help="an adapter for each kind of meeting left out")
    parser.add_argument("--out", type=Path, required=True, help="file that the weights are written to")
    parser.add_argument("--work", type=Path, help="where indexes are kept between runs (default: a temporary folder)")
    parser.add_argument("--number-type", choices=("bfloat16", "float32"), default="bfloat16")
    args = parser.parse_args()
    untuned = SentenceTransformerEmbedder(adapter=False, number_type=args.number_type)
    meetings = data.load(args.train, untuned.max_tokens, untuned.count_tokens)
    with tempfile.TemporaryDirectory() as temporary:
        tuned, plain, examples = {}, {}, {}
        for kind in data.DOMAINS:
            own = [meeting for meeting in meetings if meeting.domain == kind]
            adapted = SentenceTransformerEmbedder(adapters_in=args.adapters / kind, number_type=args.number_type)
            work = (args.work or Path(temporary)) / kind
            tuned[kind] = Ground.build(own, adapted, work / "tuned")
            plain[kind] = Ground.build(own, untuned, work / "untuned")
            examples[kind] = tuned[kind].examples(random.Random(SEED))
            print(f"{kind}: {len(examples[kind])} pools", flush=True)
        train([example for kind in data.DOMAINS for example in examples[kind]]).save(args.out)
        print(f"{args.out}: {args.out.stat().st_size / 1e3:.0f} kB\n")
        print(f"{'kind left out':52s}{'hit@1':>8s}{'hit@5':>8s}{'MRR@10':>8s}{'P@500w':>8s}{'R@2000w':>9s}{'n':>6s}")
        for kind in data.DOMAINS:
            ranker = train([example for other in data.DOMAINS if other != kind for example in examples[other]])
            for across in (False, True):
                where = f"{kind}, {'across its meetings' if across else 'inside one'}"
                for name, ground, rank in (
                    ("nothing learnt", plain[kind], blend()),
                    ("adapter", tuned[kind], blend()),
                    ("ranker", plain[kind], ranker),
                    ("adapter and ranker", tuned[kind], ranker),
                ):
                    _row(f"{where}: {name}", ground.ask(rank, across=across))


def _row(name: str, result: Evaluation) -> None:
    scores = [score for _, score in result.scores]
    means = [
        fmean(getattr(one, field) for one in scores) for field in ("hit_1", "hit_5", "mrr_10", "p_500w", "r_2000w")
    ]
    print(f"{name:52s}" + "".join(f"{mean:8.3f}" for mean in means) + f"{len(scores):7d}", flush=True)


if __name__ == "__main__":
    main()
