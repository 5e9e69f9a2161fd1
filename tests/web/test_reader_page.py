"""The reader as a person uses it: from an answer, from a link, from the list; finding, copying, listening."""

from __future__ import annotations

import json
import re
import wave
from pathlib import Path
from urllib.parse import quote

import pytest

from qa.web.server import choose_port
from tests.support.site import PHONE, ask, comes_into_view, keep_back, opened, served

QUESTION = "What was said about the walrus enclosure?"
SAID = "The walrus enclosure opens in spring, because the aquarium asked for it 🦭 twice."
HOSTILE = "x &turn=9 #<img src=x onerror=window.hacked=1> 50%.json"
LONG = f"MR. {'Longname' * 25}"
COUNCIL = """June 2, 2024

Council of the harbour town

MS. ADEYEMI: (Via interpreter) Nobody has opposed the walrus enclosure so far, and I am glad of it.

MR. OKAFOR: [Laughter] I did oppose it. The café owners wrote a RÉSUMÉ, didn’t they?

It ran to two pages.

MS. ADEYEMI: They did. Their re\u0301sume\u0301 was long \u202eand backwards.

Published by the town clerk
"""
EVIL = {
    "title": "<img src=x onerror=window.hacked=3> {{7*7}} ${7*7}",
    "turns": [
        {
            "speaker": "<b>EVIL</b>",
            "text": "The walrus enclosure <script>window.hacked=2</script> costs too much, I think.",
        }
    ],
}


