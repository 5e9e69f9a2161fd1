"""The real model: passages and their sentences out of one pass."""

from __future__ import annotations

import numpy as np
import pytest

from qa.embedding import SentenceTransformerEmbedder
from tests.support.fakes import FakeEmbedder

TEXT = "ANN: The harbour bridge was built in 1931. It was never closed.\nBOB: I disagree about the école, naïvely."
SENTENCES = ["The harbour bridge was built in 1931.", "It was never closed.", "I disagree about the école, naïvely."]
SPANS = [(TEXT.index(one), TEXT.index(one) + len(one)) for one in SENTENCES]


@pytest.fixture(scope="module")
def embedder():
    return SentenceTransformerEmbedder()


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


def test_the_fake_reads_spans_alone():
    fake = FakeEmbedder()
    _, (vectors,) = fake.encode_spans([TEXT], [SPANS])
    assert vectors == pytest.approx(fake.encode_passages(SENTENCES))
