"""Every route there is, walked: none is read without a login, none is called from another site."""

from __future__ import annotations

import re

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.config import Settings
from qa.indexing import build_index
from qa.web.access import accounts, guard
from qa.web.access.accounts import Accounts, Cost
from qa.web.access.attempts import Attempts
from qa.web.access.door import Door
from qa.web.app import build_page
from qa.web.library import Library
from tests.support.fakes import FakeEmbedder
from tests.support.programs import QUIET, serving

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
# Served without a login: nothing of these says a word of the transcripts.
WITHOUT = {"/", "/login", "/healthz"}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A page with accounts: its address, and all its routes with their methods."""
    folder = tmp_path_factory.mktemp("routes")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "secret-meeting.txt").write_text("ANNA: The pineapple budget is seven.\n\nBEN: Say nothing.\n")
    settings = Settings(seeds=folder / "seeds", index=folder / "index")
    build_index(settings, embedder=FakeEmbedder())
    accounts.save(folder / "accounts.txt", "anna", "correct horse battery", Cost(4, 1, 1))
    door = Door(Accounts.load(folder / "accounts.txt", print), Attempts(free=10_000))
    pages = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("qa.web.app.build_page", lambda library: pages.append(build_page(library)) or pages[-1])
        with serving(Library(settings, FakeEmbedder()), door, mcp=True) as url:
            yield url, sorted(set(walked(pages[0].app.routes)))


def walked(routes, before=""):
    """Path and method of each route, those of routers within routers too."""
    for route in routes:
        router = getattr(route, "original_router", None)
        context = getattr(route, "include_context", None)
        if router is not None:
            yield from walked(router.routes, before + getattr(context, "prefix", ""))
        elif (path := getattr(route, "path", None)) is not None:
            filled = re.sub(r"\{[^}]*\}", "x", before + path)
            for method in getattr(route, "methods", None) or {"GET", "POST"}:
                yield method, filled


def test_the_walk_finds_the_routes_of_routers_too(site):
    _, routes = site
    paths = {path for _, path in routes}
    for path in ("/config", "/gradio_api/queue/join", "/gradio_api/upload", "/gradio_api/info", "/gradio_api/mcp"):
        assert path in paths, sorted(paths)
    assert len(routes) > 60


def test_no_route_is_read_without_a_login(site):
    url, routes = site
    opened = set()
    for method, path in routes:
        body = {"json": {"data": ["pineapple"]}} if method == "POST" else {}
        answer = httpx.request(method, url + path, **body, **QUIET)
        assert "pineapple" not in answer.text and "secret-meeting" not in answer.text, path
        if answer.status_code != 401:
            opened.add(path)
    allowed = {path for path in opened if path in guard._OPEN or path.startswith(guard._OPEN_BELOW)}
    assert opened == allowed
    assert opened >= WITHOUT


def test_no_route_answers_a_page_of_another_site(site):
    url, routes = site
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors"}
    for method, path in routes:
        answer = httpx.request(method, url + path, headers=foreign, auth=("anna", "correct horse battery"), **QUIET)
        assert answer.status_code == 403, (method, path)
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "http://[x]"])
def test_an_origin_that_is_no_address_was_an_unforeseen_error(origin):
    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse("pineapple"))])
    client = TestClient(guard.Guard(app))
    assert client.get("/", headers={"Origin": "http://testserver"}).text == "pineapple"
    answer = client.get("/", headers={"Origin": origin})
    assert (answer.status_code, answer.json()["detail"]) == (403, "Pages of other sites may not call this one.")
