"""Recordings beside transcripts: which one, and that nothing else of the folder can be fetched."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from urllib.parse import quote

import pytest

from qa.web.app import build_page, launch_options
from qa.web.reader import media, opening
from qa.web.server import choose_port

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


def test_any_name_makes_an_address(tmp_path):
    path = tmp_path / "a #1 50% ?.mp3"
    path.write_bytes(b"x")
    address = media.beside(tmp_path, "a #1 50% ?.txt").address
    assert address == f"/file={quote(str(path))}"
    assert not set(address) & set("#? ")


def fetch(url, **headers):
    """Status, body and headers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers


@pytest.fixture
def site(library):
    """The page over the shipped transcript with a recording beside it, with and without accounts."""
    document = library.overview().documents[0].document
    seeds = library.settings.seeds
    (seeds / document).with_suffix(".mp3").write_bytes(SOUND)
    (seeds / "secret.mp3").write_bytes(SOUND)
    pages = []

    def serve(**options):
        page = build_page(library)
        pages.append(page)
        port = choose_port("127.0.0.1", 0, print)
        page.launch(server_name="127.0.0.1", server_port=port, **(launch_options() | options))
        return page.local_url.rstrip("/")

    yield serve, seeds, document
    for page in pages:
        page.close(verbose=False)


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


def test_only_the_recording_that_was_opened_can_be_fetched_and_in_parts(site):
    serve, seeds, document = site
    url = serve()
    _, made = ask(url, bridge(url), document)
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
    index = next(path for path in (seeds.parent / "index").rglob("*") if path.is_file())
    for other in (seeds / document, seeds / "secret.mp3", seeds, seeds / "x.mp3", index):
        assert fetch(f"{url}/gradio_api/file={quote(str(other))}")[0] == 403, other
    up = f"{quote(str(seeds / document))[:-4]}.mp3/../secret.mp3"
    assert fetch(f"{url}/gradio_api/file={up}")[0] == 403


def test_with_accounts_nobody_reads_without_signing_in(site, library):
    serve, _, document = site
    number = bridge(serve())
    url = serve(auth=("ann", "a good password"))
    assert ask(url, number, document) == (401, None)
    allowed = media.Allowed()
    made = json.loads(opening.transcript(library, allowed, document))
    assert fetch(f"{url}/gradio_api{made['recording'][1]}")[0] == 401
