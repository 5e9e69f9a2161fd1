"""Milvus as a server: out of reach, and fed by several builders at once."""

from __future__ import annotations

import json
import logging
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from qa.addresses import Collection, parse
from qa.assistant import Assistant
from qa.config import Settings
from qa.errors import InvalidInput, StoreBusy, StoreUnreachable
from qa.indexing import build_index
from qa.milvus import connection, published
from qa.milvus.connection import Connection
from qa.milvus.published import Lease
from qa.milvus.schema import Names, create_lookups
from qa.models import Scope
from qa.sharding import Shard
from qa.stores import open_store, recorded_settings
from tests.store_contract.conftest import by_place, query
from tests.support import preloaded
from tests.support.fakes import FakeEmbedder
from tests.support.meetings import code_name

DOCUMENTS = 24


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def serving(folder):
    """Milvus Lite for several processes, on this machine alone; its address without the collection.

    With one worker: the engine does not put writes of several clients to one collection in order by itself.
    """
    port = free_port()
    code = (
        f"from milvus_lite.cmdline import main; main(['server', '--data-dir', {str(folder)!r}, '--host', '127.0.0.1', "
    )
    code += f"'--port', '{port}', '--max-workers', '1'])"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            deadline = time.monotonic() + 60
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    assert time.monotonic() < deadline and process.poll() is None
                    time.sleep(0.1)
            yield f"milvus://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


BUILD = """
import json, sys
from qa.config import Settings
from qa.indexing import build_index
from qa.sharding import Shard
from tests.support.fakes import FakeEmbedder
settings = Settings.load(seeds=sys.argv[1], index=sys.argv[2], passage_tokens=24)
report = build_index(settings, embedder=FakeEmbedder(), shard=Shard.parse(sys.argv[3]))
print(json.dumps([report.added, report.passages, report.encoded]))
"""


def test_two_builders_feed_one_server_while_a_reader_asks(tmp_path, make_transcripts, offline_env, repo_root):
    seeds = tmp_path / "seeds"
    paths = make_transcripts(seeds, DOCUMENTS)
    alone = build_index(Settings(seeds=seeds, index=tmp_path / "index", passage_tokens=24), embedder=FakeEmbedder())
    with serving(tmp_path / "data") as server:
        index = parse(f"{server}/meetings")
        builders = [
            subprocess.Popen(
                [sys.executable, "-c", BUILD, str(seeds), str(index), f"{number}/2"],
                env=offline_env, cwd=repo_root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )
            for number in (1, 2)
        ]  # fmt: skip
        seen = []
        deadline = time.monotonic() + 120
        while any(one.poll() is None for one in builders):
            assert time.monotonic() < deadline
            seen.append(asked(index))
            time.sleep(0.05)
        said = [one.communicate() for one in builders]
        assert [one.returncode for one in builders] == [0, 0], said[0][1][-1500:] + said[1][1][-1500:]
        reports = [json.loads(out) for out, _ in said]
        assert sorted(reports[0][0] + reports[1][0]) == sorted(path.name for path in paths)
        assert reports[0][1] + reports[1][1] == alone.passages

        # A reader saw none of a shard, or all of it.
        shards = [{path.name for path in paths if Shard(number, 2).holds(path.name)} for number in (1, 2)]
        states = ([], sorted(shards[0]), sorted(shards[1]), sorted(path.name for path in paths))
        assert len(seen) > 2 and all(one in states for one in seen)

        local, store = open_store(tmp_path / "index"), open_store(index)
        with local.snapshot() as mine, store.snapshot() as theirs:
            assert theirs.corpus.counts() == mine.corpus.counts()
            asking = query("the costs have risen")
            pools = [one.index.search(asking, Scope(), 1000) for one in (mine, theirs)]
            assert len(pools[1]) == len(set(pools[1].ids.tolist())) == alone.passages
            assert by_place(theirs, pools[1]).keys() == by_place(mine, pools[0]).keys()
            for number in range(DOCUMENTS):
                (mention,) = theirs.corpus.find(code_name(number))
                assert mention.document == paths[number].name
        rows = everything(index)
        assert rows["passages"] == alone.passages and rows["documents"] == DOCUMENTS and rows["kept"] == 0
        local.close()
        store.close()


