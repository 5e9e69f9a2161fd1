"""`make demo` on a copy: the made-up transcripts are served, and the committed ones are left alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time

import httpx
import pytest

from tests.support.programs import QUIET, call

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make demo needs make")

TRANSCRIPTS = "benchmarks/data/answers/transcripts"


@pytest.fixture
def clone(tmp_path, repo_root, demo_site, offline_env):
    """What the target needs of a clone, with an environment that is set up and an index that only wants checking."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt", ".gitignore"):
        shutil.copy(repo_root / name, tmp_path)
    shutil.copytree(repo_root / TRANSCRIPTS, tmp_path / TRANSCRIPTS)
    shutil.copytree(demo_site / "index", tmp_path / "build/demo/index")
    command = tmp_path / ".venv/bin/qa"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qa.cli "$@"\n')
    command.chmod(0o755)
    (tmp_path / ".venv/.run-stamp").touch()
    return tmp_path


def test_it_serves_the_made_up_transcripts(clone, offline_env):
    log = clone / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            ["make", "demo", "PORT=0"], cwd=clone, env=offline_env, stdout=out, stderr=out, start_new_session=True
        )
    try:
        url = address(process, log)
        listed = call(url, "documents", {})[1][0]
        assert listed["counts"]["documents"] == 14
        assert listed["counts"]["speakers"] > 20
        assert len({one["date"] for one in listed["documents"]}) > 10
        assert httpx.get(url, **QUIET).status_code == 200
        (clone / "build/demo/seeds/2023-03-14-council-ferry.txt").unlink()
        report = call(url, "build", {})[1][0]
        assert report["removed"] == ["2023-03-14-council-ferry.txt"]
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=30)
    assert (clone / TRANSCRIPTS / "2023-03-14-council-ferry.txt").exists()
    assert not (clone / "seeds").exists()
    assert not (clone / "index").exists()
    assert "14 documents, 115 passages (0 encoded)" in log.read_text()


def address(process, log):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        found = [line.split()[-1] for line in log.read_text().splitlines() if line.startswith("the page is at http")]
        if found:
            return found[0].rstrip("/")
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_it_is_listed_ignored_and_cleaned(clone):
    shown = subprocess.run(["make", "help"], cwd=clone, capture_output=True, text=True, check=True).stdout
    assert "\n  demo " in shown
    assert "/build/" in (clone / ".gitignore").read_text().splitlines()
    for folder in ("qa", "tests"):
        (clone / folder).mkdir()
    (clone / "app.py").touch()
    subprocess.run(["make", "clean"], cwd=clone, capture_output=True, check=True)
    assert not (clone / "build").exists()
