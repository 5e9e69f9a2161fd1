"""What the panels do, without a page."""

from dataclasses import replace

import pytest

from qa.config import Settings
from qa.errors import FolderMissing
from qa.indexing import BuildProgress, BuildReport
from qa.web import app, filters, reader, rebuild
from qa.web.chat import UNEXPECTED, Exchange, converse, messages, stopped, welcome_html
from qa.web.library import Library
from tests.support.fakes import FakeEmbedder

QUESTION = "When did Xi and Biden speak by phone?"


def last(conversation):
    return list(conversation)[-1]


def test_the_conversation_grows_and_a_follow_up_uses_it(library):
    steps = list(converse(library, QUESTION, [], {}))
    assert steps[0] == [Exchange(QUESTION)]
    assert steps[-1][0].whole
    assert steps[-1][0].answer.citations[0].speaker == "MPS MINISTER WANG"
    more = last(converse(library, "What did Blinken say about counternarcotics?", steps[-1], {}))
    more = last(converse(library, "And what about San Francisco?", more, {}))
    assert len(more) == 3
    assert more[2].answer.searched_for
    assert "searched for&#58;" in messages(more)[-1]["content"] or "searched for: " in messages(more)[-1]["content"]


def test_sessions_do_not_mix(library):
    first = last(converse(library, "What did Blinken say about counternarcotics?", [], {}))
    second = last(converse(library, "And what about San Francisco?", [], {}))
    assert len(first) == len(second) == 1
    assert second[0].answer.searched_for is None


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"after": "yesterday"}, "after must be a date like 2024-07-24"),
        ({"after": "2024-02-02", "before": "2024-01-01"}, "swap the dates"),
        ({"speaker": ("NOBODY",)}, "no speaker 'NOBODY'"),
    ],
)
def test_a_value_that_cannot_be_used_is_said(library, given, message):
    (exchange,) = last(converse(library, QUESTION, [], given))
    assert message in exchange.problem
    assert exchange.whole


def test_filters_that_match_nothing_say_so(library):
    (exchange,) = last(converse(library, QUESTION, [], {"before": "1999-01-01"}))
    assert exchange.answer.abstained
    assert exchange.answer.answer


def test_an_unexpected_error_is_logged_and_not_shown(library, monkeypatch, caplog):
    monkeypatch.setattr(library.assistant(), "embedder", lambda _: 1 / 0)
    (exchange,) = last(converse(library, QUESTION, [], {}))
    assert exchange.problem == UNEXPECTED
    assert "ZeroDivisionError" in caplog.text


def test_a_stopped_question_is_no_part_of_the_history(library):
    halted = stopped([Exchange(QUESTION)])
    assert halted[0].whole
    assert halted[0].answer is None
    assert "Stopped" in messages(halted)[1]["content"]
    assert len(last(converse(library, QUESTION, halted, {}))) == 2


