"""How a command ends: what went wrong in one line for the user, and the exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable

import typer

from qa import cli_output as out
from qa.errors import QAError

_INTERRUPTED = 130


def exit_code(command: Callable[[], object]) -> int:
    """Run a command; 0, 1 for an error of ours, 2 for one that does not exist, 130 when interrupted."""
    if sys.stdout is None:  # closed by whoever started it
        sys.stdout = io.StringIO()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # Whatever the locale: what was said holds more characters than most of them have.
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors=stream.errors)
    try:
        result = command()
        # Here rather than at exit, where Python itself would complain of a pipe that is closed, or of a full disk.
        sys.stdout.flush()
        # typer answers Ctrl-C itself, with this code.
        if result == _INTERRUPTED:
            raise KeyboardInterrupt
        return result if isinstance(result, int) else 0
    except QAError as error:
        out.complain(str(error))
        return 1
    except typer.TyperException as error:
        return _misused(error)
    except (KeyboardInterrupt, typer.Abort):
        out.complain("stopped")
        return _INTERRUPTED
    except BrokenPipeError:
        return _unread()
    except SystemExit as error:
        # typer ends the process where a pipe is closed, as if the command had failed.
        if isinstance(error.__context__, BrokenPipeError):
            return _unread()
        raise
    except OSError as error:
        _drop_output()
        out.complain(f"{error.filename or 'input or output'}: {error.strerror or error}")
        return 1
    except Exception as error:
        # A defect of ours. The line is for the user; the traceback for whoever mends it.
        if os.environ.get("QA_DEBUG"):
            raise
        out.complain(f"unexpected {type(error).__name__}: {error}; please report it, with what QA_DEBUG=1 prints")
        return 1


def _misused(error: typer.TyperException) -> int:
    """What was typed is no command line of ours."""
    message, context = error.format_message(), getattr(error, "ctx", None)
    # A value that is wrong is an error of the user's like any other; one that is missing is a wrong usage.
    wrong_value = isinstance(error, typer.BadParameter) and not hasattr(error, "param_type")
    if message:
        out.complain(message)
    takes_words = context is not None and any(one.param_type_name == "argument" for one in context.command.params)
    if takes_words and "unexpected extra argument" in message:
        out.say('a question, or a name, of more than one word goes in quotation marks: qa ask "Who spoke?"')
    if not wrong_value:
        out.say("`qa --help` lists the commands, `qa COMMAND --help` their options")
    return 1 if wrong_value else 2


def _unread() -> int:
    """The reader of a pipe has what it wanted, and is gone."""
    _drop_output()
    return 0


def _drop_output() -> None:
    """Let go of what cannot be written: Python would try once more at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
