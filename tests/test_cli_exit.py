"""How a command ends where the system refuses something."""

from __future__ import annotations

import os
import subprocess
import sys

from qa.cli_exit import exit_code

REFUSED = PermissionError(13, "Permission denied", "a.txt")


def refuse():
    raise REFUSED


def test_a_refusal_while_standard_output_is_closed_was_a_traceback(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    assert exit_code(refuse) == 1
    assert capsys.readouterr().err == "qa: a.txt: Permission denied\n"


def test_what_was_printed_before_a_refusal_was_lost():
    code = (
        "import sys; from qa.cli_exit import exit_code; from tests.test_cli_exit import refuse; "
        "sys.exit(exit_code(lambda: (print('read so far'), refuse())))"
    )
    # Standard output buffered as it is for everybody.
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "read so far\n")
