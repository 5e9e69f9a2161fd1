"""What README shows is what happens."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys

import pytest

import qa.cli
import qa.errors
from qa.store.schema import SCHEMA_VERSION
from tests.support import preloaded


@pytest.fixture(scope="module")
def readme(repo_root):
    return (repo_root / "README.md").read_text("utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory, repo_root, offline_env):
    """A folder as after `make run`."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(repo_root / "seeds", folder / "seeds")
    line = [*preloaded.command(offline_env), "build"]
    done = subprocess.run(line, cwd=folder, env=offline_env, capture_output=True)
    assert done.returncode == 0
    return folder


# Each by itself but for what has been imported: that takes longer than all that they do.
RUN = """
import contextlib, io, json, sys
shown = []
for code in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(code, {"__name__": "__main__"})
    shown.append(out.getvalue())
json.dump(shown, sys.stdout)
"""


def test_commands_print_what_is_shown(readme, place, offline_env):
    sessions = re.findall(r"```console\n\$ qa ([^\n]*)\n(.*?)```", readme, re.DOTALL)
    assert len(sessions) == 2
    for command, shown in sessions:
        line = [*preloaded.command(offline_env), *shlex.split(command)]
        done = subprocess.run(line, cwd=place, env=offline_env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert done.stdout == shown


def test_python_runs_and_prints_what_is_shown(readme, repo_root, place, offline_env):
    (first,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    text = (repo_root / "docs" / "python.md").read_text("utf-8")
    examples = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.DOTALL)
    assert len(examples) == text.count("```python") == 3
    codes = json.dumps([first, *(code for code, _ in examples)])
    line = [sys.executable, "-c", RUN]
    done = subprocess.run(line, input=codes, cwd=place, env=offline_env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    said, *others = json.loads(done.stdout)
    assert others == [shown for _, shown in examples]
    assert said.startswith("SECRETARY BLINKEN 2024-07-24 1 ")
    assert len(said.splitlines()) >= 4


def test_every_name_of_python_is_documented(repo_root):
    text = (repo_root / "docs" / "python.md").read_text("utf-8")
    public = {name for name in qa.__all__ if name not in {"Turn", "Passage", "Citation"}}
    raised = {name for name in vars(qa.errors) if isinstance(getattr(qa.errors, name), type) and name[0].isupper()}
    inner = {"QAError", "SourceError", "StoreError", "DimensionMismatch"}
    for name in public | (raised - inner):
        assert re.search(rf"`(?:qa\.)?{name}\b", text), name


def test_every_command_and_setting_is_documented(readme):
    from typer.main import get_command

    from qa.config import Settings

    commands = get_command(qa.cli.app).commands
    for name in commands:
        assert f"`qa {name}" in readme
    for name in Settings.__dataclass_fields__:
        assert f"QA_{name.upper()}" in readme


def test_every_module_is_in_the_picture(readme, repo_root):
    picture = readme[readme.index("## How it works") : readme.index("Imports run downwards")]
    for path in (repo_root / "qa").iterdir():
        if (path.is_dir() and (path / "__init__.py").exists()) or (path.suffix == ".py" and path.stem[0] != "_"):
            assert re.search(rf"\b{path.stem.removesuffix('_output')}\b", picture), path.name


def test_links_lead_somewhere(readme, repo_root):
    for target in re.findall(r"\]\(([^)#]+)\)", readme):
        if not target.startswith("https://"):
            assert (repo_root / target).exists(), target


def test_the_format_of_the_index_is_the_one_written(repo_root):
    text = (repo_root / "index" / "README.md").read_text("utf-8")
    assert f"version of the format, now {SCHEMA_VERSION}." in text
