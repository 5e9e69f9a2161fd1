"""Adding, removing, putting back: what happens in the folder, in the index, and what is said."""

import html
import json
import os
import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from qa.addresses import LOCK
from qa.config import Settings
from qa.errors import FolderEmpty, InvalidInput, SourceError, StoreBusy
from qa.indexing import Stage
from qa.web.chat import welcome
from qa.web.library import Library, Overview
from qa.web.shelf import actions, listing, placing, rebuild, trash, uploads
from qa.web.shelf import panel as shelf
from tests.support.fakes import FakeEmbedder
from tests.web.conftest import HOSTILE

TALK = "July 1, 2024\nThe heron inquiry\n\nANN: The heron nests here.\n\nBEN: It does, every year.\n"

HOSTILE_JSON = json.dumps(
    {
        "title": "<script>t</script>",
        "turns": [
            {"speaker": "<img src=s>", "text": "<b>Hello</b> [a](javascript:1)"},
            {"speaker": "B", "text": "Hm."},
        ],
    }
)


@pytest.fixture
def arrived(tmp_path):
    """Where uploads come in."""
    folder = tmp_path / "arrived"
    folder.mkdir()
    return folder


@pytest.fixture
def taken(library, arrived):
    """Drop files, given as pairs of name and content."""

    def take(*files, waiting=()):
        sent = []
        for number, (name, content) in enumerate(files):
            path = arrived / f"{len(os.listdir(arrived))}-{number}"
            path.write_text(content)
            sent.append({"name": name, "path": str(path)})
        return list(actions.take(library, waiting, sent, arrived))[-1]

    return take


def build(library):
    return library.rebuild(lambda _: None)


def documents(library):
    return [one.document for one in library.overview().documents]


def ticked(dropped, **how):
    return {f"take-{one.key}": True for one in dropped} | how


def test_dropped_files_are_read_then_added_and_indexed(library, taken, arrived):
    waiting = taken(("talk.txt", TALK), ("bad.json", "{"), ("<b>.txt", TALK + "\nANN: And more.\n"))
    assert [one.reason is None for one in waiting] == [True, False, True]
    assert documents(library) == ["2024-07-24-blinken-wang-xiaohong.txt"], "nothing is indexed yet"
    done = actions.put(library, waiting, ticked(waiting))
    assert done == actions.Put((), (), ("<b>.txt was added as _b_.txt",), (), done.refused)
    assert [one.partition(":")[0] for one in done.refused] == ["bad.json could not be added"]
    assert build(library).added == ("_b_.txt", "talk.txt")
    assert not list(arrived.iterdir())
    assert not any(library._waiting.iterdir()), "what was added waits no more"


def test_what_is_not_chosen_waits_on(library, taken):
    waiting = taken(("a.txt", TALK), ("b.txt", TALK + "\nANN: More.\n"))
    done = actions.put(library, waiting, {f"take-{waiting[1].key}": True})
    assert done.left == waiting[:1]
    assert not (library.settings.seeds / "a.txt").exists()
    assert (library.settings.seeds / "b.txt").read_text().endswith("More.\n")


@pytest.mark.parametrize("how", ["beside", "over"])
def test_a_namesake_is_kept_or_replaced_as_chosen(library, taken, how):
    (library.settings.seeds / "talk.txt").write_text("ANN: The former words.\n\nBEN: Indeed.\n")
    build(library)
    (one,) = taken(("talk.txt", TALK))
    done = actions.put(library, [one], ticked([one], **{f"how-{one.key}": how}))
    assert done.wrong == ()
    build(library)
    if how == "beside":
        assert done.renamed == ("talk.txt was added as talk (2).txt",)
        assert "former" in (library.settings.seeds / "talk.txt").read_text()
        assert library.removed() == []
    else:
        assert "was replaced" in done.replaced[0]
        assert (library.settings.seeds / "talk.txt").read_text() == TALK
        (former,) = library.removed()
        _, document = library.restore(former.token)
        assert document == "talk (2).txt"
        assert "former" in (library.settings.seeds / document).read_text()


@pytest.mark.parametrize("step", ["copyfile", "link"])
def test_a_replacement_that_failed_took_the_old_transcript_away(library, taken, monkeypatch, step):
    talk = library.settings.seeds / "talk.txt"
    talk.write_text("ANN: The former words.\n\nBEN: Indeed.\n")
    build(library)
    (one,) = taken(("talk.txt", TALK))
    module = placing.shutil if step == "copyfile" else placing.os
    real = getattr(module, step)

    def full(source, *rest):
        if source == one.path or (step == "link" and os.path.getsize(source) == len(TALK)):
            raise OSError(28, "No space left on device")
        return real(source, *rest)

    monkeypatch.setattr(module, step, full)
    done = actions.put(library, [one], ticked([one], **{f"how-{one.key}": "over"}))
    assert done.left == (one,)
    assert "talk.txt was not added: the folder" in done.wrong[0]
    assert "former" in talk.read_text()
    assert library.removed() == []
    assert not [path for path in library.settings.seeds.iterdir() if path.name.startswith(".")]
    build(library)
    assert "talk.txt" in documents(library)


