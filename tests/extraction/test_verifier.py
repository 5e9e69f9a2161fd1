"""qa.extraction.verifier, its model, and how what it says is used: the real weights, and scores by hand."""

from __future__ import annotations

import gzip
import json
import math
import sys

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModel, AutoTokenizer

from benchmarks.training import pairs, whole
from benchmarks.training import verifier as training
from benchmarks.training.adapter import copies, partway
from qa.config import DEFAULT_MODEL
from qa.embedding import locate
from qa.encoding import adapter
from qa.encoding.adapter import Adapter
from qa.encoding.crossing import HEAD, CrossEncoder
from qa.encoding.int8 import is_supported
from qa.errors import ModelError
from qa.extraction import selection
from qa.extraction.candidates import Sentence, of_turn
from qa.extraction.verifier import LONGEST_QUESTION, LONGEST_SENTENCE, SHIPPED, ShippedVerifier, put
from qa.models import Document, Turn

DOCUMENT = Document("d.txt", None, None, "dialogue", 2, 1, 1, ("ANN", "BOB"))

TURNS = [["Ann Bell", "The boiler cost nine hundred. It was mended on Monday."], ["Bo Carr", "The gate is red."]]
OTHERS = [["Bo Carr", "The roof cost two thousand. It leaks in the north."], ["Ann Bell", "The organ is silent."]]
ASKED = [
    {"question": "What did the boiler cost?", "quotes": ["cost nine hundred"]},
    {"question": "What did the roof cost?", "quotes": ["cost two thousand"]},
    {"question": "What did the organ cost?", "why_not": "detail"},
]
WORLD = {"id": "w", "questions": ASKED, "transcripts": [
    {"id": name, "title": name, "date": "2024-05-01", "turns": said} for name, said in (("a", TURNS), ("b", OTHERS))
]}  # fmt: skip


@pytest.fixture(scope="module")
def verifier():
    return ShippedVerifier()


def sentence(text, score=0.5):
    return Sentence(DOCUMENT, Turn(0, "ANN", text), 0, len(text), 1.0, score=score)


def test_a_sentence_is_read_with_its_speaker_and_what_it_replies_to():
    (reply,) = of_turn(DOCUMENT, Turn(1, "ANN", "Not before the summer."), Turn(0, "BOB", "When does it open?"), 1.0)
    assert put(reply) == "ANN: When does it open? | Not before the summer."
    assert put(sentence("It opens in June.")) == "ANN: It opens in June."
    _, leaning = of_turn(DOCUMENT, Turn(1, None, "The bridge is old. It will be torn down."), None, 1.0)
    assert put(leaning) == ": The bridge is old. | It will be torn down."


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("When will the bridge open again?", "It should carry cars by the ninth of March.", "The bridge is old."),
        ("What does the new roof cost?", "We paid forty thousand for it.", "The roof leaks over the stage."),
        ("Why was the concert called off?", "The singer had lost her voice.", "The concert was to be on Friday."),
        ("Does Ann want the wall?", "I want it built, and I always did.", "The wall is two metres high."),
    ],
)
def test_an_answer_is_told_from_what_only_speaks_of_the_matter(verifier, question, answer, other):
    first, second = verifier.scores(question, [f"Ann: {answer}", f"Ann: {other}"])
    assert first > second


@pytest.mark.parametrize(("numbers", "within"), [("float32", 2e-3), ("bfloat16", 0.15), ("int8", 0.8)])
def test_it_is_the_model_as_transformers_runs_it(numbers, within):
    if numbers == "int8" and not is_supported():
        pytest.skip("no whole numbers of eight bits here")
    verifier = CrossEncoder(DEFAULT_MODEL, SHIPPED, LONGEST_QUESTION, LONGEST_SENTENCE, numbers)
    asked = "When will the bridge open again?"
    said = ["Ann: It should carry cars by March.", "Bob: " + "The bridge is an old one, and a long one. " * 20]
    folder = locate(DEFAULT_MODEL)
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()
    for name, layer in adapter.Adapter.load(SHIPPED).layers.items():
        model.get_submodule(name).weight.data += torch.from_numpy(layer.change)
    head = load_file(SHIPPED.with_name(HEAD))
    for text, score in zip(said, verifier.scores(asked, said), strict=True):
        question, sentence = (tokenizer(one, add_special_tokens=False)["input_ids"] for one in (asked, text))
        begin, end = tokenizer.cls_token_id, tokenizer.sep_token_id
        ids = [begin, *question[:LONGEST_QUESTION], end, *sentence[:LONGEST_SENTENCE], end]
        with torch.no_grad():
            mean = model(torch.tensor([ids])).last_hidden_state[0].mean(0)
        assert score == pytest.approx(float(mean @ head["weight"][0] + head["bias"][0]), abs=within)


