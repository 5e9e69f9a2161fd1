"""The real model: passages, their sentences and questions, beside what sentence-transformers itself makes of them."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from qa.config import DEFAULT_MODEL
from qa.embedding import SentenceTransformerEmbedder, locate
from qa.encoding.recipe import passage_prompt
from tests.support.fakes import FakeEmbedder

TEXT = "ANN: The harbour bridge was built in 1931. It was never closed.\nBOB: I disagree about the école, naïvely."
SENTENCES = ["The harbour bridge was built in 1931.", "It was never closed.", "I disagree about the école, naïvely."]
SPANS = [(TEXT.index(one), TEXT.index(one) + len(one)) for one in SENTENCES]
# Of many lengths, out of order; without words; far too long; in other scripts; with what a tokenizer drops.
TEXTS = [
    *(" ".join([TEXT] * repeats) for repeats in (1, 9, 3, 40, 1, 7, 2)),
    *("", "  ", "x", "  two words ", "word " * 500, "港は閉まっていた。" * 60, "ß\u0000 É\u200b a\u0301"),
]


@pytest.fixture(scope="module")
def embedder():
    return SentenceTransformerEmbedder(number_type="float32")


@pytest.fixture(scope="module")
def library(embedder):
    """The model as sentence-transformers has it, the adapter merged."""
    return embedder._whole.model


def spans_of(text):
    """Each word, and all."""
    ends = [at for at, sign in enumerate(text) if sign == " "]
    return [*zip([0, *ends], [*ends, len(text)], strict=True), (0, len(text))]


def plainly(model, texts, spans):
    """The vectors of passages and of spans in them by sentence-transformers' own pass, padded, a text at a time."""
    whole, parts = [], []
    prompt = passage_prompt(model.prompts)
    for text, own in zip(texts, spans, strict=True):
        (row,) = model.encode_document([text], output_value=None)
        offsets = model.tokenizer(
            prompt + text, return_offsets_mapping=True, truncation=True, max_length=model.max_seq_length
        )["offset_mapping"]
        states = row["token_embeddings"].numpy()
        rows = np.zeros((len(own), states.shape[1]), np.float32)
        for at, (start, end) in enumerate(own):
            inside = [
                state
                for state, (first, last) in zip(states, offsets, strict=True)
                if first < last and start + len(prompt) <= first and last <= end + len(prompt)
            ]
            if inside:
                mean = np.mean(inside, 0)
                rows[at] = mean / np.linalg.norm(mean)
        vector = row["sentence_embedding"].numpy()
        whole.append(vector / np.linalg.norm(vector))
        parts.append(rows)
    return np.stack(whole), parts


def test_passages_are_those_of_the_library(embedder, library):
    mine = embedder.encode_passages(TEXTS)
    theirs = library.encode_document(TEXTS, normalize_embeddings=True)
    assert mine.dtype == np.float32
    assert np.abs(mine - theirs).max() < 1e-5
    assert np.sum(mine * theirs, 1).min() > 0.9999


def test_questions_are_those_of_the_library(embedder, library):
    questions = ["Was the bridge ever closed?", "bridge", "", "Who said so? " * 100, "誰が橋を閉めたか"]
    theirs = library.encode_query(questions, normalize_embeddings=True)
    assert np.abs(embedder.encode_queries(questions) - theirs).max() < 1e-5
    # Each alone, and together: what else is asked changes nothing.
    alone = np.concatenate([embedder.encode_queries([one]) for one in questions])
    assert np.abs(alone - theirs).max() < 1e-5


def test_sentences_are_those_of_a_plain_pass(embedder, library):
    spans = [spans_of(text) for text in TEXTS]
    whole, parts = embedder.encode_spans(TEXTS, spans)
    expected_whole, expected_parts = plainly(library, TEXTS, spans)
    assert np.abs(whole - expected_whole).max() < 1e-5
    assert [one.shape for one in parts] == [one.shape for one in expected_parts]
    assert max(np.abs(mine - theirs).max() for mine, theirs in zip(parts, expected_parts, strict=True)) < 1e-5


