"""The forms of label go through hostile lines once, however long these are."""

from __future__ import annotations

import pytest

from qa.transcripts import read_text
from qa.transcripts.forms import FORMS, Form
from tests.support.growth import linear

_HEADS = (
    "Ann|Ann x|Ann,|Ann —|Ann (x)|[Ann]|[Ann|<Ann|- Ann|# Ann|*Ann|**Ann:|Ann 0:05|Ann (0:05)|0:05|0:05 Ann|"
    "[0:05] Ann|12/03/24, 09:15|12/03/24, 09:15 - Ann|[06-Feb-24 09:01 AM] Ann|2024-07-24 09:15:00|00:07:29 From|"
    "00:07:29 From Ann|MR. DOE|Q|Q.|【Ann|● "
).split("|")
_RUNS = [" ", "\t", "\u3000", ".", "-", "7", "A", "(", "[", "]", "*", "_", ", ", "- ", "~ ", "a ", "A. ", "0:05 "]
_TAILS = ["x: a", "?"]


def _hostile(length: int) -> str:
    lines = [head + run * (length // len(run)) + tail for head in _HEADS for run in _RUNS for tail in _TAILS]
    return "\n" + "\n".join(lines) + "\n"


_TEXTS = {length: _hostile(length) for length in (500, 4000)}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_lines_eight_times_as_long_take_eight_times_as_long_not_sixty_four(form: Form) -> None:
    assert linear(lambda length: form.scan(_TEXTS[length]), 4000)


@pytest.mark.parametrize("line", ["Ann{}x: a", "Ann{}?", "Ann 0:05{}x: a", "00:07:29 From{}x{}y", "Ann: I do.{}x: a"])
def test_a_line_of_spaces_is_read_at_all(line: str) -> None:
    text = read_text(line.replace("{}", " " * 200_000) + "\n", "a.txt")
    assert len(text.turns) == 1


def test_a_message_of_spaces_is_read_at_all() -> None:
    spaces = " " * 200_000
    text = f"12/03/2024, 14:02 - Ann: hi\n12/03/2024, 14:03 - Bob: x{spaces}y\n12/03/2024, 14:04 - Ann: bye\n"
    assert len(read_text(text, "a.txt").turns) == 3
