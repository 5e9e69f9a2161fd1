"""Files that Gradio leaves behind are deleted when they are old, whatever comes and goes meanwhile."""

from __future__ import annotations

import os
import threading
import time
from types import SimpleNamespace

import gradio as gr
import pytest

from qa.web import leftovers
from qa.web.leftovers import Leftovers, sweep

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture
def page():
    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.File(label="Dropped")
    yield blocks
    blocks.close(verbose=False)


@pytest.fixture
def left(page, tmp_path):
    """`left(name)` is a file that the page knows of."""

    def make(name):
        path = tmp_path / name
        path.write_text(name)
        page.upload_file_set.add(str(path))
        return path

    return make


def test_a_machine_that_stood_still_made_a_new_file_old(page, left, monkeypatch):
    old = left("old.txt")
    made = old.stat().st_ctime
    new = left("new.txt")
    while new.stat().st_ctime == made:
        # The clock of the file system ticks more slowly than this runs.
        new.touch()
    # A power of two, so that nothing is rounded off the edge.
    monkeypatch.setattr(leftovers, "time", SimpleNamespace(time=lambda: made + 64))
    assert sweep(page, 64) == 1
    assert not old.exists() and new.exists()
    assert page.upload_file_set == {str(new)}


def test_the_name_of_a_file_that_is_gone_is_forgotten(page, left):
    os.remove(left("moved.txt"))
    assert sweep(page, 3600) == 0
    assert page.upload_file_set == set()


def test_what_a_component_keeps_stays(page, left):
    kept = left("kept.txt")
    next(iter(page.blocks.values())).keep_in_cache.add(str(kept))
    assert sweep(page, 0) == 0 and kept.exists()


def test_files_that_come_meanwhile_do_not_end_it(page, left):
    """Gradio's own task ended with "Set changed size during iteration", and nothing was deleted any more."""
    stop = threading.Event()

    def upload():
        number = 0
        while not stop.is_set():
            page.upload_file_set.add(f"/nowhere/{number}")
            number += 1
            time.sleep(0.0001)

    uploads = [threading.Thread(target=upload) for _ in range(2)]
    for one in uploads:
        one.start()
    try:
        for number in range(30):
            path = left(f"{number}.txt")
            sweep(page, 0)
            assert not path.exists()
    finally:
        stop.set()
        for one in uploads:
            one.join()


def test_it_looks_again_and_again_and_takes_all_at_its_end(page, left):
    quick = Leftovers(page, every=0.05, old=0.05)
    for name in ("one", "two"):
        path = left(name)
        deadline = time.monotonic() + 10
        while path.exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not path.exists()
    quick.close()
    slow = Leftovers(page, every=3600, old=3600)
    last = left("three")
    slow.close()
    assert not last.exists() and page.upload_file_set == set()
