"""Who is let in: the file of accounts, guessing, and every route of a page that wants a login."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import io
import os
import pty
import re
import stat
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import huggingface_hub.constants
import pytest
from gradio_client import Client

from qa.cli import main
from qa.errors import InvalidInput
from qa.web.access import accounts, door
from qa.web.access.accounts import Accounts, Cost, Hashed
from qa.web.access.attempts import Attempts
from qa.web.access.door import Door, TooMany
from tests.support.preloaded import command
from tests.support.programs import QUIET, call, serving

# Gradio's summary of its queue uses what pandas has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

CHEAP = Cost(log_n=4, r=8, p=1)
PASSWORD = "correct horse"
ANNA = ("anna", PASSWORD)
QA = [sys.executable, "-m", "qa.cli"]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "accounts.txt"
    accounts.save(path, *ANNA, CHEAP)
    return path


def run(play):
    """Run a coroutine function, also where a browser's loop is running in this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(play())).result()


def loaded(path):
    told = []
    return Accounts.load(path, told.append), told


def test_a_password_is_known_again_and_another_is_not(file):
    known, told = loaded(file)
    assert known.admit("anna", PASSWORD)
    assert not known.admit("anna", "Correct horse")
    assert not known.admit("anna", "")
    assert not known.admit("Anna", PASSWORD)
    assert not known.admit("", "")
    assert not known.admit("anna", "x" * 100_000)
    assert told == []


def test_a_letter_typed_in_two_ways_is_one(tmp_path):
    accounts.save(tmp_path / "a", "anna", "schöne Grüße", CHEAP)
    assert loaded(tmp_path / "a")[0].admit("anna", "scho\u0308ne Gru\u0308ße")


def test_the_file_holds_no_password_and_is_its_owners_alone(file):
    text = file.read_text()
    assert PASSWORD not in text
    assert re.search(r"^anna:scrypt\$4\$8\$1\$[\w+/=]{24}\$[\w+/=]{44}$", text, re.MULTILINE)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    accounts.save(file, "berta", PASSWORD, CHEAP)
    keys = [line.rpartition("$")[2] for line in file.read_text().splitlines() if not line.startswith("#")]
    assert len(set(keys)) == 2, "one password under two salts must not look alike"
    assert os.listdir(file.parent) == [file.name]


def test_the_default_cost_is_what_is_recommended():
    one = Hashed.of("correct horse")
    key = base64.b64decode(str(one).split("$")[5])
    salt = base64.b64decode(str(one).split("$")[4])
    assert str(one).startswith("scrypt$15$8$3$")
    assert key == hashlib.scrypt(b"correct horse", salt=salt, n=2**15, r=8, p=3, maxmem=1 << 26, dklen=32)
    assert salt not in repr(one).encode() and "key" not in repr(one)


def test_a_new_password_replaces_the_old_one_and_others_stay(file):
    assert accounts.save(file, "berta", "another password", CHEAP)
    assert not accounts.save(file, "anna", "something else", CHEAP)
    known, _ = loaded(file)
    assert known.admit("anna", "something else")
    assert not known.admit("anna", PASSWORD)
    assert known.admit("berta", "another password")
    accounts.remove(file, "anna")
    assert not loaded(file)[0].admit("anna", "something else")
    with pytest.raises(InvalidInput, match="no account of that name; it has berta"):
        accounts.remove(file, "anna")


def test_a_write_that_fails_leaves_the_file_as_it_was(file, monkeypatch):
    before = file.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(accounts.os, "replace", full)
    with pytest.raises(InvalidInput, match=r"cannot be written: No space left"):
        accounts.save(file, "berta", "another password", CHEAP)
    assert file.read_bytes() == before
    assert os.listdir(file.parent) == [file.name]


