"""What is seen of the page: nothing is cut off, jumps, or pushes away what one reads; and its tabs follow the keys."""

from __future__ import annotations

import pytest

from qa.config import Settings
from qa.indexing import build_index
from qa.web.library import Library
from tests.support.fakes import FakeEmbedder
from tests.support.programs import serving
from tests.support.site import PHONE, ask, opened, show_library

# Gradio counts its calls with what pandas has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

HEBREW = "חדשות\n\n" + "דוד לוי: אני תומך בתקציב המעבורת.\n\nשרה כהן: אני מתנגדת לתקציב המעבורת.\n\n" * 4
TALK = "ANN: The harbour ferry sails at nine every day.\n\nBOB: I would rather row to the harbour.\n\n" * 3
ZOOMED = {"width": 640, "height": 330}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("layout")
    (folder / "seeds").mkdir()
    for name, text in (("hebrew.txt", HEBREW), ("talk.txt", TALK)):
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    settings, embedder = Settings(seeds=folder / "seeds", index=folder / "index"), FakeEmbedder()
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    with serving(library) as url:
        yield f"{url}/"
    library.close()


def test_a_paragraph_pasted_as_a_question_pushed_its_answer_out_of_sight(chat):
    answer = ask(chat, "What did Ann say about the harbour ferry, which sails at nine every day? " * 25)
    question = chat.locator("#qa-log .qa-question")
    assert question.bounding_box()["height"] < 220
    assert question.evaluate("one => one.scrollHeight > one.clientHeight"), "all of it can be scrolled to"
    room = chat.locator("#qa-log").bounding_box()
    assert answer.bounding_box()["y"] < room["y"] + room["height"] / 2


def test_the_bar_of_a_quote_from_right_to_left_stood_on_the_wrong_side(chat):
    edges = "one => ['left', 'right'].map(side => parseFloat(getComputedStyle(one)[`border-${side}-width`]))"
    assert ask(chat, "Did anyone say “אני תומך בתקציב המעבורת”?").locator(".qa-quote").first.evaluate(edges) == [0, 3]
    assert ask(chat, "What did Ann say about the ferry?").locator(".qa-quote").first.evaluate(edges) == [3, 0]


def test_the_bar_of_a_turn_from_right_to_left_stood_on_the_wrong_side(chat):
    seen = """one => {
        const at = part => one.querySelector(part).getBoundingClientRect().x;
        const edge = side => parseFloat(getComputedStyle(one)[`border-${side}-width`]);
        return [edge('left'), edge('right'), at('.qa-name') < at('.qa-index')];
    }"""
    card = "one => parseFloat(getComputedStyle(one).borderRightWidth)"
    for question, shown, bar in (
        ("Did anyone say “אני תומך בתקציב המעבורת”?", [0, 3, False], 3),
        ("What did Ann say about the ferry?", [3, 0, True], 0),
    ):
        answer = ask(chat, question)
        answer.locator(".qa-marker").first.hover()
        assert chat.locator("#qa-card blockquote", has_text="תקציב" if bar else "ferry").evaluate(card) == bar
        answer.locator(".qa-sources a").first.click()
        turn = chat.locator("#qa-view .qa-turn.qa-target").first
        turn.get_by_text("תקציב" if bar else "ferry").first.wait_for()
        assert turn.evaluate(seen) == shown


def test_clear_filters_was_cut_off_where_one_zooms_in(chat):
    chat.set_viewport_size(ZOOMED)
    chat.get_by_role("button", name="Add filter").click()
    chat.get_by_role("textbox", name="From").fill("2023")
    chat.get_by_role("textbox", name="Until").fill("never")
    chat.locator("#qa-dates-problem p").wait_for()
    clear = chat.get_by_role("button", name="Clear filters")
    inside = """one => {
        const panel = one.closest('#qa-filters');
        const box = one.getBoundingClientRect(), around = panel.getBoundingClientRect();
        return panel.scrollHeight <= panel.clientHeight && box.top >= around.top && box.bottom <= around.bottom;
    }"""
    assert clear.evaluate(inside)
    clear.click()
    chat.wait_for_function("!document.querySelector('.qa-chip')")


def test_the_question_was_half_in_sight_where_one_zooms_in(chat):
    chat.set_viewport_size(ZOOMED)
    chat.evaluate("scrollTo(0, 0)")
    field = chat.locator("#qa-question textarea")
    field.press_sequentially("Why?")
    box = field.bounding_box()
    assert box["y"] + box["height"] + 4 <= ZOOMED["height"], "with the ring around it"


def test_the_page_moved_down_when_it_was_known_what_is_indexed(chat):
    line = chat.locator(".qa-indexed")
    top = chat.locator("#qa-main").bounding_box()["y"]
    line.evaluate("one => { one.textContent = ' '; }")
    assert chat.locator("#qa-main").bounding_box()["y"] == top


