"""What the command line prints of what a transcript holds."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

from qa import cli_output as out
from qa.models import Transcript, Turn

STEERING = "up \x9b2A, gone \x7f, red \x1b[31m, titled \x1b]0;x\x07."


@pytest.fixture
def hostile():
    turns = (Turn(0, "EVE\x9b31m", STEERING, start=0.0, end=2.0), Turn(1, "BEN", "Well.", start=2.0, end=3.0))
    return Transcript("a\x9b.txt", "A \x9btitle", "2024-07-24", "json", turns)


def printed(capsys):
    return capsys.readouterr().out


def steers(text):
    return {sign for sign in text if sign != "\n" and (sign < " " or "\x7f" <= sign <= "\x9f")}


def test_json_holds_no_sign_that_steers_a_terminal_and_says_the_same(hostile, capsys):
    out.show_json({"text": STEERING, "own": "é\u2028"})
    shown = printed(capsys)
    assert not steers(shown)
    assert "\\u009b2A" in shown and "é" in shown
    assert json.loads(shown) == {"text": STEERING, "own": "é\u2028"}
    out.transcript(hostile, as_json=True)
    assert not steers(printed(capsys))


def test_a_name_in_a_table_is_shown_as_it_is(hostile, capsys):
    named = replace(hostile, document="x[1]:dog:.txt", turns=(Turn(0, "ANN [bold] :cat:", "Well."),))
    out.survey([named], (), as_json=False)
    shown = printed(capsys)
    assert "x[1]:dog:.txt" in shown
    assert "ANN [bold] :cat:" in shown
    out.transcript(named, as_json=False)
    assert "ANN [bold] :cat:" in printed(capsys)


def test_a_narrow_terminal_cuts_no_name_off(hostile, capsys, monkeypatch):
    """What was cut off could not be given to `qa show`."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    name = "2024-07-24-a-rather-long-name-of-a-transcript.txt"
    out.survey([replace(hostile, document=name, turns=(Turn(0, "ANN DOE", "Well."),))], (), as_json=False)
    shown = printed(capsys)
    assert "…" not in shown
    assert name in "".join(line.split(" ")[1] for line in shown.splitlines() if line.strip())


@pytest.mark.parametrize("width", [30, 40, 45, 52, 64])
def test_a_narrow_terminal_folded_names_to_a_letter_a_line(hostile, capsys, monkeypatch, width):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    turns = tuple(Turn(n, f"COUNCILLOR {n}", "Well.") for n in range(4))
    out.survey([replace(hostile, document="2024-07-24-meeting.txt", turns=turns)], (), as_json=False)
    lines = [line.split() for line in printed(capsys).splitlines() if line.strip()]
    assert "document" in lines[0][0]
    assert "2024-07-24" in lines[2][1:3]
    assert "".join(line[0] for line in lines[2:4]).startswith("2024-07-24-meeting")
    assert max(map(len, lines[2:])) <= len(lines[2])


@pytest.mark.parametrize("form", out.FORMS)
def test_what_is_written_out_again_cannot_steer_a_terminal_and_is_whole_in_a_file(hostile, form, capsys, monkeypatch):
    out.written(hostile, form)
    in_a_file = printed(capsys)
    assert "\x9b2A" in (in_a_file if form != "json" else json.loads(in_a_file)["turns"][0]["text"])
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    out.written(hostile, form)
    on_a_terminal = printed(capsys)
    assert not steers(on_a_terminal)
    assert "Well." in on_a_terminal
    assert on_a_terminal.count("\n") == in_a_file.count("\n")
