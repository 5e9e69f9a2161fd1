"""qa.ranking.reranking: a real cross-encoder, tiny and untrained, orders the hits; search keeps the rest behind."""

from __future__ import annotations

import numpy as np
import pytest

from qa.config import DEFAULT_MODEL
from qa.embedding import locate
from qa.errors import ModelError
from qa.models import Hit
from qa.ranking.reranking import CrossEncoderReranker
from qa.retrieval import RERANKED, rescored


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A cross-encoder of a few thousand random weights, in a folder."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("cross-encoder")
    tokenizer = AutoTokenizer.from_pretrained(locate(DEFAULT_MODEL))
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=tokenizer.vocab_size,
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=1,
        initializer_range=1.0,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def hit(n):
    return Hit("d", None, None, n, n, 0, 5, (), f"Ann: words number {n}", 1 / (n + 1))


def test_scores_follow_question_and_text(tiny):
    reranker = CrossEncoderReranker(str(tiny))
    texts = ["The bridge opens.", "Meals are free.", "The bridge opens."]
    scores = reranker.scores("When does the bridge open?", texts)
    assert scores.shape == (3,)
    assert scores[0] == pytest.approx(scores[2], abs=1e-5) and scores[0] != scores[1]
    assert not np.allclose(scores, reranker.scores("What is free?", texts))


def test_unknown_model_is_named():
    with pytest.raises(ModelError, match="no-such-model"):
        CrossEncoderReranker("no-such-model")


class Backwards:
    """Likes the later texts better."""

    def __init__(self):
        self.read = []

    def scores(self, question, texts):
        self.read.append((question, list(texts)))
        return np.arange(len(texts), dtype=np.float32)


def test_first_hits_are_ordered_anew_and_the_rest_follow():
    hits = [hit(n) for n in range(RERANKED + 3)]
    reranker = Backwards()
    found = rescored("q", hits, reranker)
    assert [one.first_turn for one in found[:2]] == [RERANKED - 1, RERANKED - 2]
    assert [one.first_turn for one in found[-3:]] == [RERANKED, RERANKED + 1, RERANKED + 2]
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == len(scores)
    assert reranker.read == [("q", [one.text for one in hits[:RERANKED]])]


def test_nothing_found_is_not_read():
    reranker = Backwards()
    assert rescored("q", [], reranker) == [] and reranker.read == []