@pytest.mark.parametrize("name", ["", " anna", "anna ", "an:na", "an\nna", "#anna", "x" * 65])
def test_a_name_that_would_break_the_file_is_refused(tmp_path, name):
    with pytest.raises(InvalidInput, match="a name has 1 to 64 printable characters"):
        accounts.save(tmp_path / "a", name, PASSWORD, CHEAP)
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("password", "message"), [("hunter2", "too short"), ("", "too short"), ("x" * 2000, "at most")]
)
def test_a_password_that_cannot_be_used_is_refused(tmp_path, password, message):
    with pytest.raises(InvalidInput, match=message) as caught:
        accounts.save(tmp_path / "a", "anna", password, CHEAP)
    assert not password or password not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "holds no account: `qa account"),
        ("# nobody\n\n", "holds no account"),
        ("anna:hunter2hunter2\n", "line 1 is no account as `qa account` writes it"),
        ("# of qa\nanna hunter2hunter2\n", "line 2 is no account"),
        ("anna:scrypt$99$8$1$c2FsdHNhbHQ=$a2V5a2V5a2V5a2V5a2V5\n", "line 1 is no account"),
        ("anna:scrypt$4$8$1$$\n", "line 1 is no account"),
        ("anna:scrypt$4$8$1$hunter2!$hunter2!\n", "line 1 is no account"),
        ("TWICE", "line 2 names an account a second time"),
        ("\udcff\udcfe", "not text in UTF-8"),
        ("#" * (1 << 20) + "#", "more than 1,048,576 bytes"),
    ],
)
def test_a_file_of_something_else_is_an_error_that_repeats_nothing_of_it(tmp_path, text, message):
    path = tmp_path / "a"
    if text == "TWICE":
        text = f"anna:{Hashed.of(PASSWORD, CHEAP)}\n" * 2
    path.write_text(text, "utf-8", errors="surrogateescape")
    path.chmod(0o600)
    with pytest.raises(InvalidInput, match=re.escape(message)) as caught:
        loaded(path)
    assert "hunter2" not in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_missing_file_and_a_folder_are_errors(tmp_path):
    with pytest.raises(
        InvalidInput, match=r"there is no file of accounts .*/none: `qa account .*/none NAME` makes one"
    ):
        loaded(tmp_path / "none")
    with pytest.raises(InvalidInput, match="cannot be read: Is a directory"):
        loaded(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="file modes are of POSIX")
def test_who_else_may_read_the_file_is_said_and_who_may_write_it_stops(file):
    file.chmod(0o644)
    known, told = loaded(file)
    assert told == [f"other users of this machine can read {file}: run `chmod 600 {file}`"]
    assert known.admit(*ANNA)
    file.chmod(0o620)
    with pytest.raises(InvalidInput, match=r"others may write to .* `chmod 600"):
        loaded(file)


def test_an_unknown_name_costs_the_work_of_a_known_one(file, monkeypatch):
    known, _ = loaded(file)
    done = []
    scrypt = hashlib.scrypt

    def counted(secret, **cost):
        done.append((cost["n"], cost["r"], cost["p"]))
        return scrypt(secret, **cost)

    monkeypatch.setattr(accounts.hashlib, "scrypt", counted)
    assert not known.admit("anna", "wrong password")
    assert not known.admit("nobody", "wrong password")
    assert done == [(16, 8, 1)] * 2


def test_the_wait_begins_after_five_failures_doubles_and_is_forgotten():
    now = [0.0]
    attempts = Attempts(clock=lambda: now[0], longest_wait=8)
    for _ in range(4):
        attempts.failed("anna")
    assert attempts.wait("anna") == 0
    waits = []
    for _ in range(6):
        attempts.failed("anna")
        waits.append(attempts.wait("anna", "berta"))
        now[0] += waits[-1]
        assert attempts.wait("anna") == 0
    assert waits == [1, 2, 4, 8, 8, 8]
    assert attempts.wait("berta") == 0
    attempts.failed("anna")
    attempts.forgive("anna")
    assert attempts.wait("anna") == 0
    attempts.failed("anna")
    now[0] += 901
    attempts.failed("berta")
    assert len(attempts) == 1