def test_one_file_that_fails_does_not_stop_the_others(library, taken, monkeypatch):
    waiting = taken(("a.txt", TALK), ("b.txt", TALK + "\nANN: More.\n"))
    uploads.discard(waiting[0])
    done = actions.put(library, waiting, ticked(waiting))
    assert done.left == waiting[:1]
    assert done.wrong == ("a.txt was not added: it does not wait any more: drop it again",)
    assert (library.settings.seeds / "b.txt").exists()


def test_of_two_dropped_files_with_the_same_bytes_either_is_added_and_never_both(library, taken):
    (library.settings.seeds / "x.txt").write_text("ANN: What the library has under this name.\n")
    waiting = taken(("x.txt", TALK), ("nodate.txt", TALK), ("again.txt", TALK))
    assert [(one.twin, one.present) for one in waiting] == [(None, None)] + [(waiting[0].key, None)] * 2
    made = html.unescape(listing.dropped_html(waiting))
    assert "1 of 3 files can be added" in made
    assert made.count("The same as x.txt above") == 2
    assert "is there already" not in made, "the library's x.txt is another one"
    # The second instead of the first: the others hold nothing new any more.
    done = actions.put(library, waiting, {f"take-{one.key}": True for one in waiting[1:]})
    assert done == actions.Put((), (), (), ())
    assert (library.settings.seeds / "nodate.txt").read_text() == TALK
    assert sorted(build(library).added) == ["nodate.txt", "x.txt"]
    assert not any(library._waiting.iterdir())


def test_many_files_that_were_renamed_are_one_line_and_the_rest_is_folded(library, taken):
    waiting = taken(*((f"rec? {number}.txt", f"{TALK}\nANN: {number}.\n") for number in range(5)))
    lead = actions.put(library, waiting, ticked(waiting)).lead()
    assert html.unescape(lead.brief) == "5 files were renamed"
    *at_work, report = rebuild.rebuild(library, lead)
    assert all("rec? 3.txt" not in html.unescape(one) for one in at_work)
    folded = report[report.index("<details>") : report.index("</details>")]
    assert html.unescape(folded).count(" was added as rec_ ") == 5
    assert "data-passing" not in report, "there is something to read"
    assert all('data-do="dismiss"' in one for one in [*at_work, report])


def test_plain_success_goes_by_itself_and_what_is_to_be_read_stays(library):
    *_, report = rebuild.rebuild(library)
    assert 'data-passing="10"' in report
    *_, report = rebuild.rebuild(library, rebuild.undoable("Removed it."))
    assert 'data-passing="30"' in report
    (library.settings.seeds / "bad.json").write_text("{")
    *_, report = rebuild.rebuild(library)
    assert "skipped bad" in report and "data-passing" not in report
    assert "data-passing" not in rebuild.problem_html("It failed.")


def test_a_file_that_could_not_be_added_was_not_spoken_of_once_the_others_were(library, taken):
    waiting = taken((f"{'n' * 150}.json", "{"), ("talk.txt", TALK))
    lead = actions.put(library, waiting, ticked(waiting)).lead()
    assert "could not be added&#58; not valid JSON" in lead.full and lead.passing is None
    assert "n" * 90 not in lead.full, "a long name pushes nothing away"
    many = taken(*((f"bad {number}.json", "{") for number in range(4)))
    assert "4 files could not be added" in actions.put(library, many, ticked(many)).lead().full


def test_no_more_files_wait_than_allowed(library, taken, monkeypatch, arrived):
    monkeypatch.setattr(uploads, "MOST", 2)
    waiting = taken(*((f"{number}.txt", f"{TALK}\nANN: {number}.\n") for number in range(5)))
    assert sum(one.path is not None for one in waiting) == 2
    assert [one.reason for one in waiting[2:]] == [uploads.TOO_MANY]
    assert not list(arrived.iterdir())