@pytest.fixture(scope="module")
def seeds(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "seeds"
    folder.mkdir()
    turns = [
        {"speaker": "CHAIR HOLM", "text": f"Item {n} of the agenda is taken as read.", "start": 2.5 * n}
        for n in range(30)
    ]
    turns[20] |= {"speaker": "DR. LINDQVIST", "text": f"Let me be short. {SAID} Thank you."}
    talk = {"title": "Harbour hearing", "date": "2024-05-03", "turns": turns}
    (folder / "talk.json").write_text(json.dumps(talk))
    with wave.open(str(folder / "talk.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(bytes([128]) * 8000 * 90)
    (folder / "council.txt").write_text(COUNCIL)
    names = {"title": "Names", "turns": [{"speaker": LONG, "text": "Nothing else is said."}]}
    (folder / "names.json").write_text(json.dumps(names))
    (folder / HOSTILE).write_text(json.dumps(EVIL))
    return folder


@pytest.fixture
def reader(page, url):
    """The page, opened at desktop size, the clipboard allowed; nothing of a transcript may ever run."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    with opened(page, url):
        # On a busy machine the first answer waits for the model.
        page.set_default_timeout(60_000)
        # What the page’s scripts have made of it: they run.
        page.locator("#qa-view[role=region]").wait_for()
        yield page
        assert page.evaluate("window.hacked") is None
        assert page.locator("#qa-reader :is(img, script, iframe, b)").count() == 0


def reopened(page, url, query):
    page.goto(f"{url}{query}")
    page.locator("#qa-view .qa-script, #qa-view .qa-notice").first.wait_for()
    # The first look at the index fills the list anew, whatever is being typed or chosen in it.
    page.locator(".qa-chips[data-looked]").wait_for(state="attached")
    return page


def settled(page):
    page.wait_for_function("!document.querySelector('#qa-view').hasAttribute('aria-busy')")
    # On a phone it slides in.
    page.wait_for_function("!document.querySelector('#qa-reader').getAnimations().length")
    page.wait_for_timeout(250)


def chosen(page, title):
    """Wait until the list says that this transcript is open."""
    page.wait_for_function("(title) => document.querySelector('#qa-picker input').value === title", arg=title)


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def found(page, words):
    """What is said of how often these words stand there."""
    field, said = page.locator("#qa-find-words"), page.locator("#qa-found")
    for text, told in (("", "^$"), (words, ".")):
        field.fill(text)
        said.filter(has_text=re.compile(told)).wait_for(state="attached")
    return said.inner_text()


def painted(page, name="qa-found-now"):
    return page.evaluate("(name) => [...(CSS.highlights.get(name) ?? [])].map(String)", name)


def select(page, turn, words):
    page.evaluate(
        """([turn, words]) => {
            const element = document.querySelector(`[data-turn="${turn}"] .qa-text`);
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }
            throw new Error('not there');
        }""",
        [turn, words],
    )


def test_through_the_citations_of_an_answer_and_back(reader):
    answer = ask(reader, QUESTION)
    links = answer.locator(".qa-sources a")
    total = links.count()
    assert total >= 3
    answer.locator(".qa-marker").first.focus()
    reader.keyboard.press("Enter")
    documents = []
    for number in range(1, total + 1):
        reader.locator("#qa-step").get_by_text(f"citation {number} of {total}", exact=True).wait_for()
        settled(reader)
        comes_into_view(reader, "#qa-view mark")
        assert reader.locator("#qa-view mark").inner_text()[:20] in answer.inner_text()
        documents.append(reader.locator("#qa-view .qa-path").inner_text())
        reader.get_by_role("button", name="Next citation").press("Enter")
    assert set(documents) == {"talk.json", "council.txt", HOSTILE}
    # At the last one there is no next one; the button keeps the focus all the same.
    assert reader.get_by_role("button", name="Next citation").get_attribute("aria-disabled") == "true"
    assert reader.evaluate("document.activeElement.id") == "qa-next"
    reader.get_by_role("button", name="Previous citation").click()
    reader.locator("#qa-step").get_by_text(f"citation {total - 1} of {total}", exact=True).wait_for()
    settled(reader)
    reader.keyboard.press("Escape")
    reader.wait_for_function("document.activeElement.matches('a[href*=qa-cite]')")
    assert reader.evaluate("document.activeElement.getAttribute('href')").endswith(f"-{total - 1}")


def test_a_script_that_can_be_read(reader, url):
    reopened(reader, url, "?doc=council.txt")
    # Text that is not laid out yet is empty, and the first frame may be late.
    reader.wait_for_function("document.querySelector('#qa-view .qa-script').innerText.includes('Published by')")
    texts = reader.locator("#qa-view .qa-script").inner_text()
    assert texts.index("Council of the harbour town") < texts.index("MS. ADEYEMI") < texts.index("Published by")
    assert reader.locator(".qa-name").all_inner_texts() == ["MS. ADEYEMI", "MR. OKAFOR", "MS. ADEYEMI"]
    style = "(one, what) => getComputedStyle(one)[what]"
    colours = [one.evaluate(style, "color") for one in reader.locator(".qa-name").all()]
    assert colours[0] == colours[2] != colours[1]
    notes = reader.locator(".qa-note")
    assert notes.all_inner_texts() == ["[Via interpreter]", "[Laughter]"]
    assert notes.first.evaluate(style, "fontStyle") == "italic"
    aside, turn = reader.locator(".qa-aside").last, reader.locator(".qa-turn").first
    assert aside.bounding_box()["x"] > turn.bounding_box()["x"]
    # What would turn the text around is shown as nothing.
    assert "\u202e" not in reader.locator("#qa-view").inner_text()
    assert reader.locator(".qa-time").count() == 0
    assert not reader.locator("#qa-player").is_visible()
    reader.locator("#qa-picker input").click()
    reader.get_by_role("option", name="Harbour hearing").click()
    reader.locator("#qa-view h2").get_by_text("Harbour hearing").wait_for()
    # What is out of sight may not be laid out yet.
    assert reader.locator(".qa-time").nth(29).text_content() == "1:12"
    reader.wait_for_url(re.compile(r"\?doc=talk\.json&at=.{8}$"))


def test_typing_in_the_list_finds_another_transcript_while_one_is_open(reader, url):
    reopened(reader, url, "?doc=council.txt")
    field = reader.locator("#qa-picker input")
    reader.wait_for_function("document.querySelector('#qa-picker input').value")
    # In the middle of the title, as one clicks.
    field.click(position={"x": 90, "y": 15})
    reader.keyboard.type("hearing")
    assert field.input_value() == "hearing"
    reader.wait_for_function("document.querySelectorAll('[role=option]').length === 1")
    assert reader.get_by_role("option").all_inner_texts() == ["Harbour hearing · 3 May 2024"]
    reader.keyboard.press("Enter")
    reader.locator("#qa-view h2").get_by_text("Harbour hearing").wait_for()
    chosen(reader, "Harbour hearing · 3 May 2024")


@pytest.mark.parametrize("way", ["Escape", "Close"])
def test_on_the_desktop_closing_empties_the_pane(reader, url, way):
    reopened(reader, url, "?doc=talk.json&turn=20")
    settled(reader)
    assert reader.get_by_role("button", name="Close the transcript").is_visible()
    if way == "Escape":
        # What is selected goes first.
        select(reader, 20, "Let me be short")
        reader.locator("#qa-selected").wait_for()
        reader.keyboard.press("Escape")
        reader.locator("#qa-selected").wait_for(state="hidden")
        assert reader.locator("#qa-view .qa-turn").count() == 30
        reader.keyboard.press("Escape")
    else:
        reader.get_by_role("button", name="Close the transcript").click()
    reader.locator("#qa-view").get_by_text("The transcript opens here.").wait_for()
    reader.locator("#qa-picker input:placeholder-shown").wait_for()
    assert "doc=" not in reader.url
    for gone in ("#qa-close", "#qa-player", "#qa-find", "#qa-copying"):
        assert reader.locator(gone).is_hidden(), gone
    reader.locator("#qa-picker input").click()
    reader.get_by_role("option", name="Harbour hearing").click()
    reader.locator("#qa-view h2").get_by_text("Harbour hearing").wait_for()


def test_of_citations_followed_while_the_first_is_looked_up_the_last_is_shown(reader):
    links = ask(reader, QUESTION).locator(".qa-sources a")
    total = links.count()
    assert total >= 3
    keep_back(reader, "qaPlaced")
    links.first.click()
    reader.wait_for_function("kept.length === 1")
    links.nth(1).click()
    links.last.click()
    reader.evaluate("letGo()")
    reader.locator("#qa-step").get_by_text(f"citation {total} of {total}", exact=True).wait_for()
    settled(reader)
    assert reader.evaluate("kept.length") == 1, "the one between was asked for"


@pytest.mark.parametrize("wide", [True, False], ids=["desktop", "phone"])
def test_a_reader_that_was_closed_before_the_place_came_stays_closed(reader, wide):
    link = ask(reader, QUESTION).locator(".qa-sources a").first
    if not wide:
        reader.set_viewport_size(PHONE)
    keep_back(reader, "qaPlaced")
    link.click()
    reader.wait_for_function("kept.length === 1")
    reader.keyboard.press("Escape")
    reader.evaluate("letGo()")
    reader.wait_for_timeout(500)
    assert reader.locator("#qa-reader[data-open]").count() == 0
    assert reader.locator("#qa-view .qa-turn").count() == 0
    if wide:
        reader.locator("#qa-picker input:placeholder-shown").wait_for()
    link.click()
    reader.locator("#qa-view mark").first.wait_for()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_long_name_without_a_space_is_not_cut_off(reader, url, width):
    reader.set_viewport_size({"width": width, "height": 800})
    reopened(reader, url, "?doc=names.json&turn=0")
    settled(reader)
    name, room = reader.locator(".qa-name").bounding_box(), reader.locator("#qa-view").bounding_box()
    assert name["x"] + name["width"] <= room["x"] + room["width"]
    assert name["height"] > 40
    assert reader.locator("#qa-view").evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_finding_begins_where_one_reads(reader, url):
    reopened(reader, url, "?doc=talk.json&turn=20")
    settled(reader)
    reader.locator("#qa-find-words").click()
    # Letter by letter: what the first ones find does not carry one on.
    for letter in "agenda":
        reader.keyboard.type(letter)
        reader.wait_for_timeout(150)
    reader.locator("#qa-found").get_by_text("of 29").wait_for()
    seen = int(reader.locator("#qa-found").inner_text().split()[0]) - 1
    assert 12 <= seen <= 21
    comes_into_view(reader, f".qa-turn[data-turn='{seen if seen < 20 else seen + 1}'] .qa-text")


def test_finding_moves_no_mark(reader, url):
    reopened(reader, url, "?doc=council.txt&turn=0&start=0&end=6")
    settled(reader)
    mark = reader.locator("#qa-view mark").inner_text()
    assert mark == "Nobody"
    assert found(reader, "resume") == "1 of 2"
    assert painted(reader) == ["RÉSUMÉ"]
    comes_into_view(reader, "[data-turn='1'] .qa-text")
    reader.keyboard.press("Enter")
    assert reader.locator("#qa-found").inner_text() == "2 of 2"
    assert painted(reader) == ["re\u0301sume\u0301"]
    assert painted(reader, "qa-found") == ["RÉSUMÉ"]
    reader.keyboard.press("Enter")
    assert reader.locator("#qa-found").inner_text() == "1 of 2"
    reader.keyboard.press("Shift+Enter")
    assert reader.locator("#qa-found").inner_text() == "2 of 2"
    reader.get_by_role("button", name="Previous match").click()
    assert reader.locator("#qa-found").inner_text() == "1 of 2"
    assert found(reader, "DIDN'T they") == "1 of 1"
    # What nobody said, and what stands in another paragraph, is found too.
    assert found(reader, "town clerk") == "1 of 1"
    assert painted(reader) == ["town clerk"]
    assert found(reader, "two pages") == "1 of 1"
    assert found(reader, "(x.*") == "no match"
    assert painted(reader) == []
    assert reader.get_by_role("button", name="Next match").is_disabled()
    reader.locator("#qa-find-words").press("Escape")
    assert reader.locator("#qa-find-words").input_value() == ""
    assert reader.locator("#qa-found").inner_text() == ""
    assert reader.locator("#qa-view mark").inner_text() == mark


def test_what_was_found_in_a_turn_was_not_painted_any_more_once_it_was_cited(reader):
    source = ask(reader, QUESTION).locator(".qa-sources a", has_text="Harbour hearing")
    source.click()
    settled(reader)
    word = max(SAID.split(), key=len)
    found(reader, word)
    before = painted(reader) + painted(reader, "qa-found")
    source.click()
    settled(reader)
    assert painted(reader) + painted(reader, "qa-found") == before != []


def test_the_card_of_the_citation_covered_the_answer_when_its_transcript_was_closed(reader):
    marker = ask(reader, QUESTION).locator(".qa-marker").first
    marker.focus()
    reader.locator("#qa-card").wait_for()
    reader.keyboard.press("Enter")
    settled(reader)
    reader.keyboard.press("Escape")
    assert marker.evaluate("one => one === document.activeElement")
    assert not reader.locator("#qa-card").is_visible()
    reader.keyboard.press("j")
    reader.locator("#qa-card").wait_for()


def test_copying_a_quote_and_a_link_that_leads_back(reader, url):
    answer = ask(reader, QUESTION)
    answer.locator(".qa-sources a", has_text="Harbour hearing").click()
    settled(reader)
    reader.get_by_role("button", name="Copy quote").click()
    reader.get_by_role("button", name="Copied").wait_for()
    assert clipboard(reader) == f"“{SAID}”\n— DR. LINDQVIST, “Harbour hearing”, 3 May 2024, turn 20 at 0:50, talk.json"
    reader.get_by_role("button", name="Copy link").click()
    reader.locator("#qa-copy-link", has_text="Copied").wait_for()
    link = clipboard(reader)
    assert link == reader.url
    assert "?doc=talk.json&at=" in link
    reader.goto(link)
    reader.locator("#qa-view mark").wait_for()
    settled(reader)
    # Behind the emoji too, to the character.
    assert reader.locator("#qa-view mark").inner_text() == SAID
    comes_into_view(reader, "#qa-view mark")
    chosen(reader, "Harbour hearing · 3 May 2024")
    assert not reader.locator("#qa-steps").is_visible()


def test_copying_what_is_selected(reader, url):
    reopened(reader, url, "?doc=council.txt")
    assert not reader.locator("#qa-copy-words").is_visible()
    select(reader, 1, "didn’t they?")
    reader.locator("#qa-selected").get_by_role("button", name="Copy with reference").click()
    reader.locator("#qa-selected").get_by_role("button", name="Copied").wait_for()
    assert (
        clipboard(reader)
        == "“didn’t they?”\n— MR. OKAFOR, “Council of the harbour town”, 2 June 2024, turn 1, council.txt"
    )
    reader.locator("#qa-selected").get_by_role("button", name="Copy link").click()
    reader.locator("#qa-link-selected", has_text="Copied").wait_for()
    reopened(reader, clipboard(reader), "")
    reader.locator("#qa-view mark").wait_for()
    assert reader.locator("#qa-view mark").inner_text() == "didn’t they?"
    # A whole turn by its number: exactly what stands in the transcript, the paragraphs and what is not shown included.
    reader.locator("[data-turn='1'] .qa-index").click()
    reader.get_by_role("button", name="Copy selection").click()
    reader.get_by_role("button", name="Copied").first.wait_for()
    text = "I did oppose it. The café owners wrote a RÉSUMÉ, didn’t they?\n\nIt ran to two pages."
    assert clipboard(reader).startswith(f"“{text}”\n— MR. OKAFOR")
    reader.locator("[data-turn='2'] .qa-index").click()
    reader.locator("#qa-copy-selected").click()
    reader.wait_for_function("navigator.clipboard.readText().then((text) => text.includes('\\u202eand backwards.”'))")
    reader.locator("[data-turn='0'] .qa-index").click()
    reader.locator("#qa-copy-selected").click()
    reader.wait_for_function(
        "navigator.clipboard.readText().then((text) => text.includes('ADEYEMI, via interpreter,'))"
    )
    # Beyond one turn there is no reference that would be true.
    reader.evaluate("getSelection().selectAllChildren(document.querySelector('#qa-view'))")
    reader.locator("#qa-selected").wait_for(state="hidden")
    reader.locator("#qa-copy-words", has_text="Copy quote").wait_for()


def test_by_keyboard_from_turn_to_turn(reader, url):
    reopened(reader, url, "?doc=council.txt&turn=0")
    reader.wait_for_function("document.activeElement.matches('[data-turn=\"0\"]')")
    reader.keyboard.press("Alt+ArrowDown")
    assert reader.evaluate("document.activeElement.dataset.turn") == "1"
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.className") == "qa-index"
    reader.keyboard.press("Enter")
    reader.locator("#qa-copy-words").wait_for()
    reader.locator("#qa-copy-words").focus()
    reader.keyboard.press("Enter")
    reader.get_by_role("button", name="Copied").first.wait_for()
    assert "MR. OKAFOR" in clipboard(reader)


def test_a_hostile_name_has_a_link_too(reader, url):
    reopened(reader, url, f"?doc={quote(HOSTILE)}&turn=0")
    assert reader.locator("#qa-view .qa-path").inner_text() == HOSTILE
    shown = reader.locator("#qa-view").inner_text()
    assert "<script>window.hacked=2</script>" in shown
    assert EVIL["title"] in shown
    assert reader.locator(".qa-name").first.inner_text() == "<b>EVIL</b>"
    settled(reader)
    reader.get_by_role("button", name="Copy link").click()
    reader.get_by_role("button", name="Copied").wait_for()
    reopened(reader, clipboard(reader), "")
    assert reader.locator("#qa-view .qa-path").inner_text() == HOSTILE
    assert reader.locator(".qa-target").get_attribute("data-turn") == "0"


def test_a_link_that_leads_nowhere_says_so(reader, url):
    reopened(reader, url, f"?doc={quote('gone <b>.txt')}&turn=3")
    said = reader.locator("#qa-view").get_by_role("alert").inner_text()
    assert "There is no transcript gone <b>.txt in the library" in said
    assert "Choose a transcript from the list" in said
    reopened(reader, url, "?doc=council.txt&turn=99")
    reader.locator("#qa-warning").wait_for()
    assert "There is no turn 99 in council.txt: the last one is turn 2." in reader.locator("#qa-warning").inner_text()
    assert reader.locator("#qa-view .qa-turn").count() == 3
    reopened(reader, url, "?doc=council.txt&at=00000000&turn=1&start=0&end=5")
    reader.locator("#qa-warning").get_by_text("has changed since this link was made").wait_for()
    assert reader.locator("#qa-view mark").count() == 0
    # The warning goes with the place.
    reader.locator("#qa-picker input").click()
    reader.get_by_role("option", name="Harbour hearing").click()
    reader.locator("#qa-warning").wait_for(state="hidden")


def test_the_recording_goes_to_the_turn(reader, url):
    answer = ask(reader, QUESTION)
    answer.locator(".qa-sources a", has_text="Harbour hearing").click()
    reader.wait_for_function("document.querySelector('#qa-player audio')?.currentTime === 50")
    assert reader.evaluate("document.querySelector('#qa-player audio').paused")
    # So slowly that a turn is still heard when it is looked for.
    reader.evaluate("document.querySelector('#qa-player audio').playbackRate = 0.1")
    reader.locator("[data-turn='4'] .qa-time").click()
    reader.wait_for_function(
        "(({ currentTime: at, paused }) => at >= 10 && at < 20 && !paused)(document.querySelector('audio'))"
    )
    reader.locator(".qa-turn.qa-playing[data-turn='4']").wait_for()
    reader.evaluate("document.querySelector('audio').currentTime = 31")
    reader.locator(".qa-turn.qa-playing[data-turn='12']").wait_for()
    assert reader.locator(".qa-playing").count() == 1
    answer.locator(".qa-sources a", has_text="Council of the harbour town").first.click()
    reader.locator("#qa-view .qa-path").get_by_text("council.txt").wait_for()
    assert reader.locator("audio").count() == 0


def test_on_a_phone(reader, url):
    reader.set_viewport_size(PHONE)
    reopened(reader, url, "?doc=council.txt&turn=2&start=0&end=9")
    settled(reader)
    reader.wait_for_timeout(200)
    comes_into_view(reader, "#qa-view mark")
    assert found(reader, "walrus") == "1 of 1"
    select(reader, 0, "Nobody has opposed")
    reader.locator("#qa-selected").wait_for()
    box = reader.locator("#qa-selected").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    assert reader.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for one in reader.locator("#qa-reader .qa-tool :is(button, input):visible").all():
        assert one.bounding_box()["height"] >= 32
    # The first time Esc empties the field, the second time it closes the reader.
    reader.locator("#qa-find-words").press("Escape")
    assert reader.locator("#qa-reader").is_visible()
    reader.locator("#qa-find-words").press("Escape")
    reader.locator("#qa-reader").wait_for(state="hidden")
    assert "doc=" not in reader.url


def test_back_on_a_phone_closes_the_reader_and_stays_on_the_page(reader, url):
    reader.set_viewport_size(PHONE)
    covered = reader.locator("#qa-reader")
    for opening in range(2):
        reader.evaluate("window.qaPick('council.txt')")
        reader.locator("#qa-view .qa-turn").first.wait_for()
        reader.wait_for_url("**/?doc=council.txt*")
        length = reader.evaluate("history.length")
        reader.go_back()
        covered.wait_for(state="hidden")
        assert reader.url == url
        assert reader.locator("#qa-question textarea").is_visible()
        assert opening == 0 or reader.evaluate("history.length") == length, "one state, however often it opens"
    reader.go_forward()
    covered.wait_for(state="visible")
    reader.wait_for_url("**/?doc=council.txt*")
    # Loaded anew it is still the same place.
    reader.reload()
    covered.wait_for(state="visible")
    reader.locator("#qa-view .qa-turn").first.wait_for()
    reader.get_by_role("button", name="Close the transcript").click()
    covered.wait_for(state="hidden")
    reader.wait_for_url(url)
    reader.locator("#qa-question textarea").wait_for()
    # A link is where one came to: closing stays on the page, and no state is added.
    length = reader.evaluate("history.length")
    reopened(reader, url, "?doc=council.txt&turn=2")
    reader.get_by_role("button", name="Close the transcript").click()
    covered.wait_for(state="hidden")
    reader.wait_for_url(url)
    assert reader.evaluate("history.length") <= length + 1


def test_on_the_desktop_transcripts_leave_no_trail_for_back(reader, url):
    length = reader.evaluate("history.length")
    for name in ("council.txt", "talk.json", "council.txt"):
        reader.evaluate("(name) => window.qaPick(name)", name)
        reader.wait_for_url(f"**/?doc={name}*")
    assert reader.evaluate("history.length") == length


def test_a_citation_opens_after_the_server_was_started_again(page, seeds, offline_env):
    index = seeds.parent / "index"
    port = choose_port("127.0.0.1", 0, print)
    with served(seeds, index, offline_env, "--port", str(port)) as url, opened(page, url):
        answer = ask(page, QUESTION)
    with served(seeds, index, offline_env, "--port", str(port)):
        answer.locator(".qa-marker").first.click()
        page.locator("#qa-view mark").first.wait_for()
        assert "walrus enclosure" in page.locator("#qa-view .qa-turn:has(mark)").inner_text()
        assert page.locator("#qa-step").inner_text().startswith("citation 1 of ")


def test_a_changed_document_is_said_when_its_citation_is_opened(reader, seeds):
    answer = ask(reader, QUESTION)
    path = seeds / "council.txt"
    was = path.read_text()
    path.write_text(was.replace("Nobody", "Somebody"))
    try:
        answer.locator(".qa-sources a", has_text="Council of the harbour town").first.click()
        reader.locator("#qa-warning").get_by_text("has changed since it was indexed").wait_for()
        assert reader.locator("#qa-view mark").count() == 0
        assert reader.locator("#qa-view .qa-turn").count() == 3
    finally:
        path.write_text(was)


def test_a_transcript_that_took_its_time_only_faded_what_stood_there(reader, url):
    reader = reopened(reader, url, "?doc=council.txt")
    settled(reader)
    keep_back(reader, "qaPlaced")
    view = reader.locator("#qa-view")
    asked = ask(reader, "What did Lindqvist say?")
    asked.locator("a.qa-marker").first.click()
    reader.locator("#qa-heard").get_by_text("Opening the transcript").wait_for(state="attached")
    shown = "(one) => getComputedStyle(one, '::before').content"
    assert "Opening the transcript" in view.evaluate(shown)
    assert view.evaluate("(one) => getComputedStyle(one).opacity") == "1", "what one reads stays as plain as it was"
    reader.evaluate("letGo()")
    view.locator("mark").first.wait_for()
    settled(reader)
    assert view.evaluate(shown) in {"none", "normal"}
