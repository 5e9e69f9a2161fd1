"""Recordings beside transcripts: which one, how long, and that nothing else of the folder can be fetched."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest

from qa.web.access import accounts
from qa.web.access.accounts import Accounts, Cost
from qa.web.access.door import Door
from qa.web.reader import media, opening
from tests.support.programs import serving

SOUND = bytes(range(256)) * 40


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (["talk.mp3"], "talk.mp3"),
        (["talk.MP3"], "talk.MP3"),
        (["talk.mp3", "talk.mp4"], "talk.mp4"),
        (["talk.pdf", "other.mp3", "talk.txt.mp3", "talk"], None),
        ([], None),
    ],
)
def test_the_recording_of_the_same_name(tmp_path, files, found):
    folder = tmp_path / "2024"
    folder.mkdir()
    for name in ["talk.txt", *files]:
        (folder / name).write_bytes(b"x")
    recording = media.beside(tmp_path, "2024/talk.txt")
    assert (recording.path.name if recording else None) == found


@pytest.mark.parametrize("suffix", [*media.SOUND, *media.PICTURES])
def test_every_kind_that_a_browser_plays(tmp_path, suffix):
    (tmp_path / f"talk{suffix}").write_bytes(b"x")
    recording = media.beside(tmp_path, "talk.vtt")
    assert recording.kind == ("video" if suffix in media.PICTURES else "audio")


def test_a_folder_is_no_recording_and_a_folder_that_is_gone_holds_none(tmp_path):
    (tmp_path / "talk.mp3").mkdir()
    assert media.beside(tmp_path, "talk.txt") is None
    assert media.beside(tmp_path / "gone", "talk.txt") is None


def test_any_name_makes_an_address():
    assert media.address("a #1 50% ?/é&b.txt") == "/recording?document=a+%231+50%25+%3F%2F%C3%A9%26b.txt"


def fetch(url, **headers):
    """Status, body and headers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers


@pytest.fixture
def recorded(library):
    """The shipped transcript's path, with a recording beside it and one that belongs to none."""
    document = library.overview().documents[0].document
    seeds = library.settings.seeds
    (seeds / document).with_suffix(".mp3").write_bytes(SOUND)
    (seeds / "secret.mp3").write_bytes(SOUND)
    return document


def bridge(url):
    """Where a script of the page asks for a transcript, and what it sends."""
    components = json.loads(fetch(f"{url}/config")[1])["components"]
    return next(one["id"] for one in components if one["props"].get("elem_id") == "qa-bridge")


def ask(url, number, document):
    data = {"data": document, "fn_name": "transcript", "component_id": number, "session_hash": "s"}
    request = urllib.request.Request(
        f"{url}/gradio_api/component_server", json.dumps(data).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.loads(json.loads(answer.read()))
    except urllib.error.HTTPError as error:
        with error:
            return error.code, None


def test_only_the_recording_of_a_transcript_can_be_fetched_and_in_parts(library, recorded):
    seeds = library.settings.seeds
    with serving(library) as url:
        _, made = ask(url, bridge(url), recorded)
        kind, address = made["recording"]
        assert kind == "audio"
        status, body, headers = fetch(f"{url}/gradio_api{address}")
        assert (status, body) == (200, SOUND)
        assert headers["Accept-Ranges"] == "bytes"
        assert headers["Content-Type"] == "audio/mpeg"
        for wanted, part in (("bytes=100-", SOUND[100:]), ("bytes=100-199", SOUND[100:200])):
            status, body, headers = fetch(f"{url}/gradio_api{address}", Range=wanted)
            assert (status, body) == (206, part)
            assert headers["Content-Range"].endswith(f"/{len(SOUND)}")
        sound = recorded.replace(".txt", ".mp3")
        for other in ("secret.mp3", "secret.txt", sound, f"../seeds/{recorded}", str(seeds / recorded), "", "\0"):
            assert fetch(f"{url}/gradio_api{media.address(other)}")[0] == 404, other
        assert fetch(f"{url}/gradio_api{media.PATH}")[0] == 404
        for path in (seeds / sound, seeds / recorded, seeds):
            assert fetch(f"{url}/gradio_api/file={quote(str(path))}")[0] == 403, path


def test_a_recording_could_be_fetched_after_its_transcript_was_removed(library, recorded):
    (library.settings.seeds / "other.txt").write_text("ANN: The heron nests here.\n\nBEN: It does, every year.\n")
    library.rebuild(lambda _: None)
    with serving(library) as url:
        address = f"{url}/gradio_api{ask(url, bridge(url), recorded)[1]['recording'][1]}"
        assert fetch(address)[0] == 200
        gone = library.remove(recorded)
        library.rebuild(lambda _: None)
        assert fetch(address)[0] == 404
        library.restore(gone.token)
        library.rebuild(lambda _: None)
        assert fetch(address)[0] == 200


def test_the_page_was_told_where_on_the_server_a_recording_lies(library, recorded):
    made = opening.transcript(library, recorded)
    assert json.loads(made)["recording"] == ["audio", media.address(recorded)]
    assert str(library.settings.seeds) not in made


def test_with_accounts_nobody_reads_without_signing_in(library, recorded, tmp_path):
    accounts.save(tmp_path / "accounts.txt", "ann", "a good password", Cost(4, 1, 1))
    address = f"/gradio_api{media.address(recorded)}"
    with serving(library) as url:
        number = bridge(url)
        assert fetch(url + address)[0] == 200
    with serving(library, Door(Accounts.load(tmp_path / "accounts.txt", print))) as url:
        assert ask(url, number, recorded) == (401, None)
        assert fetch(url + address)[0] == 401
        login = base64.b64encode(b"ann:a good password").decode()
        assert fetch(url + address, Authorization=f"Basic {login}")[:2] == (200, SOUND)