def test_a_hint_that_is_too_long_for_its_field_ends_in_dots(chat):
    chat.set_viewport_size(PHONE)
    show_library(chat)
    search = chat.locator("#qa-shelf-search")
    assert search.evaluate("one => getComputedStyle(one).textOverflow") == "ellipsis"


def test_the_ring_of_a_list_lay_upon_its_words(chat):
    chat.get_by_role("button", name="Add filter").click()
    chat.locator("#qa-add-filter").focus()
    chat.keyboard.press("Shift+Tab")
    chat.keyboard.press("Shift+Tab")
    chat.keyboard.press("Shift+Tab")
    chat.keyboard.press("Shift+Tab")
    assert chat.evaluate("Boolean(document.activeElement.closest('#qa-by-document'))")
    drawn = "one => getComputedStyle(one).outlineStyle"
    assert chat.locator("#qa-by-document input").evaluate(drawn) == "none"
    assert chat.locator("#qa-by-document .wrap:has(input)").evaluate(drawn) == "solid"


def test_arrows_go_from_tab_to_tab(chat):
    shown = "document.querySelector('[role=tab][aria-selected=true]')"
    chat.locator("#qa-talks").focus()
    chat.keyboard.press("Shift+Tab")
    assert chat.evaluate("document.activeElement.textContent") == "Ask", "one stop for all tabs: the one that is shown"
    for key, name in (("ArrowRight", "Library"), ("ArrowRight", "Ask"), ("ArrowLeft", "Library"), ("Home", "Ask")):
        chat.keyboard.press(key)
        chat.wait_for_function(f"{shown}.textContent === '{name}' && document.activeElement === {shown}")
        chat.wait_for_function(
            f"{shown}.tabIndex === 0 && document.querySelectorAll('[role=tab][tabindex=\"-1\"]').length"
        )
    chat.keyboard.press("End")
    chat.wait_for_function(f"{shown}.textContent === 'Library'")
    panel = chat.get_by_role("tabpanel", name="Library")
    assert panel.is_visible()
    chat.keyboard.press("Shift+Tab")
    assert chat.evaluate("document.activeElement.role") != "tab"


def test_the_keyboard_of_a_phone_stayed_over_the_answer(browser, address):
    context = browser.new_context(has_touch=True, is_mobile=True, viewport=PHONE)
    with opened(context.new_page(), address, PHONE) as phone:
        phone.locator(".qa-example").first.wait_for()
        ask(phone, "What did Ann say about the ferry?")
        assert phone.evaluate("document.activeElement === document.body")
    context.close()


def test_the_next_question_is_typed_at_once_where_there_are_keys(chat):
    ask(chat, "What did Ann say about the ferry?")
    assert chat.evaluate("document.activeElement.matches('#qa-question textarea')")


def test_a_phone_drew_the_page_nearer_when_a_field_was_entered(browser, address):
    context = browser.new_context(has_touch=True, is_mobile=True, viewport=PHONE)
    sizes = """[...document.querySelectorAll('#qa-main :is(input, textarea)')].filter(one => one.type !== 'file')
        .map(one => parseFloat(getComputedStyle(one).fontSize))"""
    with opened(context.new_page(), address, PHONE) as phone:
        ask(phone, "What did Ann say about the ferry?").locator(".qa-sources a").first.tap()
        phone.locator("#qa-view mark").first.wait_for()
        shown = phone.evaluate(sizes)
        phone.locator("#qa-close").tap()
        show_library(phone)
        shown += phone.evaluate(sizes)
        assert len(shown) > 6 and min(shown) >= 16
    context.close()


def test_the_cards_of_the_library_were_wider_than_a_narrow_phone(chat):
    chat.set_viewport_size({"width": 320, "height": 568})
    show_library(chat)
    # As long as they come.
    chat.evaluate(
        """() => {
            const long = { date: '28 Sep 2024', turns: '1,300 turns', words: '12,649 words' };
            for (const [part, text] of Object.entries(long)) {
                document.querySelector(`#qa-shelf tbody .qa-c-${part}`).textContent = text;
            }
        }"""
    )
    assert (
        chat.evaluate(
            "Math.max(...[...document.querySelectorAll('#qa-shelf td')].map(one => one.getBoundingClientRect().right))"
        )
        <= 320
    )


def test_days_ran_into_the_speakers_where_letters_are_set_apart(chat):
    show_library(chat)
    chat.add_style_tag(content="* { letter-spacing: .12em !important; word-spacing: .16em !important; }")
    assert chat.evaluate(
        """() => {
            const cell = document.querySelector('#qa-shelf tbody .qa-c-date');
            cell.textContent = '28 Sep 2024';
            return cell.scrollWidth <= cell.clientWidth;
        }"""
    )
