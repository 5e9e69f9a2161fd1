"""The library as a person uses it."""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.support.site import DESKTOP, PHONE, opened, show_library

HOSTILE_NAME = 'x <img src=x onerror="window.hacked=1"> [a](javascript:alert(2)).json'
HOSTILE = json.dumps(
    {
        "title": "<script>window.hacked=3</script> **bold** {{7*7}} ${7*7}",
        "date": "2024-07-01",
        "turns": [
            {
                "speaker": "<img src=x onerror='window.hacked=4'>",
                "text": "<b onclick='1'>Pineapple</b> [x](javascript:5)",
            },
            {"speaker": "MS. GOOD", "text": "I do not agree."},
        ],
    }
)
TALK = "July 1, 2024\nThe heron inquiry\n\nANN: The heron nests here.\n\nBEN: It does, every year.\n"


@pytest.fixture(scope="module")
def seeds(tmp_path_factory, demo_site) -> Path:
    folder = tmp_path_factory.mktemp("library") / "site"
    shutil.copytree(demo_site, folder)
    return folder / "seeds"


@pytest.fixture
def shelf(page, url):
    """The library's tab, at desktop size."""
    with opened(page, url):
        show_library(page)
        yield page


def titles(page):
    return page.locator("#qa-shelf tbody tr:visible .qa-open").all_inner_texts()


def drop(page, files):
    """Drag files over the library and let go, as from a file manager."""
    page.evaluate(
        """(files) => {
            const data = new DataTransfer();
            for (const [name, text] of files) data.items.add(new File([text], name));
            const target = document.querySelector('#qa-shelf');
            for (const type of ['dragover', 'drop']) {
                target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
            }
        }""",
        files,
    )
    page.locator("#qa-dropped section[data-batch]:not([data-batch=''])").wait_for()


def said(page, text):
    page.locator("#qa-status").get_by_text(text).first.wait_for()


def add(page):
    page.get_by_role("button", name="Add to the library").click()
    said(page, "indexed")


def test_search_and_sort(shelf):
    assert shelf.locator("#qa-shelf-count").inner_text() == "14 transcripts"
    dates = shelf.locator("#qa-shelf tbody .qa-c-date").evaluate_all("all => all.map((one) => one.dataset.value)")
    assert dates == sorted(dates, reverse=True)
    for key, number in (("Words", True), ("Title", False)):
        shelf.get_by_role("button", name=key, exact=True).click()
        cells = shelf.locator(f"#qa-shelf tbody .qa-c-{key.lower()}")
        values = cells.evaluate_all("all => all.map((one) => one.dataset.value)")
        assert values == (sorted(values, key=int, reverse=True) if number else sorted(values, key=str.casefold))
        head = shelf.get_by_role("columnheader", name=key)
        assert head.get_attribute("aria-sort") == ("descending" if number else "ascending")
    search = shelf.get_by_label("Search the library")
    # A speaker who is not among the two that are shown, and a word of a title.
    search.fill("bellweather FERRY")
    shelf.locator("#qa-shelf-count").get_by_text(re.compile("of 14 transcripts match")).wait_for()
    assert "Port Aldwin Town Council: Special Session on the Harbour Ferry" in titles(shelf)
    assert len(titles(shelf)) < 5
    search.fill("nothing at all is called so")
    shelf.locator("#qa-shelf-count").get_by_text("0 of 14").wait_for()
    assert titles(shelf) == []