def test_without_an_index_the_page_says_what_to_do(tmp_path):
    library = Library(Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"))
    overview = library.overview()
    assert overview.generation is None
    assert "qa build" in overview.problem
    assert "Rebuild index" in welcome_html(overview, "seeds")
    (exchange,) = last(converse(library, QUESTION, [], {}))
    assert "qa build" in exchange.problem
    app.build_page(library)


def test_overview_names_what_is_indexed(library):
    overview = library.overview()
    assert app.indexed(overview) == "1 transcript · 2 speakers · 24 July 2024"
    assert library.overview() is overview, "the second look at a generation costs nothing"
    assert [label for _, label in filters.speaker_choices(overview)] == ["MPS MINISTER WANG", "SECRETARY BLINKEN"]


def test_filters_keep_what_still_exists(library):
    speakers, documents = filters.refreshed(library.overview(), ["SECRETARY BLINKEN", "GONE"], ["gone.txt"])
    assert speakers["value"] == ["SECRETARY BLINKEN"]
    assert documents["value"] == []


@pytest.fixture
def answered(library):
    return last(converse(library, QUESTION, [], {}))[0].answer


def test_a_citation_opens_its_transcript(library, answered):
    opened = reader.open_link(library, [answered], "cite-0-1")
    assert opened.document == answered.citations[0].document
    assert "<mark>On April 2nd&#44; President Xi had a phone call" in opened.html


def test_a_near_passage_opens_its_transcript(library):
    (exchange,) = last(converse(library, "What did Blinken say about Taiwan?", [], {}))
    opened = reader.open_link(library, [exchange.answer], "near-0-0")
    assert '<mark class="qa-near">' in opened.html
    other = replace(exchange.answer.nearest[0], text="something else")
    assert "has changed since" in reader.open_hit(library, other).html


def test_a_changed_document_is_said_and_nothing_is_marked(library, answered):
    path = library.settings.seeds / answered.citations[0].document
    path.write_bytes(path.read_bytes().replace(b"On April 2nd", b"On April 3rd"))
    opened = reader.open_link(library, [answered], "cite-0-1")
    assert "has changed since it was indexed" in opened.html
    assert "<mark" not in opened.html
    library.rebuild(lambda _: None)
    opened = reader.open_link(library, [answered], "cite-0-1")
    assert "the quote no longer stands there" in opened.html
    assert "<mark" not in opened.html
    other = path.with_name("other.txt")
    path.rename(other)
    library.rebuild(lambda _: None)
    assert "no longer in the index" in reader.open_link(library, [answered], "cite-0-1").html


@pytest.mark.parametrize("link", ["", "cite-0-9", "cite-7-1", "near-0-0", "cite-x-1", "a-b-c-d", "cite-0-<script>"])
def test_a_link_to_nothing_is_said(library, answered, link):
    assert "ask again" in reader.open_link(library, [answered], link).html


def test_rebuild_tells_and_picks_up_a_new_file(library):
    before = library.overview()
    (library.settings.seeds / "new.txt").write_text("ANN: The heron nests here.\n\nBEN: It does, every year.\n")
    told = list(rebuild.rebuild(library))
    assert "<progress" in told[0]
    assert "1 added" in told[-1]
    assert "new&#46;txt" in told[-1]
    assert "2 transcripts indexed" in told[-1]
    after = library.overview()
    assert after.generation > before.generation
    assert len(after.documents) == 2


def test_rebuild_without_a_folder_named_takes_the_one_of_the_last_build(library, tmp_path, monkeypatch):
    (tmp_path / "elsewhere" / "seeds").mkdir(parents=True)
    (tmp_path / "elsewhere" / "seeds" / "other.txt").write_text("ANN: Quite another folder.\n")
    monkeypatch.chdir(tmp_path / "elsewhere")
    other = Library(Settings(index=library.settings.index), FakeEmbedder())
    assert other.rebuild(lambda _: None).removed == ()
    other.close()


def test_rebuild_makes_an_index_where_there_was_none_or_a_broken_one(library):
    library.close()
    for path in library.settings.index.rglob("*"):
        if path.is_file():
            path.write_bytes(b"broken")
    assert library.overview().problem
    told = list(rebuild.rebuild(library))[-1]
    if "alert" not in told:
        assert library.overview().generation is not None


def test_rebuild_says_what_is_wrong(tmp_path):
    library = Library(Settings(seeds=tmp_path / "none", index=tmp_path / "index"))
    assert "does not exist" in list(rebuild.rebuild(library))[-1]
    assert "Error" not in rebuild.outcome_html(ValueError("secret"))
    assert "secret" not in rebuild.outcome_html(ValueError("secret"))
    assert "a &#60;b&#62;" in rebuild.outcome_html(FolderMissing("a <b>"))


def test_progress_and_report_name_files_as_text():
    made = rebuild.progress_html(BuildProgress("reading and encoding", 0.5, 1234, "<b>.txt"), 60.0)
    assert 'value="0.500"' in made
    assert "1&#44;234 passages" in made
    assert "60 s left" in made
    report = BuildReport((), (), (), 3, (("<i>", "no &"),), 0, 3, 9, 2, 0.2)
    assert rebuild.report_html(report) == (
        "Nothing has changed · 3 transcripts indexed · 1 s<br>skipped &#60;i&#62;: no &#38;"
    )