def test_memory_of_failures_is_bounded():
    attempts = Attempts(capacity=10)
    for number in range(1000):
        attempts.failed(f"name {number}", "address")
    assert len(attempts) == 10
    assert attempts.wait("address") > 0


def test_guessing_is_refused_whatever_is_tried_next_and_a_login_ends_it(file):
    now = [0.0]

    async def play():
        guarded = Door(loaded(file)[0], Attempts(clock=lambda: now[0]))
        # Many at once are no way around it.
        guesses = [guarded.admits("anna", f"guess {number}", "192.0.2.1") for number in range(20)]
        results = await asyncio.gather(*guesses, return_exceptions=True)
        assert results[:5] == [False] * 5
        assert all(isinstance(one, TooMany) for one in results[5:])
        with pytest.raises(TooMany, match="wait 1 second and try again"):
            await guarded.admits(*ANNA, "198.51.100.1")
        with pytest.raises(TooMany):
            await guarded.admits("berta", PASSWORD, "192.0.2.1")
        now[0] += 1
        assert await guarded.admits(*ANNA, "198.51.100.1")
        assert not await guarded.admits("anna", "a slip", "198.51.100.1")
        assert await guarded.admits(*ANNA, "198.51.100.1")

    run(play)


def test_one_machine_with_many_ipv6_addresses_is_one(file):
    async def play():
        guarded = Door(loaded(file)[0])
        for number in range(5):
            assert not await guarded.admits(f"name {number}", "guess", f"2001:db8:1:2::{number}")
        with pytest.raises(TooMany):
            await guarded.admits("name 9", "guess", "2001:db8:1:2:ffff::9")
        assert not await guarded.admits("name 9", "guess", "2001:db8:1:3::9")

    run(play)


def test_a_program_that_signs_each_request_is_hashed_once(file, monkeypatch):
    async def play():
        guarded = Door(loaded(file)[0])
        first = await guarded.ticket(*ANNA, "")
        monkeypatch.setattr(accounts.hashlib, "scrypt", None)
        assert await guarded.ticket(*ANNA, "") == first
        monkeypatch.undo()
        assert await guarded.ticket("anna", "wrong password", "") is None
        assert PASSWORD not in repr(vars(guarded))

    run(play)