def test_a_click_opens_the_transcript_and_so_does_the_keyboard(shelf):
    first, second = titles(shelf)[:2]
    shelf.locator("#qa-shelf tbody tr").first.locator(".qa-c-words").click()
    shelf.locator("#qa-view").get_by_role("heading", name=first).wait_for()
    shelf.get_by_role("button", name=second, exact=True).focus()
    shelf.keyboard.press("Enter")
    shelf.locator("#qa-view").get_by_role("heading", name=second).wait_for()
    # The row of the one that is open is told apart, until it is closed.
    current = shelf.locator("#qa-shelf .qa-open[aria-current=true]")
    assert current.all_inner_texts() == [second]
    shelf.locator("#qa-shelf [data-sort=title]").click()
    assert current.all_inner_texts() == [second]
    shelf.get_by_role("button", name="Close the transcript").click()
    current.wait_for(state="detached")
    # On a phone too, where it is only covered.
    shelf.set_viewport_size(PHONE)
    shelf.get_by_role("button", name=second, exact=True).click()
    shelf.locator("#qa-view").get_by_role("heading", name=second).wait_for()
    assert current.all_inner_texts() == [second]
    shelf.get_by_role("button", name="Close the transcript").click()
    current.wait_for(state="detached")


def test_what_was_just_added_stands_first_whatever_its_date(shelf, seeds):
    drop(shelf, [["old.txt", "July 1, 1987\nThe old pier\n\nANN: The pier stands.\n\nBEN: It does, every year.\n"]])
    add(shelf)
    shelf.locator("#qa-shelf tbody tr").first.get_by_role("button", name="The old pier", exact=True).wait_for()
    assert shelf.locator("#qa-shelf tr[data-fresh]").count() == 1
    for _ in range(2):
        shelf.locator("#qa-shelf [data-sort=date]").click()
    assert titles(shelf)[-1] == "The old pier"
    # It is old by the next visit. What is put back was there before.
    shelf.reload()
    show_library(shelf)
    assert shelf.locator("#qa-shelf tr[data-fresh]").count() == 0
    shelf.get_by_role("button", name="Remove The old pier, 1 July 1987", exact=True).click()
    said(shelf, "1 removed")
    shelf.get_by_role("button", name="The old pier", exact=True).wait_for(state="detached")
    shelf.get_by_role("button", name="Undo").click()
    shelf.get_by_role("button", name="The old pier", exact=True).wait_for()
    assert shelf.locator("#qa-shelf tr[data-fresh]").count() == 0
    (seeds / "old.txt").unlink()
    shelf.get_by_role("button", name="Rebuild index").click()
    said(shelf, "1 removed")


def test_dropped_files_are_shown_as_understood_before_they_are_added(shelf, seeds):
    present = sorted(seeds.glob("*.txt"))[0]
    drop(
        shelf,
        [
            ["talk.txt", TALK],
            ["song.mp3", "ID3"],
            ["bad.json", "{"],
            [present.name, present.read_text()],
            ["notes.txt", "Only notes.\n\nNobody speaks in them at all.\n"],
        ],
    )
    section = shelf.get_by_role("region", name="Files to add")
    assert section.locator("h2").inner_text() == "2 of 5 files can be added"
    shown = section.locator("li").all_inner_texts()
    assert "Dialogue · “The heron inquiry” · 1 July 2024 · 2 turns · 8 words · 2 speakers: ANN, BEN" in shown[0]
    assert "ANN: The heron nests here." in shown[0]
    assert "sound, video, pictures and archives" in shown[1]
    assert "not valid JSON" in shown[2]
    assert f"as {present.name}" in shown[3]
    assert "No speakers were recognised" in shown[4]
    assert not (seeds / "talk.txt").exists()
    section.get_by_role("checkbox", name="notes.txt").uncheck()
    add(shelf)
    shelf.locator("#qa-header").get_by_text("15 transcripts").wait_for()
    shelf.locator("#qa-shelf").get_by_role("button", name="The heron inquiry", exact=True).wait_for()
    assert (seeds / "talk.txt").read_text() == TALK
    assert section.locator("li").count() == 1, "what was not chosen waits on"
    shelf.get_by_role("button", name="Discard all").click()
    section.wait_for(state="detached")
    assert not list(seeds.glob(".qa-*"))


