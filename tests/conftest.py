"""What tests share: a fake embedder, made-up transcripts, a blocked network, a browser."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

from tests.support import meetings
from tests.support.fakes import FakeEmbedder

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = Path(__file__).parent / "support" / "offline"
# The name by which child processes import it, so that one module serves both.
sys.path.append(str(OFFLINE))

import network_block  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

__all__ = ["FakeEmbedder"]

# Without windows first: the same browser takes a third less of the processor so.
BROWSERS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
)  # fmt: skip
BROWSER_FIXTURES = {"browser", "page"}
# What a developer has set must neither break a test nor hide that qa forgot to set it.
FOREIGN_SETTINGS = ("QA_", "HF_", "TRANSFORMERS_", "GRADIO_", "TIKTOKEN_")
KEPT_SETTINGS = {"QA_REQUIRE_BROWSER"}

# Time says nothing about a property: a busy machine is no defect.
settings.register_profile("qa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("qa")
# Whatever was started in the background of a script ignores Ctrl-C, and what it starts does too.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure() -> None:
    """Forget settings of the developer's, before anything is imported that reads them."""
    for name in list(os.environ):
        if name.startswith(FOREIGN_SETTINGS) and name not in KEPT_SETTINGS:
            del os.environ[name]


def browser_path() -> str | None:
    """An installed Chromium."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser: `-m "not browser"` leaves it out."""
    for item in items:
        if BROWSER_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a browser test by its name where there is no browser; fail it where QA_REQUIRE_BROWSER=1."""
    if item.get_closest_marker("browser") is None or browser_path():
        return
    reason = f"{item.name} needs Chromium, and none is installed"
    if os.environ.get("QA_REQUIRE_BROWSER") == "1":
        pytest.fail(f"{reason} (QA_REQUIRE_BROWSER=1)", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def repo_root() -> Path:
    """The folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def seed_path() -> Path:
    """The transcript that ships."""
    return ROOT / "seeds" / "2024-07-24-blinken-wang-xiaohong.txt"


@pytest.fixture
def embedder() -> FakeEmbedder:
    """A fresh fake embedder."""
    return FakeEmbedder()


@pytest.fixture(scope="session")
def make_transcripts() -> Callable[..., list[Path]]:
    """`make_transcripts(folder, n, first=0)` writes n made-up meetings, deterministic by number; returns the paths.

    Even numbers are the project's JSON, odd ones `NAME: text`. `tests.support.meetings.code_name(number)` is a word
    that only that meeting holds.
    """
    return meetings.write_many


@pytest.fixture(scope="session")
def shelved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """`shelved(name)`: a folder of made-up transcripts and their index, not to be changed; see `support/shelves.py`."""
    # Not before it is needed: it imports all of qa.
    from tests.support.shelves import shelf

    own = tmp_path_factory.getbasetemp()
    # Each of the processes has a folder of its own in that of the run.
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own
    return lambda name: shelf(shared, name)


@pytest.fixture(scope="session")
def network_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where child processes note what they tried to reach."""
    path = tmp_path_factory.mktemp("network") / "attempts.txt"
    path.touch()
    return path


@pytest.fixture(scope="session", autouse=True)
def blocked_network() -> Iterator[None]:
    """No test leaves the machine: every connection and every look-up but to this host fails, as if unplugged."""
    network_block.install()
    yield
    network_block.uninstall()


@pytest.fixture(autouse=True)
def block_network(network_log: Path) -> Iterator[list[str]]:
    """The attempts of the running test to leave the machine, its child processes' included; there must be none.

    A library may swallow the failed connection, so that looking is the only way to know. A test that provokes one
    on purpose clears the list.
    """
    attempts: list[str] = network_block.attempts
    attempts.clear()
    network_log.write_text("")
    yield attempts
    tried = [*attempts, *network_log.read_text().splitlines()]
    assert not tried, f"the test tried to leave the machine: {', '.join(tried)}"


@pytest.fixture(scope="session")
def offline_env(network_log: Path) -> dict[str, str]:
    """Environment for child processes: the network blocked, the sources importable, no settings of the developer's."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN_SETTINGS)}
    env["PYTHONPATH"] = os.pathsep.join([str(OFFLINE), str(ROOT)])
    env[network_block.LOG_VARIABLE] = str(network_log)
    return env


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """An installed Chromium, headless."""
    from playwright.sync_api import sync_playwright

    arguments = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        # It cannot reach another host. (To refuse requests one by one would turn its cache off.)
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=browser_path(), args=arguments)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """What the pages of one test after the other share: the cache, so that they need not fetch and compile it all."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(profile: BrowserContext) -> Iterator[Page]:
    """A fresh page that nobody has been on; the test fails if anything on it asks another host."""
    asked: list[str] = []

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and not network_block.is_local(parts.hostname):
            asked.append(request.url)

    profile.on("request", note)
    yield profile.new_page()
    profile.remove_listener("request", note)
    profile.set_offline(False)
    profile.clear_permissions()
    profile.clear_cookies()
    left, blank = profile.pages, profile.new_page()
    for one in left:
        one.close()
    kept = "local_storage,indexeddb,service_workers,cache_storage"
    profile.new_cdp_session(blank).send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": kept})
    blank.close()
    assert not asked, f"the page asked other hosts: {', '.join(asked)}"