def test_two_hundred_files_wait_together_while_they_are_not_too_heavy(library, taken, monkeypatch):
    talks = [(f"{number}.txt", f"{TALK}\nANN: {number}.\n") for number in range(200)]
    assert sum(one.path is not None for one in taken(*talks)) == 200
    monkeypatch.setattr(uploads, "HEAVIEST", 2 * len(TALK.encode()))
    waiting = taken(*talks[:5])
    assert sum(one.path is not None for one in waiting) == 2
    assert [one.reason for one in waiting[2:]] == [uploads.TOO_MANY]


def test_a_path_that_was_not_uploaded_is_not_touched(library, arrived, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text(TALK)
    sent = [{"name": "a", "path": str(secret)}, {"name": "b", "problem": "size"}, {"name": "c"}, "nonsense", None]
    waiting = list(actions.take(library, (), sent, arrived))[-1]
    assert [one.reason for one in waiting] == [actions._NOT_HERE, uploads.TOO_LARGE, actions._NOT_HERE]
    assert secret.exists()
    assert list(actions.take(library, (), "nonsense", arrived)) == []


def test_removing_takes_out_of_folder_and_answers_and_undo_puts_back(library):
    seeds = library.settings.seeds
    (seeds / "below").mkdir()
    (seeds / "below" / "talk.txt").write_text(TALK)
    build(library)
    one = library.remove("below/talk.txt")
    assert one.title == "The heron inquiry"
    assert not (seeds / "below" / "talk.txt").exists()
    assert build(library).removed == ("below/talk.txt",)
    answer = library.assistant().ask("Where does the heron nest?")
    assert "below/talk.txt" not in {one.document for one in (*answer.citations, *answer.nearest)}
    assert documents(library) == ["2024-07-24-blinken-wang-xiaohong.txt"]
    (seeds / "below").rmdir()
    assert library.restore(one.token) == (one, "below/talk.txt")
    assert (seeds / "below" / "talk.txt").read_text() == TALK
    assert build(library).added == ("below/talk.txt",)
    assert library.removed() == []


def test_several_in_a_row_come_back_in_any_order(library):
    for name in ("a.txt", "b.txt", "c.txt"):
        (library.settings.seeds / name).write_text(f"ANN: This is {name}.\n\nBEN: It is.\n")
    build(library)
    removed = [library.remove(name) for name in ("a.txt", "b.txt", "c.txt")]
    assert [one.document for one in library.removed()] == ["c.txt", "b.txt", "a.txt"]
    build(library)
    for one in (removed[1], removed[0], removed[2]):
        library.restore(one.token)
    assert len(build(library).added) == 3


def test_the_last_one_can_be_removed_and_put_back(library):
    (document,) = documents(library)
    seen = library.overview().generation
    one = library.remove(document)
    report = build(library)
    assert (report.removed, report.documents) == ((document,), 0)
    overview = library.overview()
    assert overview.documents == () and overview.empty
    assert overview.generation > seen, "a session that has seen the index before sees the difference"
    assert library.assistant().ask("Who spoke by phone?").citations == ()
    assert "There is nothing to ask yet" in welcome.welcome_html(overview, "seeds")
    assert "The library is empty" in listing.table_html(overview, "seeds")
    library.restore(one.token)
    assert build(library).added == (document,)
    assert documents(library) == [document]
    assert library.overview().generation > overview.generation


def test_an_empty_folder_alone_empties_no_index(library):
    (document,) = documents(library)
    (library.settings.seeds / document).rename(library.settings.index.parent / "elsewhere.txt")
    told = list(rebuild.rebuild(library))[-1]
    assert "alert" in told and "press “Rebuild index” again" in told
    assert documents(library) == [document]


def test_deleting_for_good(library):
    (document,) = documents(library)
    one = library.remove(document)
    assert library.purge(one.token) == one
    assert library.removed() == []
    for again in (library.purge, library.restore):
        with pytest.raises(InvalidInput, match="no longer among the removed ones"):
            again(one.token)


@pytest.mark.parametrize("token", ["", "..", "../removed", "1-2", "/etc", "1784999999999999999-0123456g"])
def test_no_token_leads_elsewhere(library, token):
    with pytest.raises(InvalidInput):
        library.restore(token)


@pytest.mark.parametrize("document", ["", "../index/store.sqlite", "/etc/passwd", "a/../../b", "a\0b"])
def test_no_document_leads_elsewhere(library, document):
    with pytest.raises(InvalidInput):
        library.remove(document)


def test_a_file_that_is_gone_already_is_no_failure(library):
    (document,) = documents(library)
    (library.settings.seeds / document).unlink()
    assert library.remove(document) is None


def test_a_folder_that_cannot_be_written_is_said_and_loses_nothing(library, taken, monkeypatch):
    (document,) = documents(library)
    (one,) = taken(("talk.txt", TALK))

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(trash.shutil, "move", refuse)
    with pytest.raises(SourceError, match=r"cannot be changed \(permission denied\): give the account that runs qa"):
        library.remove(document)
    assert library.removed() == []
    monkeypatch.setattr(placing.shutil, "copyfile", refuse)
    done = actions.put(library, [one], ticked([one]))
    assert done.left == (one,)
    assert "talk.txt was not added: the folder" in done.wrong[0]
    assert documents(library) == [document]
    assert [path.name for path in library.settings.seeds.iterdir()] == [document], "no half file is left"


def test_without_hard_links_nothing_is_overwritten_either(tmp_path, monkeypatch):
    source = tmp_path / "source"
    source.write_text("new")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.txt").write_text("old")

    def no_links(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(placing.os, "link", no_links)
    assert placing.place(source, seeds, "a.txt") == "a (2).txt"
    assert {path.name: path.read_text() for path in seeds.iterdir()} == {"a.txt": "old", "a (2).txt": "new"}


def test_many_who_add_at_once_overwrite_nothing(tmp_path):
    seeds = tmp_path / "seeds"

    def put(number):
        source = tmp_path / f"source {number}"
        source.write_text(str(number))
        placing.place(source, seeds, "talk.txt")

    threads = [threading.Thread(target=put, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(path.read_text()) for path in seeds.iterdir()) == list(range(12))


def test_an_explicit_folder_of_the_default_name_was_taken_for_none(library, tmp_path, monkeypatch):
    place = tmp_path / "elsewhere"
    place.mkdir()
    monkeypatch.chdir(place)
    index, was = library.settings.index, library.settings.seeds
    for settings, seeds in (
        (Settings.load({}, index=index, seeds="seeds"), Path("seeds")),
        (Settings(index=index), was),
    ):
        other = Library(settings, FakeEmbedder())
        assert other.seeds() == seeds
        other.close()


def test_a_build_in_another_process_is_said(library):
    from filelock import FileLock

    with FileLock(library.settings.index / LOCK):
        told = html.unescape(list(rebuild.rebuild(library, rebuild.told(("", ["Removed it."]))))[-1])
        with pytest.raises(StoreBusy):
            build(library)
    assert "alert" in told
    assert told.index("Removed it.") < told.index("Another build is writing")
    assert build(library).documents == 1


def test_a_build_of_another_session_is_waited_for(library):
    told, done = [], []
    library._building.acquire()
    thread = threading.Thread(target=lambda: done.append(library.rebuild(told.append)))
    thread.start()
    while not told:
        thread.join(0.01)
    assert told[0].stage is Stage.WAITING
    assert not done
    library._building.release()
    thread.join(20)
    assert done[0].documents == 1


def test_a_build_is_seen_by_a_session_that_did_not_begin_it(library):
    assert rebuild.followed(library, None) is None, "nothing was built here yet"
    assert rebuild.followed(library, 3) == "", "what was followed is no more"
    seen = []
    library.rebuild(lambda _: seen.append(rebuild.followed(library, None)))
    assert seen and all('data-build="1" data-follow' in one and "<progress" in one for one in seen)
    assert "Nothing has changed" in rebuild.followed(library, 1)
    assert rebuild.followed(library, None) is None, "what is over is told to those who followed"
    (library.settings.seeds / documents(library)[0]).rename(library.settings.index.parent / "elsewhere.txt")
    with pytest.raises(FolderEmpty):
        library.rebuild(lambda _: None)
    assert "alert" in rebuild.followed(library, 2)


def test_closing_forgets_what_was_dropped(library, taken):
    (one,) = taken(("talk.txt", TALK))
    assert one.path.exists()
    library.close()
    assert not one.path.exists()


def test_who_speaks_how_much_in_one_or_in_all(library):
    (library.settings.seeds / "talk.txt").write_text(TALK)
    build(library)
    assert [one.label for one in library.spoken("talk.txt")] == ["ANN", "BEN"]
    assert len(library.spoken(None)) == 4
    shown = shelf.spoken_html(library, "talk.txt")
    assert "ANN&#58; 4 words&#44; 50 &#37;" in shown
    assert "BLINKEN" not in shown
    assert "BLINKEN" in shelf.spoken_html(library, None)
    assert "2024" in shelf.timeline_html(library.overview())
    assert "No speakers are named" in shelf.spoken_html(library, "gone.txt")


def test_the_table_is_text_the_newest_first(library):
    for name, date in (("a.txt", "May 2, 2025"), ("<img src=x onerror=alert(1)>.txt", "May 2, 1999")):
        (library.settings.seeds / name).write_text(f"{date}\n\nANN: This is {name}.\n\nBEN: It is.\n")
    (library.settings.seeds / "hostile.txt").write_text(HOSTILE)
    build(library)
    made = listing.table_html(library.overview(), "seeds")
    assert "<img" not in made and "<script" not in made and "onerror=" not in made.replace("onerror&#61;", "")
    places = [made.index(name) for name in ("a&#46;txt", "2024&#45;07&#45;24", "&#60;img src&#61;x onerror")]
    assert places == sorted(places)


def test_one_turn_is_no_turns(library):
    (library.settings.seeds / "hat.txt").write_text("Only the hat was found there.\n")
    build(library)
    made = listing.table_html(library.overview(), "seeds")
    assert '>1<span class="qa-unit"> turn</span>' in made and '>6<span class="qa-unit"> words</span>' in made


def test_nothing_is_done_with_files_while_others_are_read(taken):
    for one in (taken(("a.json", HOSTILE_JSON)), taken(("b.json", "{"))):
        count = listing.dropped_html(one).count("data-do=")
        assert listing.dropped_html(one, reading=True).count(" disabled>") == count > 0
        assert " disabled>" not in listing.dropped_html(one)


def test_the_preview_is_text(taken):
    waiting = taken(("x <img src=x onerror=alert(1)>.json", HOSTILE_JSON), ("<script>.json", "{"))
    made = listing.dropped_html(waiting, "<7>")
    assert "<img" not in made and "<script" not in made
    assert "1 of 2 files can be added" in made
    assert 'data-batch="&#60;7&#62;"' in made
    text = html.unescape(made)
    for written in (
        "x <img src=x onerror=alert(1)>.json",
        "“<script>t</script>”",
        "<img src=s>, B",
        "<b>Hello</b> [a]",
    ):
        assert written in text


def test_removed_ones_are_text(library):
    one = replace(library.remove(documents(library)[0]), title="<b>", document="<i>.txt")
    for made in (listing.removed_html([one]), listing.removed_line(one)):
        assert "<b>" not in made and "<i>" not in made and "&#60;b&#62;" in made


def test_the_buttons_of_two_meetings_of_one_title_could_not_be_told_apart(library):
    one = replace(library.overview().documents[0], title="Harbour Committee", date="2024-07-02")
    later, same = replace(one, document="b.txt", date="2024-07-09"), replace(one, document="c.txt")
    undated = replace(one, document="d.txt", date=None)

    def names(*documents):
        made = listing.table_html(replace(library.overview(), documents=documents), "seeds")
        return sorted(html.unescape(name) for name in re.findall(r'aria-label="(Remove [^"]*)"', made))

    first, second = "Remove Harbour Committee, 2 July 2024", "Remove Harbour Committee, 9 July 2024"
    assert names(one, later, undated) == ["Remove Harbour Committee", first, second]
    assert names(one, same) == sorted([f"{first}, {one.document}", f"{first}, c.txt"])
    removed = library.remove(documents(library)[0])
    made = listing.removed_html([removed, replace(removed, token="1", document="c.txt")])
    labels = re.findall(r'aria-label="([^"]*)"', made)
    assert len(set(labels)) == len(labels)


def test_what_is_read_out_of_a_button_did_not_begin_with_what_stands_on_it(library):
    made = listing.removed_html([library.remove(documents(library)[0])])
    buttons = re.findall(r'aria-label="([^"]*)"[^>]*>([^<]+)</button>', made)
    assert [said.startswith(f"{shown}: ") for said, shown in buttons] == [True, True]


@pytest.mark.parametrize("kind", ["Word", "ODT", "RTF", "EPUB", "PDF"])
def test_a_kind_of_document_that_can_be_read_was_not_named_where_files_are_dropped(kind):
    assert kind in html.unescape(listing.DROP)


def test_an_empty_library_says_how_to_add(tmp_path):
    made = listing.table_html(Overview(problem="There is none.", empty=True), "seeds <b>")
    assert "The library is empty" in made and "Drop transcripts" in made and "seeds &#60;b&#62;" in made
    broken = listing.table_html(Overview(problem="Index/store.sqlite is damaged"), "seeds")
    assert "cannot be shown" in broken and "Index&#47;store&#46;sqlite is damaged" in broken


def test_two_libraries_of_one_index_see_what_the_other_does(library):
    other = Library(library.settings, FakeEmbedder())
    (library.settings.seeds / "talk.txt").write_text(TALK)
    build(other)
    assert "talk.txt" in documents(library)
    one = library.remove("talk.txt")
    build(library)
    assert "talk.txt" not in documents(other)
    assert other.removed() == [one]
    other.close()