def test_what_was_added_from_the_end_of_the_list_stood_out_of_sight(shelf, seeds):
    talks = [[f"bird {at}.txt", TALK.replace("heron", f"bird of kind {at}")] for at in range(9)]
    before = len(titles(shelf))
    drop(shelf, talks)
    shelf.locator("#qa-dropped li").last.scroll_into_view_if_needed()
    add(shelf)
    shelf.locator("#qa-header").get_by_text(f"{before + 9} transcripts").wait_for()
    top = shelf.locator("#qa-drop").bounding_box()["y"]
    assert 0 <= top < 200
    for at in range(9):
        (seeds / f"bird {at}.txt").unlink()
    shelf.get_by_role("button", name="Rebuild index").click()
    said(shelf, "9 removed")


def test_a_namesake_can_replace_and_be_put_back(shelf, seeds):
    (seeds / "talk.txt").write_text(TALK)
    drop(shelf, [["talk.txt", TALK.replace("heron", "stork")]])
    choice = shelf.get_by_role("group", name="There is another file of this name in the library.")
    assert choice.get_by_label("Keep both: add this as talk (2).txt").is_checked()
    choice.get_by_label("Replace talk.txt").check()
    add(shelf)
    said(shelf, "talk.txt was replaced")
    assert "stork" in (seeds / "talk.txt").read_text()
    shelf.get_by_role("button", name=re.compile("^Put back: ")).first.click()
    said(shelf, "as talk (2).txt, since another file has its name")
    assert "heron" in (seeds / "talk (2).txt").read_text()
    # Its build has ended when it stands in the list.
    shelf.locator("#qa-shelf tbody").get_by_text("talk (2).txt").wait_for()
    (seeds / "talk.txt").unlink()
    (seeds / "talk (2).txt").unlink()
    shelf.get_by_role("button", name="Rebuild index").click()
    said(shelf, "2 removed")


def test_one_too_large_is_said_and_the_others_are_read(shelf):
    shelf.evaluate("document.querySelector('#qa-drop-zone').dataset.largest = '20'")
    drop(shelf, [["large.txt", "x" * 21], ["small.txt", "ANN: Hello there."]])
    shown = shelf.locator(".qa-dropped li").all_inner_texts()
    assert "larger than 50 MB: split it" in shown[0]
    assert "Plain text · " in shown[1] and "ANN: Hello there." in shown[1]
    shelf.get_by_role("button", name="Discard all").click()


def test_of_many_files_dropped_at_once_all_are_read_in_turn(shelf, seeds):
    shelf.evaluate("document.querySelector('#qa-drop-zone').dataset.most = '2'")
    talks = [[f"{name}.txt", TALK.replace("heron", name)] for name in ("stork", "crane", "ibis")]
    drop(shelf, [["one.json", "{"], ["two.json", "{"], ["three.json", "{"], ["four.json", "{"], *talks])
    state, files = shelf.locator("#qa-drop-state"), shelf.locator(".qa-dropped li strong")
    state.get_by_text("1 more file waits: add or discard those below first.").wait_for()
    bad = ["one.json", "two.json", "three.json", "four.json"]
    assert files.all_inner_texts() == [*bad, "stork.txt", "crane.txt"]
    add(shelf)
    said(shelf, "2 added")
    # It is read after the others are added.
    files.get_by_text("ibis.txt").wait_for()
    assert files.all_inner_texts() == ["ibis.txt"]
    shelf.wait_for_function("!document.querySelector('#qa-drop-state').textContent")
    shelf.get_by_role("button", name="Discard all").click()
    shelf.locator(".qa-dropped").wait_for(state="detached")
    for name in ("stork", "crane"):
        (seeds / f"{name}.txt").unlink()
    shelf.get_by_role("button", name="Rebuild index").click()
    said(shelf, "2 removed")


def cut_off(page):
    """Take the network away while something is asked for: the page loads itself anew when it is back."""
    page.context.set_offline(True)
    page.evaluate("window.qaConversation.send('wake', {})")
    page.locator(".toast-body").get_by_text("It goes on by itself when it is back").wait_for()


