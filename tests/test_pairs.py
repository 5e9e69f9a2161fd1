"""benchmarks.training.pairs and .sentences: questions for single sentences are read where they stand, and learnt."""

from __future__ import annotations

import gzip
import json
import sys
from functools import cache

import numpy as np
import pytest

from benchmarks.training import pairs, sentences
from qa.chunking import Size
from qa.encoding.adapter import SHIPPED, Adapter
from qa.sentences import spans


def write(path, records):
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)


def talk(name, turns, questions):
    return {"id": name, "title": name, "date": "2024-05-01", "turns": turns, "questions": questions}


made_up, folders = cache(pairs.made_up), cache(pairs.folders)
MADE_UP = [pairs.ADAPTER, pairs.VERIFIER, pairs.HELD_OUT, pairs.MEASURED]


@pytest.fixture(scope="module", params=MADE_UP)
def shipped(request):
    return made_up(pairs.FOLDER / request.param)


def test_every_answered_question_names_a_sentence_and_no_other_does(shipped):
    asked = [(one, question) for one in shipped for question in one.asked]
    assert len(asked) > 1500
    for one, question in asked:
        assert bool(question.answers) != bool(question.why_not), question
        for turn, start in question.answers:
            assert start in {begin for begin, _ in spans(one.turns[turn].text)}
    assert {q.why_not for _, q in asked} == {None, "absent", "detail", "false_premise", "other_speaker"}


def test_the_talks_that_are_measured_are_not_learnt():
    files = [{one.turns for one in made_up(pairs.FOLDER / name)} for name in MADE_UP]
    assert len(set().union(*files)) == sum(map(len, files))
    ids = [one.id for name in MADE_UP for one in made_up(pairs.FOLDER / name)]
    assert len(set(ids)) == len(ids)


WORLDS = [pairs.WORLDS, pairs.WORLDS_HELD_OUT]
LEARNT_OF_WORLDS = [pairs.WORLDS, pairs.NATURAL, pairs.TWINS]