def test_tokens_are_those_of_the_library(embedder, library):
    counts = [len(ids) for ids in library.tokenizer(TEXTS, add_special_tokens=False)["input_ids"]]
    assert embedder.count_tokens(TEXTS) == counts
    assert embedder.count_tokens([]) == []
    assert embedder.max_tokens == library.max_seq_length - 2
    assert embedder.dimension == library.get_embedding_dimension()


def test_passages_are_the_same_with_and_without_sentences(embedder):
    texts = [TEXT, "Something else, and short.", TEXT * 3]
    vectors, sentences = embedder.encode_spans(texts, [SPANS, [], SPANS])
    assert vectors == pytest.approx(embedder.encode_passages(texts), abs=1e-5)
    assert [one.shape for one in sentences] == [
        (3, embedder.dimension),
        (0, embedder.dimension),
        (3, embedder.dimension),
    ]
    assert np.linalg.norm(sentences[0], axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_a_sentence_knows_what_stands_around_it(embedder):
    (question,) = embedder.encode_queries(["Was the bridge ever closed?"])
    _, (read_in_place,) = embedder.encode_spans([TEXT], [SPANS])
    alone = embedder.encode_passages(SENTENCES)
    assert np.argmax(read_in_place @ question) != 2
    # Alone it does not say what was not closed.
    assert read_in_place[1] @ question > alone[1] @ question


def test_what_the_model_does_not_read_has_no_vector(embedder):
    long = TEXT + " and so on" * 400
    _, (vectors,) = embedder.encode_spans([long], [[SPANS[0], (len(long) - 9, len(long)), (5, 5)]])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 0], abs=1e-5)


def test_no_passages(embedder):
    vectors, sentences = embedder.encode_spans([], [])
    assert vectors.shape == (0, embedder.dimension) and sentences == []
    for encode in (embedder.encode_passages, embedder.encode_queries):
        assert encode([]).shape == (0, embedder.dimension)


def test_many_at_once_get_each_their_own(embedder):
    expected = embedder.encode_passages(TEXTS)
    questions = embedder.encode_queries(TEXTS)
    orders = [np.random.default_rng(seed).permutation(len(TEXTS)) for seed in range(8)]
    with ThreadPoolExecutor(8) as pool:
        passages = pool.map(lambda order: embedder.encode_passages([TEXTS[at] for at in order]), orders)
        asked = pool.map(lambda order: embedder.encode_queries([TEXTS[at] for at in order]), orders)
        for order, vectors, others in zip(orders, passages, asked, strict=True):
            assert np.abs(vectors - expected[order]).max() < 1e-5
            assert np.abs(others - questions[order]).max() < 1e-5


def test_what_else_uses_torch_keeps_its_threads(embedder):
    import torch

    before = torch.get_num_threads()
    embedder.encode_passages([TEXT])
    with ThreadPoolExecutor(1) as pool:
        assert torch.get_num_threads() == pool.submit(torch.get_num_threads).result() == before


def test_half_the_bits_point_the_same_way(embedder):
    rough = SentenceTransformerEmbedder(number_type="bfloat16")
    assert rough.number_type is None
    texts = [TEXT, SENTENCES[0], SENTENCES[1]]
    vectors, sentences = rough.encode_spans(texts, [SPANS, [], []])
    assert (rough.number_type, embedder.number_type) == ("bfloat16", "float32")
    exact, exact_sentences = embedder.encode_spans(texts, [SPANS, [], []])
    assert np.sum(vectors * exact, 1).min() > 0.99
    assert np.sum(sentences[0] * exact_sentences[0], 1).min() > 0.98
    assert rough.encode_queries([TEXT]) == pytest.approx(embedder.encode_queries([TEXT]), abs=1e-6)