def come_back(page):
    with page.expect_event("load"):
        page.context.set_offline(False)
    show_library(page)


def test_files_that_could_not_be_sent_were_being_read_for_ever(shelf):
    shelf.context.set_offline(True)
    shelf.locator("#qa-drop-input").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": TALK.encode()}
    )
    state = shelf.locator("#qa-drop-state")
    state.get_by_text("is not being served any more, or the network is down. Drop the files again").wait_for()
    toast = shelf.locator(".toast-body")
    toast.get_by_text("What was asked of the page meanwhile did not come").wait_for()
    assert not any("fetch" in text for text in toast.all_inner_texts())
    # Whether the page loads itself anew depends on what else it was asking for: here it is sure to.
    cut_off(shelf)
    come_back(shelf)
    assert shelf.locator("#qa-notice").inner_text() == "", "what was never taken is not missed"
    drop(shelf, [["a.txt", TALK]])
    assert "1 of 1 file can be added" in shelf.locator("#qa-dropped").inner_text()
    shelf.get_by_role("button", name="Discard all").click()
    shelf.locator("#qa-dropped section").wait_for(state="detached")


def test_a_page_that_was_cut_off_asked_to_stay_on_it_and_could_do_nothing_any_more(shelf):
    drop(shelf, [["a.txt", TALK], ["b.txt", TALK.replace("heron", "wren")]])
    # A browser asks only where something was pressed; `opened` fails where one does.
    shelf.get_by_label("Search the library").click()
    cut_off(shelf)
    shelf.locator("#qa-drop-input").set_input_files({"name": "c.txt", "mimeType": "text/plain", "buffer": b"Ann: No."})
    shelf.locator("#qa-drop-state").get_by_text("Drop the files again when it is back").wait_for()
    come_back(shelf)
    shelf.locator("#qa-notice").get_by_text("2 files were not added: drop them again").wait_for()
    assert not shelf.locator("#qa-dropped li").count()
    shelf.reload()
    show_library(shelf)
    assert shelf.locator("#qa-notice").inner_text() == ""


def test_dropped_files_were_lost_without_a_word_when_the_page_was_left(page, url):
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.accept())
    page.goto(url)
    show_library(page)
    # A browser asks only where something was pressed.
    page.get_by_label("Search the library").click()
    page.reload()
    show_library(page)
    assert asked == []
    drop(page, [["waits.txt", TALK.replace("heron", "wren")], ["bad.json", "{"]])
    page.get_by_label("Search the library").click()
    page.reload()
    show_library(page)
    assert asked == ["beforeunload"]
    drop(page, [["bad.json", "{"]])
    page.get_by_label("Search the library").click()
    page.reload()
    show_library(page)
    assert asked == ["beforeunload"], "of what cannot be added nothing is lost"


