"""qa.encoding.int8: near to what it stands for, and the same whatever is computed beside."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from qa.embedding import SentenceTransformerEmbedder
from qa.encoding.int8 import Int8Linear, is_supported

pytestmark = pytest.mark.skipif(not is_supported(), reason="this torch multiplies no int8 on a CPU")
TEXTS = [
    "Mayor Duval: The ferry costs forty thousand a month, and it stays until the bridge is open.",
    "Yes.",
    "",
    "We will look at the budget again in March. " * 20,
    "王部长说，合作很重要。",
]


@pytest.fixture(scope="module")
def layer():
    torch.manual_seed(1)
    return torch.randn(64, 96) / 8, torch.randn(96)


def computed(layer, states):
    return Int8Linear(*layer)(states, torch.empty(len(states), 96))


def test_known_answer():
    # Steps of a token whose largest value is 127 are whole numbers, as are those of weights up to 127.
    weight = torch.tensor([[127.0, 1.0], [-3.0, 127.0]])
    found = Int8Linear(weight, torch.tensor([0.5, 0.0]))(torch.tensor([[127.0, 2.0], [0.0, 0.0]]), torch.empty(2, 2))
    assert torch.allclose(found, torch.tensor([[127.0 * 127 - 6 + 0.5, 127.0 + 254], [0.5, 0.0]]), rtol=1e-6)


def test_near_to_float32(layer):
    states = torch.randn(200, 64)
    exact = torch.addmm(layer[1], states, layer[0])
    assert torch.nn.functional.cosine_similarity(computed(layer, states), exact).min() > 0.9995


def test_a_token_does_not_depend_on_those_beside_it(layer):
    states = torch.cat([torch.randn(30, 64), 1000 * torch.randn(1, 64)])
    whole = computed(layer, states)
    assert torch.equal(computed(layer, states[:7]), whole[:7])
    # What is left of more tokens in the same memory changes nothing.
    linear = Int8Linear(*layer)
    linear(states, torch.empty(31, 96))
    assert torch.equal(linear(states[5:9], torch.empty(4, 96)), whole[5:9])


def test_an_input_far_larger_than_the_others_leaves_them_their_steps(layer):
    states = torch.randn(200, 64)
    states[:, 5] *= 60
    weight, bias = layer
    exact = torch.addmm(bias, states, weight)
    off = [
        (Int8Linear(weight, bias, largest)(states, torch.empty(200, 96)) - exact).abs().mean()
        for largest in (None, states.abs().amax(0))
    ]
    assert off[1] < off[0] / 3


def test_passages_mean_the_same_and_are_the_same_in_any_company():
    plain, quick = (SentenceTransformerEmbedder(number_type=name) for name in ("float32", "int8"))
    vectors, alone = quick.encode_passages(TEXTS), np.concatenate([quick.encode_passages([text]) for text in TEXTS])
    assert quick.number_type == "int8"
    assert np.allclose(vectors, alone, atol=1e-6)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert np.einsum("ij,ij->i", vectors, plain.encode_passages(TEXTS)).min() > 0.99
    # Questions are read in float32 by both.
    assert np.array_equal(quick.encode_queries(TEXTS), plain.encode_queries(TEXTS))
