"""Benchmarks and training scripts run from end to end on three small meetings; their parts are right by hand."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import sys
from importlib import import_module

import numpy as np
import pytest

from benchmarks import peers
from benchmarks.baselines import blend
from benchmarks.peer_runs.scoring import as_text, placed, scored
from benchmarks.peer_runs.spans import kept, locate
from benchmarks.qmsum import domain, facts, kind
from benchmarks.stores import table
from benchmarks.summaries import rouge
from benchmarks.training import pairs
from qa.embedding import locate as model_folder
from qa.encoding.adapter import Adapter, base_of, sha256
from qa.evaluation import Gold, Layout, Question, score
from qa.extraction.confidence import Calibration
from qa.models import Hit, Turn
from qa.pool import Pool
from qa.ranking.network import Ranker

SUBJECTS = {
    "ES1": [
        "remote control buttons made of rubber",
        "battery life of the kinetic charger",
        "target price of the product",
    ],
    "Bed1": ["acoustic features of the recordings", "annotation format for the transcripts", "neural network training"],
    "covid_1": ["federal funding for long-term care", "border measures for truck drivers", "student summer grants"],
}


@pytest.fixture(scope="module")
def split(tmp_path_factory):
    """Three meetings of three kinds, each of three subjects talked over in turn."""
    path = tmp_path_factory.mktemp("split") / "small.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for name, subjects in SUBJECTS.items():
            turns, queries = [], []
            for subject in subjects:
                first = len(turns)
                for n in range(12):
                    said = (
                        f"Uh, about the {subject} I would say point {n} matters because everybody asked for it twice."
                    )
                    turns.append({"speaker": ("Ann", "Bob")[n % 2], "content": said})
                span = [[str(first), str(len(turns) - 1)]]
                answer = f"They talked over the {subject} at length and agreed on it."
                queries.append(
                    {
                        "query": f"Summarize the discussion about the {subject}",
                        "answer": answer,
                        "relevant_text_span": span,
                    }
                )
            topics = [
                {"topic": subject, "relevant_text_span": q["relevant_text_span"]}
                for subject, q in zip(subjects, queries, strict=True)
            ]
            general = [{"query": "Summarize the whole meeting", "answer": " ".join(one["answer"] for one in queries)}]
            record = {
                "id": name,
                "meeting_transcripts": turns,
                "specific_query_list": queries,
                "general_query_list": general,
                "topic_list": topics,
            }
            file.write(json.dumps(record) + "\n")
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    """What a script prints, run in this process: starting one takes longer than what most of them do here."""

    def ran(name, *args):
        monkeypatch.setattr(sys, "argv", [name, *map(str, args)])
        assert not import_module(name).main()
        return capsys.readouterr().out

    return ran


def test_quality_finds_what_is_plain_to_find(split, run, tmp_path):
    results = json.loads(run("benchmarks.quality", "--split", split, "--json"))
    inside, across = results["inside one meeting"], results["across all meetings"]
    assert inside["ways"]["as it ships"]["questions"] == 9
    for place in (inside, across):
        ships = place["ways"]["as it ships"]
        # Passages of two subjects are half of each.
        assert ships["hit_5"] == 1 and ships["mrr_10"] > 0.6
        low, high = ships["intervals"]["p_500w"]
        assert low <= ships["p_500w"] <= high
        assert {"without the adapter", "without the ranker", "BM25 only", "a turn a passage, dense"} <= set(
            place["ways"]
        )
        lead = place["ways"]["without the ranker"]["lead"]["p_500w"]
        assert lead[0] == pytest.approx(ships["p_500w"] - place["ways"]["without the ranker"]["p_500w"], abs=2e-4)
        assert set(place["kinds"]) == {"summary"} and place["domains"]["Product"]["questions"] == 3
    said = run("benchmarks.quality", "--split", split, "--json", "--index", tmp_path / "a.db")
    for place, other in json.loads(said).items():
        theirs, mine = other["ways"]["as it ships"], results[place]["ways"]["as it ships"]
        for name in ("hit_1", "hit_5", "mrr_10", "p_500w", "r_2000w"):
            assert theirs[name] == pytest.approx(mine[name], abs=0.01)


def test_summaries_are_held_against_those_that_people_wrote(split, run, tmp_path):
    measured = json.loads(run("benchmarks.summaries", "--split", split, "--work", tmp_path, "--json"))
    assert measured["meetings"] == 3 and 0 < measured["words"] < 250
    # Each subject is talked over in a third of its meeting, in words that stand in the summary.
    assert measured["topics"] == 1
    for name in ("rouge_1", "rouge_2"):
        precision, recall, f1 = (measured[f"{name}_{what}"] for what in ("precision", "recall", "f1"))
        assert 0 < min(precision, recall) <= f1 <= max(precision, recall) <= 1
    fitted = json.loads(run("benchmarks.summaries", "--split", split, "--work", tmp_path, "--fit", "--json"))
    assert set(fitted) == {"meetings", "frequent", "pronouns", "length", "central"}
    assert all(np.isfinite(value) for value in fitted.values())


def test_what_two_summaries_share():
    assert rouge("the ferry sails daily", "The ferry sails weekly.", 1) == pytest.approx((2 / 3, 2 / 3, 2 / 3))
    assert rouge("ferries sail", "a ferry that sails", 1) == (1.0, 1.0, 1.0)
    assert rouge("", "a ferry", 1) == rouge("a ferry", "a car", 2) == (0.0, 0.0, 0.0)


def test_training_writes_what_the_assistant_loads(split, run, tmp_path):
    args = ["--out", tmp_path / "adapters" / "Product", "--hold-out", "Product", "--epochs", 1, "--dtype", "float32"]
    said = run("benchmarks.training.adapter", split, *args)
    assert "2 meetings" in said and "step 1 of 1" in said
    for kind_left_out in ("Academic", "Committee"):
        shutil.copytree(tmp_path / "adapters" / "Product", tmp_path / "adapters" / kind_left_out)
    path = tmp_path / "adapters" / "Product" / "adapter.safetensors"
    adapter = Adapter.load(path)
    assert base_of(path) == sha256(model_folder("all-MiniLM-L6-v2") / "model.safetensors")
    assert len(adapter.layers) == 36 and any(np.abs(layer.change).max() > 0 for layer in adapter.layers.values())

    out = tmp_path / "ranker.npz"
    args = ["--adapters", tmp_path / "adapters", "--out", out, "--number-type", "float32"]
    table = run("benchmarks.training.ranker", split, *args)
    assert "Product, inside one: adapter and ranker" in table
    scores = Ranker.load(out)(pool([0.9, 0.1, 0.2, 0.8]))
    assert scores.shape == (4,) and np.isfinite(scores).all()


def test_the_confidence_is_fitted_and_loads(split, run, tmp_path):
    out, worlds = tmp_path / "confidence.json", tmp_path / "worlds.jsonl.gz"
    with gzip.open(pairs.FOLDER / pairs.WORLDS_HELD_OUT, "rt", encoding="utf-8") as file:
        world = json.loads(next(file))
    world["questions"] = world["questions"][::23]
    with gzip.open(worlds, "wt", encoding="utf-8") as file:
        file.write(json.dumps(world))
    said = run("benchmarks.training.confidence", split, "--out", out, "--meetings", "3", "--worlds", worlds)
    assert all(sort in said for sort in ("own meeting", "another kind", "of a world", "of no use there"))
    loaded = Calibration.load(out)
    assert 0 < loaded.threshold < 1


def test_answers_are_measured(run, repo_root, tmp_path):
    questions = tmp_path / "questions.jsonl"
    wanted = {"fact", "count"}
    lines = (repo_root / "benchmarks/data/answers/worlds/wolves/questions.jsonl").read_text("utf-8").splitlines()
    chosen = [line for line in lines if json.loads(line)["kind"] in wanted][:6]
    questions.write_text("\n".join(chosen), "utf-8")
    said = json.loads(run("benchmarks.answers", "--world", "wolves", "--questions", questions, "--json"))
    assert said["all"]["questions"] == 6 and said["as said"] == 1.0


def pool(dense, bm25=None, documents=None):
    n = len(dense)
    ids = np.arange(n)
    both = np.stack([dense, dense], 1).astype(np.float32)
    words = np.zeros(n, np.float32) if bm25 is None else np.array(bm25, np.float32)
    home = np.zeros(n, np.int64) if documents is None else np.array(documents)
    return Pool(ids, ids, home, both, words, np.zeros(n, np.float32), None, np.ones(n, bool))


def test_both_stores_stand_in_one_table():
    times = {
        "first": 9.0,
        "new": {"p50": 20.0, "p95": 40.0, "n": 3},
        "asked before": {"p50": 10.0, "p95": 12.0, "n": 3},
    }
    result = {"passages": 2500, "built a second": 301.4, "adding a document s": 0.256, "bytes a passage": 4018.4}
    scopes = dict.fromkeys(("search", "one document", "one speaker"), times)
    text = table([{"store": "folder", **result, **scopes}, {"store": "Milvus", **result, **scopes}])
    assert text.splitlines()[-1].split() == "Milvus 2,500 301 0.26 4018 20 40 20 40 20 40 10 100.0".split()


def test_blend_by_hand():
    # Cosine scaled 1, .5, 0; BM25 scaled 0, 1, .25; each has half of its neighbours' besides; times 4.
    rank = blend(0.6, (0.5,))
    own = np.array([0.6, 0.3 + 0.4, 0.1])
    expected = 4 * (own + 0.5 * np.array([own[1], own[0] + own[2], own[1]]))
    assert rank(pool([0.9, 0.5, 0.1], [0, 4, 1])) == pytest.approx(expected)
    apart = 4 * (own + 0.5 * np.array([own[1], own[0], 0]))
    assert rank(pool([0.9, 0.5, 0.1], [0, 4, 1], [0, 0, 1])) == pytest.approx(apart)


def test_kinds_of_question_and_meeting():
    assert [domain(one) for one in ("ES2003d.json", "TS3004a", "Bmr021", "covid_4", "education_3")] == [
        *("Product", "Product", "Academic", "Committee", "Committee")
    ]
    assert kind("Summarize the discussion about tax") == "summary"
    assert kind("Why did Ann disagree with Bob?") == kind("How was it decided?") == "why or how"
    assert kind("What did Marketing think of the colour?") == "somebody's words"
    assert kind("What was the target price?") == "other"


def test_a_made_up_question_names_the_speaker_and_rare_words_of_its_turn():
    turns = [Turn(n, "Ann", " ".join(f"common{chr(97 + k)}" for k in range(12))) for n in range(3)]
    turns.append(Turn(3, "Bob", turns[0].text + " zebra quagga okapi"))
    made, _ = facts([turns, turns[:3]], random.Random(1), 4)
    question = next(text for text, turn in made if turn == 3)
    assert question.startswith("What did Bob say about ")
    assert {"zebra", "quagga", "okapi"} > {word.strip("?") for word in question.split()[5::2]}


def test_a_piece_is_located_whatever_became_of_its_white_space():
    text = "Ann: Yes.\n\nBob: Yes.\n\nAnn: One two  three.\n\nBob: Four."
    assert locate(text, [("Ann: Yes.", None), ("Bob: Yes. Ann: One", None)]) == [(0, 9), (11, 30)]
    # The second "Yes." stands behind the first; what overlaps the piece before is found too; "five" nowhere.
    pieces = [("Yes.", None), ("Yes.", None), ("One two three.", None), ("three. Bob:", None), ("five", None)]
    assert [text[a:b] for a, b in locate(text, pieces)[:4]] == ["Yes.", "Yes.", "One two  three.", "three.\n\nBob:"]
    assert [span and span[0] for span in locate(text, pieces)] == [5, 16, 27, 36, None]
    # An offset is believed where the words stand there.
    assert locate(text, [("Yes.", 16), ("Four.", 3), (" ", 0)]) == [(16, 20), (49, 54), None]


def test_offsets_of_what_was_kept_of_a_text():
    offsets = kept("No. You know", "Bob: No. [Laughter.] You know", len("Bob: "))
    assert [offsets[n] for n in (0, 4, 12)] == [5, 21, 29]
    with pytest.raises(ValueError):
        kept("You know", "Bob: No.")


def test_pieces_of_a_file_are_scored_as_hits_on_its_turns_are():
    said = [Turn(n, "Ann" if n % 2 else "Bob", f"w{n} " * 9 + f"end{n}.") for n in range(6)]
    turns = {"one.txt": said, "two.txt": said[:2]}
    texts = {document: as_text(one) for document, one in turns.items()}
    paragraphs = [{"text": " ".join(one.split()), "start": None, "end": None} for one in texts["one.txt"].split("\n\n")]
    pieces = [{"document": "one.txt", **one} for one in paragraphs]
    elsewhere = {"document": "two.txt", "text": "Bob: w0 w0", "start": 0, "end": None}
    named = {"document": "one.txt", "text": "changed beyond finding", "start": 0, "end": len(paragraphs[0]["text"])}
    hits, lost = placed([*pieces, elsewhere, named, {**named, "end": None}], texts)
    assert lost == 1 and (hits[6].start, hits[6].end) == (0, 10) and (hits[7].start, hits[7].end) == (0, hits[0].end)

    question = Question("?", "one.txt", (Gold("one.txt", 2, 3),))
    found = [6, 8, 0, 3, 2]
    (scores,) = scored([question], [found], hits, turns)
    assert (scores.hit_1, scores.hit_5, scores.mrr_10) == (0.0, 1.0, 1 / 4)
    lengths = [10, 0, *(len(paragraphs[n]["text"]) for n in (0, 3, 2))]
    assert scores.p_500w == pytest.approx(sum(lengths[3:]) / sum(lengths))
    # The blank line between the two turns is gold, and no turn's.
    assert scores.r_2000w == pytest.approx(sum(lengths[3:]) / (sum(lengths[3:]) + 2))

    as_turns = [
        Hit("one.txt", None, None, n, n, 0, len(said[n].text), (), paragraphs[n]["text"], 0.0) for n in (0, 3, 2)
    ]
    assert scored([question], [[0, 3, 2]], hits, turns) == [score(as_turns, question.gold, {"one.txt": Layout(said)})]


def test_peers_go_on_without_one_that_cannot_be_run(split, tmp_path, monkeypatch):
    monkeypatch.setitem(peers.PEERS, "absent", peers.Peer("absent", ()))
    files = peers.Files.write(split, tmp_path, meetings=2)
    assert [path.name for path in sorted(files.folder.iterdir())] == ["Bed1.txt", "ES1.txt"]
    assert files.words == sum(len(path.read_text("utf-8").split()) for path in files.folder.iterdir())
    assert {one.document for one in files.questions} == {"Bed1.txt", "ES1.txt"} and len(files.questions) == 6
    results, failed = peers.measure(files, {"absent": sys.executable}, runs=2)
    assert not results and "absent" in failed["absent"]


def test_peers_measures_qa_itself(split, run):
    result = json.loads(run("benchmarks.peers", "--split", split, "--only", "qa", "--runs", 1, "--json"))
    ours = result["systems"]["qa"]
    assert result["meetings"] == 3 and result["failed"] == {} and ours["not located"] == 0
    assert ours["unread"] == 0 and ours["bytes"] > 0 and ours["words a second"]["median"] > 0
    inside = ours["quality"]["inside one meeting"]
    assert inside["questions"] == 9 and inside["hit_5"] == 1 and inside["mrr_10"] > 0.6
