"""The command line as a user runs it: in a process of its own, by exit code, standard output and standard error."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from qa.store.schema import SCHEMA_VERSION
from tests.support import preloaded

PHONE = "When did Xi and Biden speak by phone?"


@pytest.fixture(scope="module")
def place(tmp_path_factory, seed_path, offline_env):
    """A folder with `seeds/` and `index/`, built, as after `make run`."""
    folder = tmp_path_factory.mktemp("cli")
    shutil.copytree(seed_path.parent, folder / "seeds")
    done = started(preloaded.USUAL, folder, offline_env, "build")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def qa(place, offline_env):
    """Run a command in the built folder."""
    return lambda *arguments, **more: run(place, offline_env, *arguments, **more)


def run(folder, env, *arguments, **more):
    return started(preloaded.command(env), folder, env, *arguments, **more)


def started(line, folder, env, *arguments, **more):
    return subprocess.run([*line, *arguments], cwd=folder, env=env, capture_output=True, text=True, timeout=120, **more)


def assert_one_line(done, *words):
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("qa: ")
    for word in words:
        assert word in lines[0]


def test_build_again_encodes_nothing_and_loads_no_model(place, offline_env):
    code = (
        "import sys; from qa.cli import main; status = main(['build', '--json']);"
        "print('torch' in sys.modules, file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=place, env=offline_env, capture_output=True, text=True)
    assert done.stderr.strip() == "False"
    report = json.loads(done.stdout)
    assert (report["encoded"], report["unchanged"], report["documents"]) == (0, 1, 1)


def test_ask(place, offline_env):
    done = started(preloaded.USUAL, place, offline_env, "ask", PHONE)
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("MPS MINISTER WANG (Wang Xiaohong), via interpreter, 24 July 2024: “On April 2nd, ")
    assert "\n[1] MPS MINISTER WANG" in done.stdout


def test_ask_json_is_as_pinned(qa):
    answer = json.loads(qa("ask", PHONE, "--json").stdout)
    assert {"question", "answer", "abstained", "citations"} <= set(answer)
    (citation,) = answer["citations"]
    assert citation["n"] == 1
    assert citation["document"] == "2024-07-24-blinken-wang-xiaohong.txt"
    assert citation["date"] == "2024-07-24"
    assert citation["turn"] == 0
    assert citation["speaker"] == "MPS MINISTER WANG"
    (turn,) = json.loads(qa("show", citation["document"], "--turn", "0", "--context", "0", "--json").stdout)["turns"]
    assert turn["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert turn["notes"] == ["Via interpreter", "In progress"]


def test_search_json_is_as_pinned(qa):
    result = json.loads(qa("search", "San Francisco", "-k", "2", "--speaker", "blinken", "--json").stdout)
    assert result["question"] == "San Francisco"
    assert 1 <= len(result["hits"]) <= 2
    for hit in result["hits"]:
        assert {
            "document",
            "title",
            "date",
            "first_turn",
            "last_turn",
            "start",
            "end",
            "speakers",
            "text",
            "score",
        } <= set(hit)
        assert hit["speakers"] == ["SECRETARY BLINKEN"]
        assert hit["text"].startswith("SECRETARY BLINKEN: ")
        assert "Jul 24th" not in hit["text"]


def test_a_question_from_standard_input(qa):
    assert "April 2nd" in qa("ask", "-", input=PHONE + "\n").stdout


def test_a_question_that_is_no_utf8_is_one_line(qa, tmp_path):
    halved = "qa: the question holds half of a character: send it as UTF-8"
    question = tmp_path / "question.txt"
    question.write_bytes(b"who \xff spoke?")
    for command in ("ask", "search"):
        assert_one_line(qa(command, b"who \xff spoke?"), halved)
        with question.open() as sent:
            assert_one_line(qa(command, "-", stdin=sent), halved)


def test_read(qa, place):
    done = qa("read", "seeds/2024-07-24-blinken-wang-xiaohong.txt", "--json")
    record = json.loads(done.stdout)
    assert record["date"] == "2024-07-24"
    assert record["title"] == (
        "Secretary Antony J. Blinken And People’s Republic of China Minister of Public Security Wang Xiaohong "
        "Before Their Meeting"
    )
    assert record["speakers"] == ["MPS MINISTER WANG", "SECRETARY BLINKEN"]
    assert [(turn["index"], turn["speaker"]) for turn in record["turns"]] == list(enumerate(record["speakers"]))
    assert record["turns"][0]["notes"] == ["Via interpreter", "In progress"]
    said = " ".join(turn["text"] for turn in record["turns"])
    assert "Official news" not in said
    assert "JISIP" not in said
    assert "JISIP" in json.dumps(record["asides"])
    table = qa("read", "seeds/2024-07-24-blinken-wang-xiaohong.txt").stdout
    assert "MPS MINISTER WANG (Wang Xiaohong)" in table
    assert "61%" in table


def test_read_of_no_transcript(qa, place):
    (place / "plain.txt").write_text("Just a paragraph of prose, and nothing more.\n")
    record = json.loads(qa("read", "plain.txt", "--json").stdout)
    assert record["speakers"] == []
    assert [(turn["index"], turn["speaker"]) for turn in record["turns"]] == [(0, None)]


def test_read_writes_out_again(qa, place):
    path = "seeds/2024-07-24-blinken-wang-xiaohong.txt"
    for form, name in (("markdown", "again.md"), ("json", "again.json")):
        (place / name).write_text(qa("read", path, "--as", form).stdout)
        assert (
            json.loads(qa("read", name, "--json").stdout)["turns"]
            == json.loads(qa("read", path, "--json").stdout)["turns"]
        )
    assert_one_line(qa("read", path, "--as", "vtt"), "has no times")
    assert_one_line(qa("read", path, "--as", "pdf"), "json, markdown, vtt")


def test_read_of_a_folder(qa, place, make_transcripts):
    make_transcripts(place / "several", 2)
    (place / "several" / "program").write_bytes(b"\x7fELF\x02\x01\x00" + bytes(range(256)) * 20)
    done = qa("read", "several", "--json")
    assert done.returncode == 1
    assert "cannot read program: " in done.stderr
    record = json.loads(done.stdout)
    assert [one["format"] for one in record["files"]] == ["json", "dialogue"]
    assert all(len(one["speakers"]) == 3 for one in record["files"])
    assert [one["document"] for one in record["unreadable"]] == ["program"]
    assert "meeting-00001.txt" in qa("read", "several").stdout


def test_read_of_a_folder_writes_nothing_out_again(qa):
    assert_one_line(qa("read", "seeds", "--as", "json"), "--as", "seeds is a folder", "give a file")


def test_the_version(qa):
    done = qa("--version")
    assert (done.returncode, done.stdout) == (0, "qa 0.1.0\n")


def test_a_question_without_quotation_marks(qa):
    done = qa("ask", "When", "did", "they", "speak?")
    assert done.returncode == 2
    assert 'quotation marks: qa ask "' in done.stderr


def test_what_no_build_can_read_was_new_for_ever(place, offline_env, tmp_path):
    shutil.copytree(place, tmp_path / "copy")
    run(tmp_path / "copy", offline_env, "build")
    (tmp_path / "copy" / "seeds" / "empty.txt").touch()
    done = run(tmp_path / "copy", offline_env, "status")
    assert "up to date" in done.stdout
    assert done.stderr == "empty.txt is not indexed: empty\n"
    pending = json.loads(run(tmp_path / "copy", offline_env, "status", "--json").stdout)["pending"]
    assert (pending["added"], pending["unreadable"]) == ([], [["empty.txt", "empty"]])


def test_more_turns_around_one_than_there_can_be_were_called_damage(qa):
    done = qa("show", "2024-07-24-blinken-wang-xiaohong", "--turn", "0", "--context", "9" * 20, "--json")
    assert [turn["index"] for turn in json.loads(done.stdout)["turns"]] == [0, 1]


def test_the_path_of_a_transcript_named_no_document(qa):
    shown = qa("show", "seeds/2024-07-24-blinken-wang-xiaohong.txt", "--json")
    assert json.loads(shown.stdout)["document"] == "2024-07-24-blinken-wang-xiaohong.txt"
    found = qa("search", "phone", "--document", "./seeds/2024-07-24-blinken-wang-xiaohong.txt", "--json")
    assert json.loads(found.stdout)["hits"]


def test_copies_counted_twice_without_a_word_and_the_last_transcript_stayed(place, offline_env, tmp_path):
    shutil.copytree(place, tmp_path / "copy")
    seeds = tmp_path / "copy" / "seeds"
    (path,) = seeds.glob("*.txt")
    shutil.copy(path, seeds / "again.txt")
    done = run(tmp_path / "copy", offline_env, "build")
    assert (done.returncode, done.stderr.split(" hold the same")[0]) == (0, f"{path.name} and again.txt")
    for one in seeds.iterdir():
        one.unlink()
    assert_one_line(run(tmp_path / "copy", offline_env, "build"), "nothing to index", "to be rid of it, delete index")
    state = run(tmp_path / "copy", offline_env, "status")
    assert "0 new, 0 changed, 2 gone; run `qa build`" in state.stderr
    assert "not there" not in state.stdout


def test_show_and_status(qa):
    shown = qa("show", "2024-07-24-blinken-wang-xiaohong", "--turn", "1")
    assert "→ 1  SECRETARY BLINKEN" in shown.stdout
    state = qa("status")
    assert state.returncode == 0
    assert "1 document, 2 turns, 541 words, 2 speakers" in state.stdout
    assert state.stdout.strip().endswith("up to date")
    assert json.loads(qa("status", "--json").stdout)["counts"]["turns"] == 2


def test_status_says_what_the_next_build_would_do(place, offline_env, tmp_path):
    shutil.copytree(place, tmp_path / "copy")
    (tmp_path / "copy" / "seeds" / "new.txt").write_text("Some text.")
    shutil.copytree(tmp_path / "copy" / "seeds", tmp_path / "s")
    run(tmp_path / "copy", offline_env, "build")
    (tmp_path / "copy" / "seeds" / "newer.txt").write_text("Some more text.")
    (tmp_path / "copy" / "seeds" / "new.txt").unlink()
    assert "1 new, 0 changed, 1 gone; run `qa build`" in run(tmp_path / "copy", offline_env, "status").stderr


def test_eval(qa, place):
    lines = [
        {"question": PHONE, "quote": "On April 2nd", "answerable": True},
        {"question": "What did Blinken say about Taiwan?", "answerable": False},
        {
            "question": "What did Blinken say about San Francisco?",
            "gold": [{"document": "2024-07-24-blinken-wang-xiaohong.txt", "first_turn": 1, "last_turn": 1}],
        },
    ]
    (place / "questions.jsonl").write_text("\n".join(map(json.dumps, lines)))
    means = json.loads(qa("eval", "questions.jsonl", "--json").stdout)
    assert means["quoted"] == means["answered_of_answerable"] == means["abstained_of_unanswerable"] == 1
    assert means["mrr_10"] > 0
    assert "mrr_10" in qa("eval", "questions.jsonl").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "--seeds", "nowhere"], ["nowhere", "does not exist"]),
        (["build", "--seeds", "empty"], ["empty", "nothing to index"]),
        (["build", "--model", "no-such-model"], ["no-such-model", "unknown model"]),
        (["ask", "hello", "--index", "nowhere"], ["nowhere", "qa build"]),
        (["search", "hello", "-k", "0"], ["k must be from 1"]),
        (["search", "hello", "-k", "many"], ["-k"]),
        (["ask", "hello", "--after", "yesterday"], ["2024-07-24", "yesterday"]),
        (["ask", "hello", "--before", "2024-02-31"], ["2024-02-31"]),
        (["ask", "hello", "--after", "2024-02-02", "--before", "2024-01-01"], ["swap"]),
        (["ask", "hello", "--speaker", "Blinkin"], ["Blinkin", "nearest", "SECRETARY BLINKEN"]),
        (["ask", "hello", "--document", "blinken"], ["no document", "2024-07-24-blinken"]),
        (["ask", "  "], ["empty"]),
        # A variable of a script that was empty lifted the filter, or indexed the folder that the script ran in.
        (["ask", "hello", "--speaker", ""], ["--speaker is empty"]),
        (["search", "hello", "--document", "2024-07-24-blinken-wang-xiaohong.txt", "--document", " "], ["--document"]),
        (["ask", "hello", "--after", ""], ["--after is empty"]),
        (["search", "hello", "--before", ""], ["--before is empty"]),
        (["build", "--seeds", ""], ["seeds must be a folder", "empty"]),
        (["ask", "hello", "--index", ""], ["index must be a folder", "empty"]),
        (["show", "nothing.txt"], ["no document 'nothing.txt'"]),
        (["show", "2024-07-24-blinken-wang-xiaohong", "--turn", "9"], ["turns 0 to 1"]),
        (["read", "nowhere.txt"], ["nowhere.txt"]),
        (["read", "empty"], ["empty"]),
        (["eval", "nowhere.jsonl"], ["nowhere.jsonl"]),
    ],
)
def test_errors_are_one_line(qa, place, arguments, words):
    (place / "empty").mkdir(exist_ok=True)
    assert_one_line(qa(*arguments), *words)


def test_a_defect_of_ours_is_one_line_too(monkeypatch, capsys):
    from qa import cli, inspection

    monkeypatch.setattr(inspection, "inspect", lambda index: 1 / 0)
    assert cli.main(["status"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("qa: unexpected ZeroDivisionError")
    monkeypatch.setenv("QA_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["status"])


@pytest.mark.parametrize("arguments", [["bogus"], ["ask", "hello", "--bogus"], ["ask"]])
def test_unknown_commands_and_options_are_exit_2(qa, arguments):
    done = qa(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_an_index_of_another_version(place, offline_env, tmp_path):
    shutil.copytree(place / "index", tmp_path / "index")
    with sqlite3.connect(tmp_path / "index" / "store.sqlite") as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    assert_one_line(run(tmp_path, offline_env, "ask", "hello"), f"format {SCHEMA_VERSION + 1}", "qa build")


@pytest.mark.parametrize("pattern", ["store.sqlite", "vectors-*.faiss", "lexical/*.term"])
def test_a_corrupted_index_file(place, offline_env, tmp_path, pattern):
    shutil.copytree(place / "index", tmp_path / "index")
    (path,) = (tmp_path / "index").glob(pattern)
    os.truncate(path, path.stat().st_size // 2)
    assert_one_line(run(tmp_path, offline_env, "search", "cooperation"), "qa build")
    shutil.copytree(place / "seeds", tmp_path / "seeds")
    assert run(tmp_path, offline_env, "build", "--full").returncode == 0
    assert run(tmp_path, offline_env, "search", "cooperation").returncode == 0


def test_an_unreadable_file_is_skipped_and_named(place, offline_env, tmp_path):
    shutil.copytree(place, tmp_path / "copy")
    (tmp_path / "copy" / "seeds" / "broken.txt").write_bytes(b"\x7fELF\x02\x01\x00" + bytes(range(256)) * 20)
    done = run(tmp_path / "copy", offline_env, "build")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("qa: skipped broken.txt: ")
    assert "1 document" in done.stdout
    told = json.loads(run(tmp_path / "copy", offline_env, "build", "--json").stdout)
    assert (
        told["unreadable"]
        == json.loads(run(tmp_path / "copy", offline_env, "read", "seeds", "--json").stdout)["unreadable"]
    )
    assert [one["document"] for one in told["unreadable"]] == ["broken.txt"]


def test_what_a_transcript_holds_cannot_steer_the_terminal(place, offline_env, tmp_path):
    (tmp_path / "seeds").mkdir()
    turns = [{"speaker": "EVE\x1b[31m", "text": "Hello \x1b]0;owned\x07 [bold]there[/bold] friends of ours."}]
    (tmp_path / "seeds" / "a.json").write_text(json.dumps({"title": "\x1b[2J", "turns": turns}))
    assert run(tmp_path, offline_env, "build").returncode == 0
    for arguments in (["show", "a.json"], ["status"], ["search", "hello"], ["read", "seeds/a.json"]):
        done = run(tmp_path, offline_env, *arguments)
        assert done.returncode == 0
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x07" not in done.stdout
        if arguments[0] == "show":
            assert "[bold]there[/bold]" in done.stdout


def test_a_file_without_a_name_was_the_present_folder(qa):
    assert_one_line(qa("read", ""), "no file is named")


def test_more_words_than_a_command_takes_were_taken_for_a_question(qa):
    assert "quotation marks" in qa("ask", "who", "spoke").stderr
    done = qa("status", "now")
    assert done.returncode == 2 and "quotation marks" not in done.stderr


SHORT, LONG, TABLE = ("show 2024-07-24-blinken-wang-xiaohong.txt --turn 0", "read seeds/*.txt", "status")


def shell(place, env, line):
    """A line of bash, with standard output buffered as it is for everybody."""
    line = line.replace("qa ", f"{sys.executable} -m qa.cli ", 1)
    env = {name: value for name, value in env.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run(["bash", "-c", line], cwd=place, env=env, capture_output=True, text=True)


@pytest.mark.parametrize("command", [SHORT, LONG, TABLE])
def test_a_pipe_that_is_closed_early_was_a_failure(place, offline_env, command):
    done = shell(place, offline_env, f"qa {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full, a disk that is always full")
@pytest.mark.parametrize("command", [SHORT, LONG, TABLE])
def test_a_full_disk_was_complained_of_by_python_too(place, offline_env, command):
    done = shell(place, offline_env, f"qa {command} > /dev/full")
    assert (done.returncode, done.stderr) == (1, "qa: input or output: No space left on device\n")


@pytest.mark.parametrize("options", ["", "--json"])
def test_words_that_the_locale_has_no_characters_for_were_a_defect(place, offline_env, options):
    env = offline_env | {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = shell(place, env, f"echo 'Où est “Xi”?' | qa search - -k 1 {options}")
    assert (done.returncode, done.stderr) == (0, "")
    assert "MPS MINISTER WANG" in done.stdout and "’" in done.stdout


def test_standard_output_that_is_closed_was_a_defect(place, offline_env):
    done = shell(place, offline_env, f"qa {LONG} >&-")
    assert (done.returncode, done.stderr) == (0, "")


def test_ctrl_c_leaves_the_last_index(place, offline_env, tmp_path, make_transcripts):
    shutil.copytree(place, tmp_path / "copy")
    run(tmp_path / "copy", offline_env, "build")
    make_transcripts(tmp_path / "copy" / "seeds", 60)
    before = vectors(tmp_path / "copy" / "index")
    process = subprocess.Popen(
        [*preloaded.command(offline_env), "build"],
        cwd=tmp_path / "copy",
        env=offline_env,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and vectors(tmp_path / "copy" / "index") == before:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert errors.splitlines()[-2:] == [
        "the last published index stays, and what was encoded is kept for the next build",
        "qa: stopped",
    ]
    state = json.loads(run(tmp_path / "copy", offline_env, "status", "--json").stdout)
    assert state["counts"]["documents"] == 1
    assert len(state["pending"]["added"]) == 60


def vectors(index):
    """How many are kept."""
    with sqlite3.connect(index / "store.sqlite") as connection:
        return connection.execute("SELECT count(*) FROM vectors").fetchone()[0]


def test_a_terminal_sees_progress(place, offline_env, tmp_path):
    shutil.copytree(place / "seeds", tmp_path / "seeds")
    main, side = pty.openpty()
    process = subprocess.Popen(
        [*preloaded.command(offline_env), "build"],
        cwd=tmp_path,
        env=offline_env | {"TERM": "xterm"},
        stdout=side,
        stderr=side,
    )
    os.close(side)
    shown = b""
    while True:
        try:
            data = os.read(main, 4096)
        except OSError:
            break
        if not data:
            break
        shown += data
    assert process.wait() == 0
    assert b"loading the model" in shown
    assert b"%" in shown


def test_help_names_every_command_and_imports_nothing_heavy(offline_env, tmp_path):
    code = (
        "import sys; from qa.cli import main; main(['--help']);"
        "print(sorted({'torch', 'faiss', 'gradio', 'tantivy', 'numpy'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=offline_env, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
    for command in ("build", "search", "ask", "show", "read", "status", "eval", "serve"):
        assert f" {command} " in done.stdout