def test_the_command_reads_a_password_from_standard_input(tmp_path, monkeypatch, capsys):
    path = tmp_path / "accounts.txt"

    def account(*arguments, typed=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        status = main(["account", str(path), "anna", *arguments])
        said = capsys.readouterr()
        assert said.out == ""
        return status, said.err

    assert account(typed=f"{PASSWORD}\n") == (0, f"anna is in {path}: serve with `qa serve --auth {path}`\n")
    assert loaded(path)[0].admit(*ANNA)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert account(typed="hunter2\n") == (1, "qa: the password is too short: give it at least 8 characters\n")
    assert account(typed=f"{PASSWORD}!") == (
        0,
        f"anna has a new password in {path}: serve with `qa serve --auth {path}`\n",
    )
    status, said = account("--remove")
    assert (status, said.startswith("anna is no longer in ")) == (0, True)
    with pytest.raises(InvalidInput, match="holds no account"):
        loaded(path)


@pytest.mark.parametrize("again", [PASSWORD, "correct hose"])
def test_the_command_asks_twice_without_echo_on_a_terminal(tmp_path, offline_env, again):
    path = tmp_path / "accounts.txt"
    control, terminal = pty.openpty()
    process = subprocess.Popen(
        [*command(offline_env), "account", str(path), "anna"],
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env=offline_env,
        start_new_session=True,
    )
    os.close(terminal)
    shown = b""
    for prompt, typed in ((b"Password: ", PASSWORD), (b"The same again: ", again)):
        while prompt not in shown:
            shown += os.read(control, 1024)
        os.write(control, typed.encode() + b"\n")
    while True:
        try:
            part = os.read(control, 1024)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(control)
    assert process.wait(timeout=30) == (0 if again == PASSWORD else 1)
    assert PASSWORD.encode() not in shown
    assert path.exists() == (again == PASSWORD)
    assert (b"the passwords differ: nothing is changed" in shown) == (again != PASSWORD)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A page with accounts, whose transcripts say things that must not be read; its address and its clock."""
    from qa.config import Settings
    from qa.indexing import build_index
    from qa.web.library import Library
    from tests.support.fakes import FakeEmbedder

    folder = tmp_path_factory.mktemp("accounts")
    seeds = folder / "seeds"
    seeds.mkdir()
    (seeds / "secret-meeting.txt").write_text("ANNA: The pineapple budget is seven.\n\nBEN: Say that to nobody.\n")
    settings = Settings(seeds=seeds, index=folder / "index")
    build_index(settings, embedder=FakeEmbedder())
    accounts.save(folder / "accounts.txt", *ANNA, CHEAP)
    now = [0.0]
    guarded = Door(loaded(folder / "accounts.txt")[0], Attempts(clock=lambda: now[0]))
    with serving(Library(settings, FakeEmbedder()), guarded, mcp=has_mcp()) as url:
        yield url, now


def has_mcp():
    from importlib.util import find_spec

    return find_spec("mcp") is not None


@pytest.fixture
def offline_client(monkeypatch):
    """Keeps gradio_client from calling huggingface.co, as HF_HUB_OFFLINE=1 does."""
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)


@pytest.fixture
def url(site):
    address, now = site
    now[0] += 10_000
    return address


CLOSED = [
    *[("GET", path) for path in ("/config", "/config/", "/gradio_api/info", "/gradio_api/openapi.json")],
    *[("GET", f"/gradio_api/{path}") for path in ("file=/etc/passwd", "file/etc/passwd", "heartbeat/x", "token")],
    *[
        ("GET", f"/gradio_api/{path}")
        for path in ("queue/data?session_hash=x", "call/ask/x", "stream/x/1/2/playlist.m3u8")
    ],
    *[("POST", f"/gradio_api/{path}") for path in ("call/ask", "call/v2/search", "call/build", "run/ask", "api/ask")],
    *[("POST", f"/gradio_api/{path}") for path in ("queue/join", "upload", "cancel", "reset", "component_server")],
    *[(method, f"/gradio_api/mcp{end}") for method in ("POST", "GET") for end in ("", "/", "/sse", "/schema")],
    *[("GET", path) for path in ("/monitoring", "/monitoring/summary", "/logout", "/docs", "/anything/else")],
]


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_nothing_is_read_without_a_login(url, method, path):
    body = {"json": {"data": ["pineapple"]}} if method == "POST" else {}
    answer = httpx.request(method, url + path, **body, **QUIET)
    assert answer.status_code == 401
    assert answer.json()["detail"].startswith("Sign in first")
    assert "pineapple" not in answer.text
    forged = {"Cookie": "access-token-x=1; access-token-unsecure-x=1", "Authorization": "Bearer x"}
    assert httpx.request(method, url + path, headers=forged, **body, **QUIET).status_code == 401


def test_the_form_and_health_say_nothing(url):
    for path in ("/", "/?all_endpoints=true", "/?doc=secret-meeting.txt&turn=0", "/healthz", "/theme.css"):
        answer = httpx.get(url + path, **QUIET)
        assert answer.status_code == 200
        assert "secret-meeting" not in answer.text
        assert "pineapple" not in answer.text
    assert '"auth_required":true' in httpx.get(url, **QUIET).text.replace(" ", "")
    assert httpx.get(f"{url}/gradio_api/login_check", **QUIET).status_code == 401


def test_a_client_signs_in_and_asks(url, offline_client):
    with pytest.raises(ValueError, match=r"(?i)credentials|login|auth"):
        Client(url, verbose=False, auth=("anna", "wrong password"))
    with pytest.raises(Exception, match="401|login|auth"):
        Client(url, verbose=False)
    client = Client(url, verbose=False, auth=ANNA)
    assert client.predict("pineapple budget", api_name="/search")["hits"][0]["document"] == "secret-meeting.txt"


def test_plain_http_signs_in_with_each_request(url):
    assert call(url, "search", {"data": ["pineapple budget"]}, auth=ANNA)[1][0]["hits"]
    assert httpx.get(f"{url}/config", auth=ANNA, **QUIET).status_code == 200
    wrong = httpx.get(f"{url}/config", auth=("anna", "wrong password"), **QUIET)
    assert (wrong.status_code, wrong.json()) == (401, {"detail": "Wrong name or password."})
    for header in ("Basic", "Basic !", "Basic /w==", "Basic Og=="):
        assert httpx.get(f"{url}/config", headers={"Authorization": header}, **QUIET).status_code == 401


def test_whoever_signs_out_is_out(url):
    with httpx.Client(base_url=url, **QUIET) as client:
        assert client.post("/login", data={"username": "anna", "password": PASSWORD}).json() == {"success": True}
        cookies = {name: value for name, value in client.cookies.items() if "unsecure" in name}
        assert client.get("/config").status_code == 200
        client.get("/logout")
    assert httpx.get(f"{url}/config", cookies=cookies, **QUIET).status_code == 401


def test_guessing_is_slowed_on_both_ways_in(site, url, caplog):
    _, now = site
    login = {"username": "anna", "password": "hunter2 guess"}
    statuses = [httpx.post(f"{url}/login", data=login, **QUIET) for _ in range(6)]
    assert [one.status_code for one in statuses] == [400] * 6
    assert statuses[0].json()["detail"] == "Incorrect credentials."
    assert statuses[5].json()["detail"] == "Too many wrong passwords: wait 1 second and try again."
    assert statuses[5].headers["retry-after"] == "1"
    right = {"username": "anna", "password": PASSWORD}
    assert httpx.post(f"{url}/login", data=right, **QUIET).status_code == 400
    answer = httpx.get(f"{url}/config", auth=("anna", "hunter2 guess"), **QUIET)
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
    now[0] += 1
    assert httpx.post(f"{url}/login", data=right, **QUIET).status_code == 200
    assert "hunter2" not in caplog.text


def test_pages_of_other_sites_cannot_call_it_with_the_cookies_of_a_visitor(url):
    with httpx.Client(base_url=url, **QUIET) as client:
        client.post("/login", data={"username": "anna", "password": PASSWORD})
        cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    own = {"Cookie": cookie, "Origin": url}
    assert httpx.get(f"{url}/config", headers=own, **QUIET).status_code == 200
    proxied = {**own, "Origin": "https://qa.example", "X-Forwarded-Host": "qa.example"}
    assert httpx.get(f"{url}/config", headers=proxied, **QUIET).status_code == 200
    for foreign in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": f"{url}.evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors"},
    ):
        for method, path in (("GET", "/config"), ("POST", "/gradio_api/call/build"), ("POST", "/login")):
            answer = httpx.request(method, url + path, headers={"Cookie": cookie, **foreign}, **QUIET)
            assert (answer.status_code, answer.json()["detail"]) == (403, "Pages of other sites may not call this one.")
    # A link on another site may lead here.
    followed = {"Cookie": cookie, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    answer = httpx.get(url, headers=followed, **QUIET)
    assert answer.status_code == 200
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


def test_a_page_for_this_machine_alone_answers_to_no_other_name(library):
    with serving(library, local=True) as url:
        port = url.rpartition(":")[2]
        for host in (f"127.0.0.1:{port}", f"localhost:{port}", f"[::1]:{port}", "LOCALHOST"):
            assert httpx.get(f"{url}/config", headers={"Host": host}, **QUIET).status_code == 200
        for host in ("evil.example", f"evil.example:{port}", "127.0.0.1.evil.example", "192.0.2.1", "[", "localhost@x"):
            answer = httpx.get(f"{url}/config", headers={"Host": host}, **QUIET)
            assert answer.status_code == 403, host
            assert "127.0.0.1 or localhost" in answer.json()["detail"]


class _Foreign(BaseHTTPRequestHandler):
    """A page of another site, that would like to read what this one shows."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>foreign</title>")

    def log_message(self, *_):
        pass


