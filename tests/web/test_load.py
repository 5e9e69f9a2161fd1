"""A short run of the page under load, and what it measures by."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.stress.frame import Tally
from tests.stress.load import Sample, judge, slope


@pytest.mark.skipif(sys.platform != "linux", reason="memory and files are read from /proc")
def test_sessions_at_once_see_no_error_and_nothing_of_each_other(repo_root, offline_env):
    line = [sys.executable, "-m", "tests.stress.load", "--seconds", "2", "--sessions", "6", "--seed", "3"]
    done = subprocess.run(line, cwd=repo_root, env=offline_env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    for what in ("question on the page", "transcript opened", "file added", "document removed", "/ask"):
        assert f"  {what}: " in done.stdout


def test_a_slope_is_by_the_minute():
    assert slope([(0.0, 10.0), (30.0, 11.0), (60.0, 12.0)]) == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("megabytes", "files", "threads", "wrong"),
    [(0.0, 0.0, 0.0, []), (0.05, 0, 0, ["memory"]), (0.0, 0.5, 0, ["open files"]), (0.0, 0, 0.5, ["threads"])],
)
def test_what_grows_for_ever_is_seen(megabytes, files, threads, wrong):
    samples = [
        Sample(float(at), 500 + at * megabytes, 40 + int(at * files), 30 + int(at * threads)) for at in range(300)
    ]
    tally = Tally("load", 1)
    judge(samples, 300, tally)
    assert [one.partition(":")[0] for one in tally.failures] == wrong