def test_the_server_itself_refuses_what_is_too_large(url):
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n' + bytes((50 << 20) + 1)
    request = urllib.request.Request(
        f"{url}gradio_api/upload", body + b"\r\n--x--", {"Content-Type": "multipart/form-data; boundary=x"}
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    with refused.value as error:
        assert error.code == 413


def test_removing_and_undoing_by_keyboard(shelf, seeds):
    before = titles(shelf)
    files = {path.name for path in seeds.iterdir()}
    row = shelf.locator("#qa-shelf tbody tr").nth(1)
    row.get_by_role("button", name=re.compile("^Remove")).focus()
    shelf.keyboard.press("Enter")
    said(shelf, "1 removed")
    assert len({path.name for path in seeds.iterdir()}) == len(files) - 1
    shelf.wait_for_function("(n) => document.querySelectorAll('#qa-shelf tbody tr').length === n", arg=len(before) - 1)
    assert titles(shelf) == [before[0], *before[2:]]
    shelf.get_by_role("button", name="Undo").focus()
    shelf.keyboard.press("Enter")
    said(shelf, "back")
    said(shelf, "1 added")
    shelf.wait_for_function("(n) => document.querySelectorAll('#qa-shelf tbody tr').length === n", arg=len(before))
    assert titles(shelf) == before
    assert {path.name for path in seeds.iterdir()} == files
    shelf.get_by_role("button", name="Dismiss this message").click()
    shelf.locator("#qa-status .qa-status").wait_for(state="detached")


def test_the_focus_was_lost_with_what_was_pressed_or_left_on_the_button_that_removes_the_next(shelf, seeds):
    def focused(selector):
        shelf.wait_for_function("(one) => document.activeElement.matches(one)", arg=selector)

    drop(shelf, [["lead.txt", "ANN: I lead.\n\nBEN: You do.\n\nANN: Do I?\n"]])
    shelf.get_by_role("button", name="Add to the library").focus()
    shelf.keyboard.press("Enter")
    focused("#qa-shelf-search")
    said(shelf, "1 added")
    remove = shelf.locator("#qa-shelf").get_by_role("button", name="Remove lead.txt")
    remove.focus()
    shelf.keyboard.press("Enter")
    focused("#qa-status [data-do=undo]")
    shelf.keyboard.press("Enter")
    said(shelf, "back")
    focused("#qa-shelf-search")
    remove.focus()
    shelf.keyboard.press("Enter")
    focused("#qa-status [data-do=undo]")
    shelf.get_by_role("button", name="Delete for good: lead.txt").focus()
    shelf.keyboard.press("Enter")
    shelf.locator("#qa-removed").get_by_role("button", name=re.compile("Really delete?")).wait_for()
    shelf.keyboard.press("Enter")
    said(shelf, "for good")
    focused("#qa-shelf-search")
    assert not (seeds / "lead.txt").exists()


def test_a_file_whose_name_holds_what_cannot_be_seen_is_removed(shelf, seeds):
    file = seeds / "re\u202aport.txt"
    file.write_text(TALK)
    shelf.get_by_role("button", name="Rebuild index").click()
    said(shelf, "1 added")
    row = shelf.locator("#qa-shelf tbody tr", has_text="report.txt")
    row.get_by_role("button", name="Remove").click()
    said(shelf, "1 removed")
    assert not file.exists()
    assert shelf.locator("#qa-status").get_by_text("was gone already").count() == 0
    shelf.get_by_role("button", name="Delete for good: The heron inquiry").click()
    shelf.locator("#qa-removed").get_by_role("button", name=re.compile("Really delete?")).click()
    said(shelf, "Deleted “The heron inquiry” for good")


def test_the_open_transcript_is_removed_with_a_word_and_comes_back_by_undo(shelf):
    first = titles(shelf)[0]
    shelf.locator("#qa-shelf tbody tr").first.locator(".qa-open").click()
    shelf.locator("#qa-view").get_by_role("heading", name=first).wait_for()
    shelf.wait_for_function("document.querySelector('#qa-picker input').value")
    address, picked = shelf.url, shelf.locator("#qa-picker input")
    assert "?doc=" in address and picked.input_value().startswith(first)
    shelf.get_by_role("button", name=f"Remove {first}").click()
    warning = shelf.locator("#qa-warning")
    warning.get_by_text(f"“{first}” is no longer in the library.").wait_for()
    shelf.locator("#qa-picker input:placeholder-shown").wait_for()
    assert "doc=" not in shelf.url
    assert shelf.locator("#qa-view .qa-turn").count() > 5
    shelf.get_by_role("button", name="Undo").click()
    warning.wait_for(state="hidden")
    shelf.wait_for_function("document.querySelector('#qa-picker input').value")
    assert picked.input_value().startswith(first)
    assert shelf.url == address


def test_several_removed_in_a_row_one_put_back_one_deleted_for_good(shelf, seeds):
    (seeds / "one.txt").write_text("ANN: One heron.\n\nBEN: Yes.\n")
    (seeds / "two.txt").write_text("ANN: Two herons.\n\nBEN: No.\n")
    shelf.get_by_role("button", name="Rebuild index").click()
    said(shelf, "2 added")
    for name in ("one.txt", "two.txt"):
        shelf.locator("#qa-shelf").get_by_role("button", name=f"Remove {name}").click()
    shelf.locator("#qa-removed").get_by_text("Removed (2)").wait_for()
    shelf.locator("#qa-header").get_by_text("14 transcripts").wait_for()
    shelf.get_by_role("button", name="Put back: one.txt").click()
    said(shelf, "Put “one.txt” back")
    said(shelf, "1 added (one.txt)")
    # The list of what was removed is drawn anew with the table.
    shelf.locator("#qa-shelf").get_by_role("button", name="one.txt", exact=True).wait_for()
    delete = shelf.get_by_role("button", name="Delete for good: two.txt")
    delete.click()
    shelf.locator("#qa-removed").get_by_role("button", name=re.compile("Really delete?")).click()
    said(shelf, "Deleted “two.txt” for good")
    shelf.locator("#qa-removed section").wait_for(state="detached")
    assert (seeds / "one.txt").exists() and not (seeds / "two.txt").exists()
    assert not list((seeds.parent / "index" / "removed").iterdir())
    (seeds / "one.txt").unlink()
    shelf.get_by_role("button", name="Rebuild index").click()
    said(shelf, "1 removed (one.txt)")


def test_plots_tell_their_numbers_and_follow_the_choice(shelf):
    spoken = shelf.locator("#qa-spoken").get_by_role("img")
    everybody = spoken.get_attribute("aria-label")
    assert everybody.startswith("Words by speaker. ") and "25 more" in everybody
    assert shelf.locator("#qa-spoken .qa-plot-bar").count() == 10
    shelf.locator("#qa-spoken-in input").click()
    shelf.get_by_role("option", name=re.compile("Harbour Talk")).first.click()
    shelf.wait_for_function(
        "(before) => document.querySelector('#qa-spoken [role=img]').getAttribute('aria-label') !== before",
        arg=everybody,
    )
    assert "Ann Reyes: " in spoken.get_attribute("aria-label")
    times = shelf.locator("#qa-timeline").get_by_role("img").get_attribute("aria-label")
    assert times.startswith("Transcripts, by month, 14 March 2023 to 11 February 2025.")
    assert sum(int(number) for number in re.findall(r": (\d+)", times)) == 14


def test_another_session_sees_it_when_it_looks_and_nothing_of_the_first_ones_own(shelf, browser, url, seeds):
    context = browser.new_context(viewport=DESKTOP)
    other = context.new_page()
    with opened(other, url):
        show_library(other)
        # The newest: its row stays the first one, also when the table comes anew while it is clicked.
        drop(shelf, [["shared.txt", TALK.replace("heron", "crane").replace("2024", "2025")]])
        shelf.get_by_label("Search the library").fill("crane")
        assert other.locator("#qa-dropped section").count() == 0
        add(shelf)
        other.get_by_role("tab", name="Ask").click()
        other.get_by_role("tab", name="Library").click()
        other.get_by_role("button", name="The crane inquiry", exact=True).wait_for()
        assert len(titles(other)) == 15
        assert other.locator("#qa-status .qa-status").count() == 0
        other.get_by_role("button", name="Remove The crane inquiry").click()
        said(other, "1 removed")
        assert not (seeds / "shared.txt").exists()
    context.close()


def test_on_a_phone(page, url):
    with opened(page, url, PHONE):
        show_library(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        for selector in ("#qa-drop-zone", "#qa-shelf-search", "#qa-spoken svg", "#qa-timeline svg"):
            box = page.locator(selector).first.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"], selector
        page.locator("#qa-timeline").scroll_into_view_if_needed()
        assert page.locator("#qa-timeline svg").is_visible()
        page.locator("#qa-shelf .qa-open").first.click()
        page.locator("#qa-view .qa-turn").first.wait_for()
        page.get_by_role("button", name="Close the transcript").click()
        page.locator("#qa-reader").wait_for(state="hidden")
        drop(page, [["talk.txt", TALK]])
        assert page.locator(".qa-dropped").bounding_box()["width"] <= PHONE["width"]
        page.get_by_role("button", name="Discard all").click()


def test_hostile_names_and_contents_show_as_text(shelf, seeds):
    drop(shelf, [[HOSTILE_NAME, HOSTILE]])
    shown = shelf.locator(".qa-dropped").inner_text()
    for written in (HOSTILE_NAME, "<script>window.hacked=3</script> **bold** {{7*7}} ${7*7}", "<img src=x onerror='"):
        assert written in shown
    assert "<b onclick='1'>Pineapple</b> [x](javascript:5)" in shown
    add(shelf)
    row = shelf.locator("#qa-shelf tbody tr").filter(has_text="window.hacked=3")
    row.wait_for()
    # One that was put there by hand keeps its name.
    (seeds / HOSTILE_NAME.replace("(2)", "(3)")).write_text(HOSTILE.replace("2024-07-01", "2024-07-02"))
    shelf.get_by_role("button", name="Rebuild index").click()
    said(shelf, "1 added (x <img")
    assert HOSTILE_NAME.replace("(2)", "(3)") in shelf.locator("#qa-status").inner_text()
    shelf.wait_for_function("document.querySelectorAll('#qa-shelf tbody tr').length === 16")
    row.first.locator(".qa-c-words").click()
    shelf.locator("#qa-view .qa-turn").first.wait_for()
    shelf.locator("#qa-spoken-in input").click()
    shelf.get_by_role("option", name=re.compile("window.hacked")).first.click()
    shelf.locator("#qa-spoken text").filter(has_text="<img src=x onerror=").wait_for()
    row.first.get_by_role("button", name=re.compile("^Remove")).click()
    said(shelf, "1 removed")
    assert "<script>window.hacked=3</script>" in shelf.locator("#qa-removed").inner_text()
    shelf.wait_for_timeout(300)
    assert shelf.evaluate("window.hacked") is None
    for tag in ("img", "script", "iframe", "b", "a[href^=javascript]"):
        for place in ("#qa-library", "#qa-status", "#qa-view"):
            assert shelf.locator(f"{place} {tag}").count() == 0, (place, tag)


# Last: it takes everything away.
def test_the_last_one_removed_leaves_an_empty_library_that_says_how_to_add(shelf, seeds):
    names = sorted(path.name for path in seeds.iterdir())
    for path in list(seeds.iterdir())[1:]:
        path.unlink()
    shelf.get_by_role("button", name="Rebuild index").click()
    said(shelf, f"{len(names) - 1} removed")
    shelf.wait_for_function("document.querySelectorAll('#qa-shelf tbody tr').length === 1")
    shelf.locator("#qa-shelf").get_by_role("button", name=re.compile("^Remove")).click()
    shelf.locator("#qa-shelf").get_by_text("The library is empty").wait_for()
    assert str(seeds) in shelf.locator("#qa-shelf").inner_text()
    shelf.locator("#qa-view").get_by_text("There is none in the library yet.").wait_for()
    # Whoever comes now is shown the way, and not told to follow what is not there.
    shelf.reload()
    shelf.get_by_text("There is nothing to ask yet").wait_for()
    shelf.locator("#qa-view").get_by_text("There is none in the library yet.").wait_for()
    shelf.get_by_role("button", name="Add transcripts", exact=True).click()
    shelf.wait_for_function("document.activeElement.id === 'qa-drop-input'")
    drop(shelf, [["talk.txt", TALK]])
    add(shelf)
    shelf.get_by_role("button", name="The heron inquiry", exact=True).wait_for()
