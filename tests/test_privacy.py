"""docs/privacy.md is true: what it names exists, and what is stored is named there."""

from __future__ import annotations

import re
import signal
import subprocess
import sys

import httpx
import pytest

from qa.config import Settings
from qa.indexing import build_index
from qa.web.chat import feedback
from qa.web.shelf import trash
from tests.support import licences
from tests.support.fakes import FakeEmbedder
from tests.support.programs import QUIET
from tests.support.site import started


@pytest.fixture(scope="module")
def page(repo_root):
    return (repo_root / "docs/privacy.md").read_text("utf-8")


def test_every_file_of_an_index_is_named(page, tmp_path, make_transcripts):
    make_transcripts(tmp_path / "seeds", 3)
    build_index(Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"), embedder=FakeEmbedder())
    trash.remove(tmp_path / "seeds", tmp_path / "index", "meeting-00001.txt", "Meeting")
    empty = {".build.lock"}
    for path in (tmp_path / "index").iterdir():
        name = re.sub(r"\d+", "N", path.name) + ("/" if path.is_dir() else "")
        assert f"`index/{name}`" in page or (name in empty and not path.read_bytes()), name
    assert f"`index/{feedback.FILE}`" in page and f"`index/{trash.FOLDER}/`" in page


def test_what_the_browser_keeps_has_the_names_that_are_said(page, repo_root):
    scripts = [path.read_text("utf-8") for path in (repo_root / "qa/web/static").glob("*.js")]
    keeping = [text for text in scripts if re.search(r"(local|session)Storage\.setItem", text)]
    assert keeping and "keys that begin with `qa:`" in page
    for text in keeping:
        assert re.search(r"(PREFIX|DRAFT|AGAIN) = `qa:", text)
    assert not any("indexedDB" in text or "document.cookie" in text for text in scripts)


def test_every_place_for_temporary_files_is_named(page, repo_root):
    made = set()
    for path in (repo_root / "qa").rglob("*.py"):
        made |= set(re.findall(r'(?:mkdtemp|TemporaryDirectory)\(prefix="([^"]+)"', path.read_text("utf-8")))
    assert made == {"qa-dropped-", "qa-"}
    assert all(f"`{prefix}…`" in page for prefix in made)


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_a_page_that_was_told_to_end_left_what_was_dropped_on_it_behind(tmp_path, repo_root, offline_env, sent):
    """SIGTERM, which is how services are stopped, ended the process at once."""
    code = (
        "import os, signal, tempfile, threading\n"
        "from pathlib import Path\n"
        "from qa.config import Settings\n"
        "from qa.web.leftovers import Leftovers\n"
        "from qa.web.library import Library\n"
        "from qa.web.server import Server\n"
        "uploaded = Path(tempfile.mkdtemp(prefix='gradio-'), 'uploaded.txt')\n"
        "uploaded.write_text('It was said in confidence.')\n"
        "class Page:\n"
        "    blocks, temp_file_sets = {}, [{str(uploaded)}]\n"
        "    def close(self, verbose): print('closed')\n"
        "library = Library(Settings())\n"
        "library._waiting = Path(tempfile.mkdtemp(prefix='qa-dropped-'))\n"
        f"threading.Timer(0.5, os.kill, (os.getpid(), {int(sent)})).start()\n"
        "Server('', Page(), library, Leftovers(Page())).wait()\n"
    )
    env = {**offline_env, "TMPDIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], cwd=repo_root, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "closed\n"), done.stderr
    assert not list(tmp_path.glob("qa-dropped-*")) and not list(tmp_path.glob("gradio-*/*"))


def test_no_secret_is_written_or_shown(tmp_path, make_transcripts, offline_env):
    make_transcripts(tmp_path / "seeds", 1)
    env = {**offline_env, "QA_LLM_API_KEY": "sk-secret-key", "QA_MILVUS_TOKEN": "secret-token", "QA_LOG": "debug"}
    with started(tmp_path / "seeds", tmp_path / "index", env, quiet=False) as (url, _):
        shown = "".join(httpx.get(url + path, **QUIET).text for path in ("", "config", "gradio_api/info", "healthz"))
    said = (tmp_path / "errors.txt").read_text()
    assert "request" in said
    assert "secret" not in shown + said
    assert "secret" not in repr(Settings.load({"QA_LLM_API_KEY": "sk-secret-key", "QA_MILVUS_TOKEN": "secret-token"}))


def test_every_package_that_is_pinned_has_its_licence_listed(repo_root):
    listed = dict(re.findall(r"^\| ([\w.-]+) \| (\S+) \|", (repo_root / "docs/licences.md").read_text(), re.MULTILINE))
    for heading in ("package", "---"):
        del listed[heading]
    assert listed.items() <= licences.pins().items()
    assert len(listed) > 0.9 * len(licences.pins())
    assert licences.licence("gradio") == "Apache-2.0" or "Apache" in licences.licence("gradio")
