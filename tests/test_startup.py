"""What a command imports: those that need no model start without one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qa.config import Settings
from qa.indexing import build_index
from tests.support.fakes import FakeEmbedder

HEAVY = {"torch", "sentence_transformers", "transformers", "sklearn", "scipy", "gradio", "openai", "pymilvus", "grpc"}
RUN = (
    "import sys; from qa.cli import main; code = main(sys.argv[1:]);"
    "print(*sys.modules, file=sys.stderr); sys.exit(code)"
)


def imported(*arguments):
    """The packages that a command has imported when it is done."""
    done = subprocess.run([sys.executable, "-c", RUN, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}


@pytest.fixture(scope="module")
def index(tmp_path_factory, seed_path):
    folder = tmp_path_factory.mktemp("startup") / "index"
    build_index(Settings(seeds=seed_path.parent, index=folder), embedder=FakeEmbedder())
    return folder


def test_commands_without_a_model_import_none(index, seed_path):
    assert not imported("--help") & {*HEAVY, "numpy", "faiss", "tantivy", "tokenizers"}
    assert not imported("read", seed_path) & {*HEAVY, "numpy", "faiss", "tantivy", "tokenizers"}
    assert not imported("status", "--index", index) & {*HEAVY, "tokenizers"}
    assert not imported("show", seed_path.name, "--index", index) & {*HEAVY, "tokenizers"}


def test_a_question_waits_for_torch_alone(tmp_path, seed_path):
    index = tmp_path / "index"
    build_index(Settings(seeds=seed_path.parent, index=index))
    asked = imported("search", "cooperation", "--index", index)
    assert "torch" in asked
    assert not asked & (HEAVY - {"torch"})
    again = imported("build", "--seeds", seed_path.parent, "--index", index)
    assert not again & HEAVY, "nothing has changed"
