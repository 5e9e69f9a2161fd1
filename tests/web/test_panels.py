"""What the panels do, without a page."""

import gradio as gr

from qa.config import Settings
from qa.errors import FolderMissing
from qa.indexing import BuildProgress, BuildReport, Stage, build_index
from qa.models import Document
from qa.web import app
from qa.web.chat import filters
from qa.web.library import Library
from qa.web.serving import health
from qa.web.shelf import panel, rebuild
from tests.support.fakes import FakeEmbedder


def test_overview_names_what_is_indexed(library):
    overview = library.overview()
    assert app.indexed(overview) == "1 transcript · 2 speakers · 24 July 2024"
    assert library.overview() is overview, "the second look at a generation costs nothing"
    assert [label for _, label in filters.speaker_choices(overview)] == ["MPS MINISTER WANG", "SECRETARY BLINKEN"]


def test_a_speaker_printed_in_two_ways_was_two_in_the_header_the_filters_and_the_plot(tmp_path):
    (tmp_path / "seeds").mkdir()
    talk = "{}: The ferry sails at nine.\n\nBOB: It does not, and I row.\n\n"
    for name, label in (("a.txt", "ANN LEE"), ("b.txt", "Ann Lee")):
        (tmp_path / "seeds" / name).write_text(talk.format(label) * 2)
    settings, embedder = Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"), FakeEmbedder()
    build_index(settings, embedder=embedder)
    library = Library(settings, embedder)
    overview = library.overview()
    assert app.indexed(overview) == "2 transcripts · 2 speakers"
    assert len(filters.speaker_choices(overview)) == 2
    (ann,) = (one for one in library.spoken(None) if one.label.casefold() == "ann lee")
    assert (ann.turns, ann.words, ann.documents) == (4, 20, ("a.txt", "b.txt"))
    ways = [filters.restored(overview, {"speakers": [way]})[0]["value"] for way in ("ANN LEE", "Ann Lee")]
    assert ways == [[ann.label], [ann.label]], "a filter that was kept in the other way is the same"
    library.close()


def test_a_setting_that_cannot_be_used_is_a_problem_on_the_page_and_in_its_health(library, monkeypatch):
    monkeypatch.setenv("QA_RERANKER", "no-such-model")
    overview = library.overview()
    assert overview.problem.startswith("Unknown model 'no-such-model'")
    assert not overview.empty
    assert health(library)(None).status_code == 503


def test_a_refresh_sets_the_choice_of_the_plot_only_where_it_is_gone(library):
    with gr.Blocks(analytics_enabled=False):
        shelf = panel.build_shelf(library)
    overview = library.overview()
    known = overview.documents[0].document
    there, gone = (shelf.refreshed.update(overview, one)[2] for one in (known, "gone.txt"))
    assert "value" not in there, "what is chosen meanwhile would be undone"
    assert gone["value"] == ""


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
    assert "A &#60;b&#62;" in rebuild.outcome_html(FolderMissing("a <b>"))


def test_progress_and_report_name_files_as_text():
    assert " 1 passage " in rebuild.progress_html(BuildProgress(Stage.READING, 0.5, 1), 60.0)
    made = rebuild.progress_html(BuildProgress(Stage.READING, 0.5, 1234, "<b>.txt"), 60.0)
    assert 'value="0.500"' in made
    assert "1&#44;234 passages" in made
    assert "60\u00a0s left" in made
    report = BuildReport((), (), (), 3, (("<i>", "no &"),), 0, 3, 9, 2, 0.2)
    assert rebuild.report_html(report) == (
        "Nothing has changed · 3 transcripts indexed · 1\u00a0s<br>skipped &#60;i&#62;&#58; no &#38;"
    )


def test_many_skipped_files_are_one_line_and_the_rest_is_folded():
    skipped = tuple((f"{number} <i>.txt", "not text") for number in range(40))
    made = rebuild.report_html(BuildReport((), (), (), 3, skipped, 0, 3, 9, 2, 0.2))
    line, folded = made.split("<details>")
    assert line == "Nothing has changed · 3 transcripts indexed · 1\u00a0s"
    assert folded.startswith("<summary>40 files were skipped</summary>")
    assert folded.count("<li>skipped ") == 40 and "<i>" not in folded


def test_the_day_behind_a_title_from_right_to_left_stood_on_both_sides_of_it():
    document = Document("a.txt", "\u05d9\u05e9\u05d9\u05d1\u05d4", "2024-03-12", "dialogue", 1, 1, 1, ("ANN",))
    label = filters.document_label(document)
    assert label == f"{document.title}\u200e · 12 March 2024"