def asked(index):
    """The documents that a reader sees now, looked for by search and found in what was said."""
    if recorded_settings(index) is None:
        return []
    assistant = Assistant.open(index, embedder=FakeEmbedder())
    try:
        with assistant.snapshot() as snapshot:
            documents = [one.document for one in snapshot.corpus.documents()]
            pool = snapshot.index.search(query("The project is to be called"), Scope(), 1000)
            assert len(pool) == snapshot.corpus.counts().passages
            assert {place.document for place in by_place(snapshot, pool)} == set(documents)
            return documents
    finally:
        assistant.close()


def everything(index):
    """How many rows there are, published or not."""
    one, names = Connection(index, strong=True), Names(index.name)
    try:
        found = {"passages": "id >= 0", "documents": "id >= 0", "kept": 'id != ""'}
        return {name: one.count(getattr(names, name), where) for name, where in found.items()}
    finally:
        one.close()


def test_a_server_that_is_not_there_is_tried_again_and_named(monkeypatch, caplog):
    slept = []
    monkeypatch.setattr(connection.time, "sleep", slept.append)
    address = f"milvus://127.0.0.1:{free_port()}/meetings"
    for attempt in (open_store, recorded_settings):
        slept.clear()
        with pytest.raises(StoreUnreachable) as failed:
            attempt(parse(address))
        assert str(failed.value).startswith(f"{address} cannot be reached (")
        assert "tried 4 times: is the server running?" in str(failed.value) and "\n" not in str(failed.value)
        assert slept == list(connection.PAUSES) and sorted(slept) == slept
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


def test_a_server_that_goes_away_and_comes_back(tmp_path, make_transcripts, monkeypatch):
    make_transcripts(tmp_path / "seeds", 2)
    with serving(tmp_path / "data") as server:
        index = parse(f"{server}/meetings")
        build_index(Settings(seeds=tmp_path / "seeds", index=index), embedder=FakeEmbedder())
        store = open_store(index)
    monkeypatch.setattr(connection, "PAUSES", (0.01,))
    with pytest.raises(StoreUnreachable, match="tried 2 times"), store.snapshot():
        pass
    store.close()


def test_the_command_line_says_it_in_a_line(offline_env, tmp_path):
    address = f"milvus://127.0.0.1:{free_port()}/meetings"
    line = [*preloaded.command(offline_env), "status", "--index", address]
    done = subprocess.run(line, env=offline_env, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout == ""
    # The line is wrapped where the terminal ends.
    assert f"{address} cannot be reached" in " ".join(done.stderr.split()) and "Traceback" not in done.stderr


def test_a_file_is_one_process_s(tmp_path, offline_env, repo_root):
    index = parse(str(tmp_path / "a.db"))
    held = Connection(index)
    code = f"from qa.stores import open_store; from qa.addresses import parse; open_store(parse({str(index)!r}))"
    done = subprocess.run([sys.executable, "-c", code], env=offline_env, cwd=repo_root, capture_output=True, text=True)
    held.close()
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == 1 and "StoreBusy" in last and "another process may have it open" in last


def test_without_pymilvus_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(InvalidInput, match=r"needs pymilvus: pip install -e '\.\[milvus\]' in qa's folder"):
        Connection(Collection(str(tmp_path / "a.db"), "qa"))


@pytest.fixture
def lookups(tmp_path):
    one = Connection(Collection(str(tmp_path / "a.db"), "qa"), strong=True)
    create_lookups(one, Names("qa"))
    yield one
    one.close()


def test_a_builder_that_died_lets_go(lookups, monkeypatch):
    names = Names("qa")
    first = Lease(lookups, names, Shard(2, 8))
    Lease(lookups, names, Shard(3, 8)).end()
    with pytest.raises(StoreBusy, match=r"shard 2/8 of .*, process \d+ on "):
        Lease(lookups, names, Shard(2, 8))
    first.end()
    Lease(lookups, names, Shard(2, 8))

    def gone(process, signal):
        raise ProcessLookupError

    with monkeypatch.context() as patch:
        patch.setattr(published.os, "kill", gone)
        second = Lease(lookups, names, Shard(2, 8))
    # On another machine nobody can look: its time has to pass.
    monkeypatch.setattr(published.socket, "gethostname", lambda: "elsewhere")
    with pytest.raises(StoreBusy):
        Lease(lookups, names, Shard(2, 8))
    now = time.time()
    monkeypatch.setattr(published.time, "time", lambda: now + 200)
    third = Lease(lookups, names, Shard(2, 8))
    with pytest.raises(StoreBusy):
        second.renew()
    third.renew()
