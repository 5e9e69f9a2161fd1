"""The colours of speakers and marks, as the styles have them: readable in both modes, told apart by all eyes."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from qa.web import static
from qa.web.reader.script import COLOURS

# Linear RGB as eyes see it that lack a kind of cone (Machado, Oliveira and Fernandes, 2009, severity 1).
EYES = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
# A just noticeable difference is about 2.3 in CIELAB; 20 is told apart at a glance.
APART = 20


def variables(mode):
    """The colours of one mode by name."""
    blocks = re.findall(rf"^{re.escape(mode)} {{(.*?)^}}", static.styles(), re.DOTALL | re.MULTILINE)
    return dict(re.findall(r"(--qa-[\w-]+):\s*(#[0-9a-f]{6})", "\n".join(blocks)))


def linear(colour):
    values = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """As WCAG has it."""
    bright, dim = sorted((linear(colour) @ [0.2126, 0.7152, 0.0722] for colour in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def lab(rgb):
    """CIELAB of linear RGB."""
    x, y, z = (
        np.cbrt(value) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
        for value in XYZ @ np.clip(rgb, 0, 1) / [0.95047, 1, 1.08883]
    )
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_the_arithmetic():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ff0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    grey = EYES["protanopia"] @ linear("#808080")
    assert grey == pytest.approx(linear("#808080"), abs=1e-4)


@pytest.mark.parametrize("mode", [":root", ".dark"])
def test_names_and_marks_can_be_read(mode):
    colours = variables(mode)
    pairs = [(f"--qa-s{number}", ground) for number in range(COLOURS) for ground in ("--qa-panel", "--qa-ground")]
    pairs += [("--qa-soft", "--qa-panel"), ("--qa-ink", "--qa-panel"), ("--qa-accent", "--qa-panel")]
    pairs += [("--qa-mark-ink", "--qa-mark"), ("--qa-ink", "--qa-near"), ("--qa-ink", "--qa-problem")]
    pairs += [("--qa-found-ink", "--qa-found"), ("--qa-found-now-ink", "--qa-found-now")]
    low = {pair: round(contrast(*(colours[name] for name in pair)), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in low.items() if ratio < 4.5}


@pytest.mark.parametrize("mode", [":root", ".dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_speakers_are_told_apart(mode, eyes):
    colours = variables(mode)
    seen = {number: lab(EYES[eyes] @ linear(colours[f"--qa-s{number}"])) for number in range(COLOURS)}
    apart = {pair: np.linalg.norm(seen[pair[0]] - seen[pair[1]]) for pair in itertools.combinations(seen, 2)}
    assert min(apart.values()) >= APART, sorted(apart.items(), key=lambda one: one[1])[:3]


def test_every_colour_is_used_by_name():
    for number in range(COLOURS):
        assert f".qa-s{number} {{ --qa-who: var(--qa-s{number}); }}" in static.styles()