@pytest.mark.parametrize("name", WORLDS)
def test_every_question_of_a_world_names_sentences_of_its_transcripts_or_none(name):
    with gzip.open(pairs.FOLDER / name, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    worlds = folders(pairs.FOLDER / name)
    assert len(worlds) == len(records) >= 4
    for world, record in zip(worlds, records, strict=True):
        turns = {talk.id: talk.turns for talk in world.talks}
        assert len(turns) == 6 and len(world.asked) == 240
        for (question, answers), written in zip(world.asked, record["questions"], strict=True):
            assert question == written["question"]
            # Each quote stands in one place of the whole world.
            assert len(answers) == len(written.get("quotes", ())) and bool(answers) != ("why_not" in written), question
            for (talk, turn, start), quote in zip(sorted(answers), sorted_by_place(written, turns), strict=True):
                (end,) = [end for begin, end in spans(turns[talk][turn].text) if begin == start]
                assert quote in turns[talk][turn].text[start:] and start < end


def sorted_by_place(written, turns):
    """The quotes of a question by the talk, turn and offset where they stand."""
    every = [(talk, turn.index, turn.text.find(quote), quote) for quote in written.get("quotes", ())
             for talk, said in turns.items() for turn in said if quote in turn.text]  # fmt: skip
    return [quote for *_, quote in sorted(every)]


@pytest.mark.parametrize("name", [pairs.NATURAL, pairs.NATURAL_HELD_OUT, pairs.TWINS, pairs.TWINS_HELD_OUT])
def test_every_natural_question_names_sentences_of_its_transcripts_or_none(name):
    with gzip.open(pairs.FOLDER / name, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    for world, record in zip(folders(pairs.FOLDER / name), records, strict=True):
        assert len(world.talks) in (4, 6)
        text = "\n".join(turn.text for talk in world.talks for turn in talk.turns)
        for (question, answers), written in zip(world.asked, record["questions"], strict=True):
            assert question == written["question"]
            assert bool(answers) != ("why_not" in written), question
            assert all(quote in text for quote in written.get("quotes", ())), question


@pytest.mark.parametrize("held_out", [pairs.WORLDS_HELD_OUT, pairs.NATURAL_HELD_OUT, pairs.TWINS_HELD_OUT])
@pytest.mark.parametrize("name", LEARNT_OF_WORLDS)
def test_worlds_that_are_measured_are_not_learnt(name, held_out):
    learnt, measured = (
        {turn.text for world in folders(pairs.FOLDER / file) for talk in world.talks for turn in talk.turns
         if len(turn.text) > 60} for file in (name, held_out)
    )  # fmt: skip
    assert learnt and measured and not learnt & measured


def test_a_talk_is_a_folder_of_its_own():
    (world, *_), (talk, *_) = folders(pairs.FOLDER / pairs.HELD_OUT), made_up(pairs.FOLDER / pairs.HELD_OUT)
    assert world.talks == (talk,)
    assert [question for question, _ in world.asked] == [one.question for one in talk.asked]
    assert [answers for _, answers in world.asked] == [tuple((talk.id, *at) for at in q.answers) for q in talk.asked]


def test_what_answers_are_measured_on_is_not_learnt(repo_root):
    measured = {
        json.loads(line)["question"]
        for path in (repo_root / "benchmarks/data/answers").rglob("*.jsonl")
        if path.name != "training.jsonl"
        for line in path.read_text("utf-8").splitlines()
    }
    learnt = {q.question for name in MADE_UP for t in made_up(pairs.FOLDER / name)
              for q in t.asked} | {q.question for asked in pairs.of_meetings().values() for q in asked}  # fmt: skip
    learnt |= {question for name in WORLDS for world in folders(pairs.FOLDER / name) for question, _ in world.asked}
    assert not measured & learnt


def test_sentences_are_numbered_in_the_order_of_their_vectors(tmp_path):
    turns = [["Ann", "The boiler gave up on Tuesday. We sat there in coats."], ["Bo", "Who pays for a new one then?"]]
    asked = [{"question": "When did the heating stop?", "kind": "fact", "quotes": ["gave up on Tuesday"]},
             {"question": "What was worn inside?", "kind": "fact", "quotes": ["in coats"]},
             {"question": "What does a new one cost?", "why_not": "detail"}]  # fmt: skip
    write(tmp_path / "a.jsonl.gz", [talk("a", turns, asked)])
    (read,) = pairs.made_up(tmp_path / "a.jsonl.gz")
    assert [one.answers for one in read.asked] == [((0, 0),), ((0, 31),), ()]

    def count(texts):
        return [len(text.split()) for text in texts]

    cut = read.passages(Size(6, count, 60, count))
    assert len(cut) > 1
    assert pairs.numbered({"a": cut}) == {("a", 0, 0): (0, 0), ("a", 0, 31): (1, 1), ("a", 1, 0): (2, 2)}
    # In a world they are numbered on from one transcript to the next.
    both = pairs.numbered({"a": cut, "b": cut})
    assert both["b", 0, 0] == (3, 3)
    assert both["b", 1, 0] == (5, 5)


def test_a_round_of_training_writes_an_adapter_of_the_model(tmp_path, monkeypatch, capsys):
    folder = tmp_path / "pairs"
    folder.mkdir()
    matters = ("boiler", "roof", "organ", "gate", "clock", "choir")
    turns = [["Ann Bell" if n % 2 else "Bo Carr", f"The {m} was mended on day {n}. We paid {n} hundred for that."]
             for n, m in enumerate(matters, 1)]  # fmt: skip
    asked = [{"question": f"When was the {m} put right?", "kind": "fact", "quotes": [f"The {m} was mended"]}
             for m in matters]  # fmt: skip
    write(folder / pairs.ADAPTER, [talk(name, turns, asked) for name in ("a", "b", "c")])
    said = [{"speaker": one, "content": text} for one, text in turns]
    query = {"query": "What was said about the boiler?", "answer": "It was mended on day one for a hundred.",
             "relevant_text_span": [["0", "1"]]}  # fmt: skip
    meeting = {"id": "ES1", "meeting_transcripts": said, "specific_query_list": [query], "topic_list": []}
    write(tmp_path / "train.jsonl.gz", [meeting])
    question = {"meeting": "ES1", "kind": "fact", "question": "what did the roof cost", "answers": [[1, 30]]}
    write(folder / pairs.MEETINGS, [question])
    before = next(SHIPPED.rglob("*.safetensors"))
    arguments = [tmp_path / "train.jsonl.gz", "--pairs", folder, "--start", before, "--out", tmp_path / "out",
                 "--measure", 1, "--epochs", 2]  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["sentences", *map(str, arguments)])
    sentences.main()
    out = capsys.readouterr().out
    assert "2 made-up talks, 1 meetings, 0 talks and worlds more" in out
    assert "epoch 2, left out: talks, first " in out
    first, now = Adapter.load(before), Adapter.load(tmp_path / "out" / "adapter.safetensors")
    assert now.base == first.base and set(now.layers) == set(first.layers)
    moved = [np.abs(now.layers[name].change - first.layers[name].change).max() for name in first.layers]
    assert 0 < max(moved) < 0.1

    # And it goes on with worlds: what is written is not further away than what was reached.
    place = {"id": "w", "transcripts": [{"id": name, "title": "A", "date": "2024-02-01", "turns": turns}
                                        for name in ("one", "two")], "questions": asked}  # fmt: skip
    for name in (pairs.VERIFIER, pairs.HELD_OUT):
        write(folder / name, [talk("d", turns, asked)])
    for name in (pairs.WORLDS, pairs.NATURAL, pairs.WORLDS_HELD_OUT, pairs.NATURAL_HELD_OUT):
        write(folder / name, [place])
    arguments = [*arguments[:-6], "--start", tmp_path / "out" / "adapter.safetensors", "--out", tmp_path / "more",
                 "--measure", 1, "--epochs", 1, "--worlds"]  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["sentences", *map(str, arguments)])
    sentences.main()
    out = capsys.readouterr().out
    assert "2 made-up talks, 1 meetings, 3 talks and worlds more" in out
    assert "before: talks, first " in out and "epoch 1, left out: talks, first " in out and "; worlds, first " in out
    more = Adapter.load(tmp_path / "more" / "adapter.safetensors")
    moved = [np.abs(more.layers[name].change - now.layers[name].change).max() for name in now.layers]
    assert 0 < max(moved) < 0.1