@pytest.fixture
def small(tmp_path_factory, monkeypatch):
    """Makes models of a few thousand random weights, as older and newer sentence-transformers write them."""
    import huggingface_hub
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import AutoTokenizer, BertConfig, BertModel

    # The library looks the parts of a model up when it writes the whole.
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)

    def make(pooling, *, known):
        folder = tmp_path_factory.mktemp("small")
        tokenizer = AutoTokenizer.from_pretrained(locate(DEFAULT_MODEL))
        torch.manual_seed(1)
        config = BertConfig(
            vocab_size=tokenizer.vocab_size,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=48,
            max_position_embeddings=64,
            initializer_range=0.5,
        )
        BertModel(config).save_pretrained(folder / "bert")
        tokenizer.save_pretrained(folder / "bert")
        modules = [Transformer(str(folder / "bert"), max_seq_length=48), Pooling(32, pooling)]
        prompts = {"query": "asked: ", "document": "said: "}
        SentenceTransformer(modules=modules, prompts=prompts).save(str(folder / "model"))
        if known:
            (folder / "model" / "sentence_bert_config.json").write_text('{"max_seq_length": 48}', "utf-8")
        return str(folder / "model")

    return make


@pytest.mark.parametrize(("pooling", "known"), [("mean", True), ("mean", False), ("cls", True)])
def test_other_models_are_read_as_the_library_reads_them(small, pooling, known):
    embedder = SentenceTransformerEmbedder(small(pooling, known=known), number_type="float32")
    library = embedder._whole.model
    assert (embedder._recipe is not None) == (known and pooling == "mean")
    spans = [spans_of(text) for text in TEXTS]
    whole, parts = embedder.encode_spans(TEXTS, spans)
    expected_whole, expected_parts = plainly(library, TEXTS, spans)
    assert np.abs(whole - expected_whole).max() < 1e-5
    assert max(np.abs(mine - theirs).max() for mine, theirs in zip(parts, expected_parts, strict=True)) < 1e-5
    assert np.abs(embedder.encode_passages(TEXTS) - expected_whole).max() < 1e-5
    theirs = library.encode_query(TEXTS, normalize_embeddings=True)
    assert np.abs(embedder.encode_queries(TEXTS) - theirs).max() < 1e-5
    assert embedder.max_tokens == library.max_seq_length - 2 - embedder.count_tokens(["said: "])[0]
    assert embedder.sketch(TEXTS).shape == (len(TEXTS), 32)


def test_a_model_that_says_more_than_is_known_is_left_to_the_library(tmp_path):
    from qa.encoding import recipe

    def changed(name, **values):
        folder = tmp_path / f"{name}-{'-'.join(values)}"
        (folder / "1_Pooling").mkdir(parents=True)
        for path in locate(DEFAULT_MODEL).rglob("*config*.json"):
            (folder / path.relative_to(locate(DEFAULT_MODEL))).write_text(path.read_text("utf-8"), "utf-8")
        (folder / "modules.json").write_text((locate(DEFAULT_MODEL) / "modules.json").read_text("utf-8"), "utf-8")
        path = folder / name
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), "utf-8")
        return recipe.read(folder)

    assert changed("config.json") == recipe.read(locate(DEFAULT_MODEL)) is not None
    assert changed("config.json", model_type="mpnet") is None
    assert changed("config.json", hidden_act="relu") is None
    assert changed("config.json", dtype="float16") is None
    assert changed("config.json", position_embedding_type="relative_key") is None
    assert changed("1_Pooling/config.json", pooling_mode_max_tokens=True) is None
    assert changed("sentence_bert_config.json", max_seq_length=1024) is None
    assert changed("sentence_bert_config.json", do_lower_case=True) is None
    assert changed("config_sentence_transformers.json", default_prompt_name="query") is None
    prompts = changed("config_sentence_transformers.json", prompts={"query": "asked: ", "passage": "said: "})
    assert (prompts.query_prompt, prompts.passage_prompt) == ("asked: ", "said: ")
    assert recipe.read(tmp_path) is None


def test_the_fake_reads_spans_alone():
    fake = FakeEmbedder()
    _, (vectors,) = fake.encode_spans([TEXT], [SPANS])
    assert vectors == pytest.approx(fake.encode_passages(SENTENCES))