def test_a_person_signs_in_and_a_foreign_page_in_the_same_browser_reads_nothing(url, page):
    page.set_default_timeout(20_000)
    page.goto(url)
    page.get_by_text("After several wrong passwords you have to wait").wait_for()
    page.get_by_label("username").fill("anna")
    page.get_by_label("password").fill("wrong password")
    page.get_by_role("button", name="Login").click()
    page.get_by_text("Incorrect Credentials").wait_for()
    page.get_by_label("username").fill("anna")
    page.get_by_label("password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".qa-indexed", has_text="1 transcript").wait_for()

    foreign = ThreadingHTTPServer(("127.0.0.1", 0), _Foreign)
    threading.Thread(target=foreign.serve_forever, daemon=True).start()
    try:
        # The cookie is for the host, whatever the port: this page has it too.
        page.goto(f"http://127.0.0.1:{foreign.server_address[1]}/")
        tried = page.evaluate(
            """async url => Promise.all([
                ['GET', '/config'], ['POST', '/gradio_api/call/build'], ['POST', '/gradio_api/call/search'],
            ].flatMap(([method, path]) => ['cors', 'no-cors'].map(mode =>
                fetch(url + path, {
                    method, mode, credentials: 'include',
                    body: method === 'POST' ? '{"data": ["pineapple"]}' : undefined,
                }).then(answer => answer.text().then(text => [answer.type, answer.status, text]), () => ['refused'])
            )))""",
            url,
        )
    finally:
        foreign.shutdown()
        foreign.server_close()
    assert len(tried) == 6
    for one in tried:
        assert one == ["refused"] or one[1] == 403 or one == ["opaque", 0, ""], one
        assert "secret" not in str(one)


def test_the_form_for_signing_in_said_neither_where_one_is_nor_stood_in_the_middle(url, page):
    page.set_default_timeout(20_000)
    for size in ({"width": 1280, "height": 720}, {"width": 360, "height": 640}):
        page.set_viewport_size(size)
        page.goto(url)
        page.get_by_role("heading", name="qa", exact=True).wait_for()
        form = page.locator(".panel").bounding_box()
        assert form["width"] <= 440
        assert page.title() == "qa · sign in"
        assert abs(form["x"] + form["width"] / 2 - size["width"] / 2) < 10
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_the_name_was_to_be_typed_again_after_a_wrong_password(url, page):
    page.set_default_timeout(20_000)
    page.goto(url)
    name, password = page.get_by_label("username"), page.get_by_label("password")
    page.get_by_role("main").get_by_role("button", name="Login").wait_for()
    for wrong in ("wrong password", "wrong once more"):
        page.wait_for_function("document.querySelector('input').autocomplete === 'username'")
        name.fill("anna")
        password.fill(wrong)
        page.keyboard.press("Enter")
        page.get_by_role("alert").get_by_text("Incorrect Credentials").wait_for()
        page.wait_for_function("!document.querySelector('[type=password]').value")
        page.wait_for_function("document.querySelector('input').value === 'anna'")
        page.wait_for_function("document.activeElement.type === 'password'")
    name.fill("")
    page.wait_for_timeout(400)
    assert name.input_value() == "", "who empties it means to"
    name.fill("anna")
    password.fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".qa-indexed", has_text="1 transcript").wait_for()


def test_no_ticket_is_kept_for_ever(file, monkeypatch):
    monkeypatch.setattr(door, "_KEPT", 2)

    async def play():
        for name in ("berta", "carla"):
            accounts.save(file, name, PASSWORD, CHEAP)
        guarded = Door(loaded(file)[0])
        first = await guarded.ticket(*ANNA, "")
        for name in ("berta", "carla"):
            await guarded.ticket(name, PASSWORD, "")
        assert await guarded.ticket(*ANNA, "") != first

    run(play)