def test_what_is_read_beside_it_changes_nothing(verifier):
    texts = ["Ann: It opens in June.", "Bob: Nobody knows.", "Ann: " + "It is a long story. " * 30]
    together = verifier.scores("When does it open?", texts)
    assert together == pytest.approx([verifier.scores("When does it open?", [one])[0] for one in texts], abs=1e-3)
    assert verifier.scores("When does it open?", []) == []


def test_the_card_is_of_the_weights_that_ship():
    card = json.loads(SHIPPED.with_name("card.json").read_text("utf-8"))
    assert card["sha256"] == adapter.sha256(SHIPPED), "the card tells of other weights"
    assert card["head_sha256"] == adapter.sha256(SHIPPED.with_name(HEAD))
    assert card["base_sha256"] == adapter.sha256(locate(DEFAULT_MODEL) / adapter.WEIGHTS) == adapter.base_of(SHIPPED)


def test_a_missing_or_damaged_head_is_named(tmp_path):
    path = tmp_path / "adapter.safetensors"
    path.write_bytes(SHIPPED.read_bytes())
    for damage in (lambda head: None, lambda head: head.write_bytes(b"no"), lambda head: save_file({}, head)):
        damage(tmp_path / HEAD)
        with pytest.raises(ModelError, match=f"{HEAD} is missing or damaged: reinstall qa"):
            CrossEncoder(DEFAULT_MODEL, path, 8, 8)


def test_what_answers_comes_first_and_the_others_keep_their_order():
    ranked = [sentence("The bridge is old.", 0.60), sentence("It opens in June.", 0.59), sentence("It is red.", 0.3)]
    again = selection.read_again(ranked, [-2.0, 2.0])
    assert [one.text for one in again] == ["It opens in June.", "The bridge is old.", "It is red."]
    assert again[0].score == 0.59 and again[1].score < 0.59
    assert selection.read_again(ranked, [2.0, -2.0])[0].text == "The bridge is old."
    assert selection.read_again(ranked, []) == ranked


def test_far_ahead_stays_ahead():
    ranked = [sentence("The bridge is old.", 0.9), sentence("It opens in June.", 0.3)]
    assert selection.read_again(ranked, [-40.0, 40.0])[0].text == "The bridge is old."


