"""`make run` on a copy, with a command that only notes what it is called with."""

from __future__ import annotations

import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


@pytest.fixture
def run(tmp_path, repo_root, offline_env):
    """`run(variable, ...)`: the lines that `make run` calls the command with, and its exit code."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(repo_root / name, tmp_path)
    command = tmp_path / ".venv/bin/qa"
    command.parent.mkdir(parents=True)
    (tmp_path / ".venv/.run-stamp").touch()

    def make(*variables, building=0):
        command.write_text(f'#!/bin/sh\necho "$*" >> called\n[ "$1" != build ] || exit {building}\n')
        command.chmod(0o755)
        done = subprocess.run(["make", "run", *variables], cwd=tmp_path, env=offline_env, capture_output=True)
        called = (tmp_path / "called").read_text().splitlines()
        return called, done.returncode

    return make


def test_the_page_was_served_without_the_folder_that_was_named(run):
    assert run("SEEDS=my talks") == (["build --seeds my talks", "serve --seeds my talks"], 0)


def test_each_command_gets_what_is_meant_for_it(run):
    called, _ = run("SEEDS=other", "INDEX=place", "HOST=::1", "PORT=0")
    assert called == [
        "build --seeds other --index place",
        "serve --seeds other --index place --host ::1 --port 0",
    ]


def test_what_is_not_given_is_left_to_the_command(run):
    assert run() == (["build", "serve"], 0)


@pytest.mark.parametrize(("building", "serves"), [(1, True), (2, False)])
def test_a_problem_in_building_does_not_keep_the_page_from_opening_and_a_mistake_does(run, building, serves):
    called, code = run(building=building)
    assert called == (["build", "serve"] if serves else ["build"])
    assert (code == 0) is serves
