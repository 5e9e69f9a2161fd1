"""A transcript of 5,000 turns in the reader. Its index is made by words alone: nothing is asked here."""

from __future__ import annotations

import json
import random

import pytest

from qa.config import Settings
from qa.indexing import build_index
from tests.support.fakes import FakeEmbedder
from tests.support.site import opened, served

TURNS = 5000
WORDS = "we have to look at the budget for harbour bridge works and ask whether council members agree".split()


@pytest.fixture(scope="module")
def said() -> list[str]:
    chance = random.Random(7)
    texts = [" ".join(chance.choice(WORDS) for _ in range(8)).capitalize() + "." for _ in range(TURNS)]
    for n in (3, 2500, 4990):
        texts[n] = f"The WALRÚS enclosure is item {n}. {texts[n]}"
    return texts


@pytest.fixture(scope="module")
def url(said, tmp_path_factory, offline_env):
    folder = tmp_path_factory.mktemp("long")
    (folder / "seeds").mkdir()
    turns = [{"speaker": f"SPEAKER {n % 7}", "text": text} for n, text in enumerate(said)]
    (folder / "seeds" / "long.json").write_text(json.dumps({"title": "Long hearing", "turns": turns}))
    build_index(Settings(seeds=folder / "seeds", index=folder / "index"), embedder=FakeEmbedder())
    with served(folder / "seeds", folder / "index", offline_env) as address:
        yield address


@pytest.fixture
def reader(page, url):
    with opened(page, f"{url}?doc=long.json&turn=2500&start=4&end=10"):
        page.locator("#qa-view mark").wait_for()
        page.wait_for_timeout(400)
        yield page


SEEN = """() => {
  const room = document.querySelector('#qa-view').getBoundingClientRect();
  const at = document.elementsFromPoint(room.left + room.width / 2, room.top + room.height / 2);
  const turn = at.find((one) => one.closest('.qa-turn'))?.closest('.qa-turn');
  return turn ? [Number(turn.dataset.turn), turn.querySelector('.qa-text').textContent] : null;
}"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def sees(page, where):
    """Wait until the number `n` of the turn in the middle of the view is such."""
    page.wait_for_function(f"((n) => {where})(({SEEN})()?.[0])")


def test_it_opens_in_its_middle_and_scrolls_to_both_ends(reader, said):
    assert reader.locator("#qa-view mark").inner_text() == "WALRÚS"
    sees(reader, "n === 2500")
    reader.wait_for_function(f"document.querySelectorAll('#qa-view .qa-turn').length === {TURNS}")
    reader.locator("#qa-view").hover()
    before = 2500
    for _ in range(12):
        reader.mouse.wheel(0, 1500)
        # What is scrolled to is there in the next frames, never an empty stretch, and never what was left behind.
        reader.evaluate(FRAMES)
        turn, text = reader.evaluate(SEEN)
        assert text == said[turn]
        assert turn >= before
        before = turn
    assert before > 2530
    for where, edge in (("view.scrollHeight", TURNS - 1), ("0", 0)):
        reader.evaluate(f"() => {{ const view = document.querySelector('#qa-view'); view.scrollTop = {where}; }}")
        # Heights are guesses until a turn has been near: the end is reached when they are known.
        reader.wait_for_timeout(200)
        reader.evaluate(FRAMES)
        reader.evaluate(f"() => {{ const view = document.querySelector('#qa-view'); view.scrollTop = {where}; }}")
        sees(reader, f"Math.abs(n - {edge}) < 6")


def test_finding_covers_all_of_it(reader, said):
    field = reader.locator("#qa-find-words")
    field.fill("walrus")
    reader.locator("#qa-found").get_by_text("2 of 3").wait_for()
    field.press("Enter")
    sees(reader, "n === 4990")
    field.press("Enter")
    assert reader.locator("#qa-found").inner_text() == "1 of 3"
    reader.wait_for_function(
        "((one) => one.getBoundingClientRect().top >= one.closest('#qa-view').getBoundingClientRect().top)"
        "(document.querySelector('[data-turn=\"3\"]'))"
    )
    assert reader.locator("#qa-view mark").count() == 1
    # Of very many matches every one is counted.
    field.fill("e")
    total = sum(text.lower().count("e") for text in said)
    reader.locator("#qa-found").get_by_text(f" of {total:,}").wait_for()