def test_a_round_of_training_learns_to_tell_them_apart(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "pairs"
    folder.mkdir()
    matters = ("boiler", "roof", "organ", "gate")
    turns = [["Ann Bell" if n % 2 else "Bo Carr", f"The {m} was mended on day {n}. We paid {n} hundred for the {m}."]
             for n, m in enumerate(matters, 1)]  # fmt: skip
    asked = [*({"question": f"What did the {m} cost?", "kind": "fact", "quotes": [f"paid {n} hundred"]}
               for n, m in enumerate(matters, 1)),
             {"question": "Who broke the organ?", "why_not": "detail"}]  # fmt: skip
    for name in (pairs.ADAPTER, pairs.VERIFIER, pairs.HELD_OUT):
        talk = {"id": name[:3], "title": name, "date": "2024-05-01", "turns": turns, "questions": asked}
        with gzip.open(folder / name, "wt", encoding="utf-8") as file:
            file.write(json.dumps(talk) + "\n")
    start = next(adapter.SHIPPED.rglob("*.safetensors"))
    arguments = ["--pairs", folder, "--start", start, "--out", tmp_path / "out", "--work", tmp_path, "--epochs", 12]
    monkeypatch.setattr(sys, "argv", ["verifier", *map(str, arguments)])
    training.main()
    out = capsys.readouterr().out
    # Of the adapter's talks only the answered ones are learnt from.
    assert out.startswith("9 questions known before, 0 of new worlds") and "epoch 12: of those found, first " in out
    found = json.loads((tmp_path / f"{pairs.VERIFIER}.examples.json").read_text("utf-8"))
    assert [any(answers) for _, _, answers in found] == [True] * 4 + [False]
    read = CrossEncoder(DEFAULT_MODEL, tmp_path / "out" / "adapter.safetensors", 40, 64)
    costs, mended = read.scores("What did the roof cost?", [
        "Bo Carr: We paid 2 hundred for the roof.", "Bo Carr: The roof was mended on day 2."
    ])  # fmt: skip
    assert math.isfinite(costs) and costs > mended


def test_it_goes_on_with_questions_asked_of_a_world(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "pairs"
    folder.mkdir()
    talk = {**WORLD["transcripts"][0], "questions": ASKED[:1]}
    for name, record in ((pairs.VERIFIER, talk), (pairs.WORLDS, WORLD), (pairs.WORLDS_HELD_OUT, WORLD)):
        with gzip.open(folder / name, "wt", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
    arguments = ["--worlds", pairs.WORLDS, "--pairs", folder, "--start", SHIPPED, "--out", tmp_path / "out"]
    arguments += ["--epochs", 1]
    monkeypatch.setattr(sys, "argv", ["verifier", *map(str, arguments), "--work", str(tmp_path)])
    training.main()
    assert capsys.readouterr().out.startswith("1 questions known before, 3 of new worlds")
    found = {
        question: (sentences, answers)
        for question, sentences, answers in json.loads((tmp_path / f"{pairs.WORLDS}.examples.json").read_text())
    }
    # All transcripts are asked, and more sentences of them are read.
    sentences, answers = found["What did the roof cost?"]
    assert len(sentences) > training.READ and any(one.startswith("Ann Bell:") for one in sentences)
    assert [one for one, right in zip(sentences, answers, strict=True) if right] == [
        "Bo Carr: The roof cost two thousand."
    ]
    assert not any(found["What did the organ cost?"][1])
    # It began where the other verifier ended.
    start, end = (load_file(str(one / "head.safetensors")) for one in (SHIPPED.parent, tmp_path / "out"))
    assert all(abs(start[name] - end[name]).max() < 0.01 for name in start)


def test_a_part_of_the_way_is_kept_and_passes():
    reader = training.Reader(training.Encoder(locate(DEFAULT_MODEL), torch.float32, training.RANK), SHIPPED)
    began = copies(reader)
    with torch.no_grad():
        reader.head.bias += 2.0
    with partway(reader, began, 0.25):
        assert reader.head.bias.item() == pytest.approx(began[-1].item() + 0.5)
    assert reader.head.bias.item() == pytest.approx(began[-1].item() + 2.0)
    assert all(torch.equal(one, other) for one, other in zip(reader.parameters(), began[:-1], strict=False))


def test_it_goes_on_with_all_its_weights(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "pairs"
    folder.mkdir()
    for name in (*whole.LEARNT_FROM, *whole.LEFT_OUT):
        with gzip.open(folder / name, "wt", encoding="utf-8") as file:
            file.write(json.dumps(WORLD) + "\n")
    arguments = ["--pairs", folder, "--start", SHIPPED, "--out", tmp_path / "out", "--epochs", 1]
    monkeypatch.setattr(sys, "argv", ["whole", *map(str, arguments)])
    whole.main()
    out = capsys.readouterr().out
    assert out.startswith("9 questions") and f"epoch 1, {pairs.TWINS_HELD_OUT}: of those found" in out
    written = tmp_path / "out" / "adapter.safetensors"
    layer = next(iter(Adapter.load(written).layers.values()))
    assert layer.a.shape[0] == layer.b.shape[1] == whole.KEPT_RANK
    # Not much is learnt from three questions: it says nearly what it said before, and not quite.
    sentences = ["Ann Bell: The boiler cost nine hundred.", "Bo Carr: The gate is red."]
    before, after = (
        CrossEncoder(DEFAULT_MODEL, path, 24, 36, "float32").scores("What did the boiler cost?", sentences)
        for path in (SHIPPED, written)
    )
    assert before != after
    assert all(abs(one - other) < 1.0 for one, other in zip(before, after, strict=True))
