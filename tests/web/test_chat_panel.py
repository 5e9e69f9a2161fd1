"""What the chat's panel does, without a page."""

import json
from dataclasses import replace

import gradio as gr
import pytest

from qa.config import Settings
from qa.models import Scope, Statement
from qa.web import app
from qa.web.chat import filters
from qa.web.chat.conversation import UNEXPECTED, Exchange, converse, history, stopped
from qa.web.chat.panel import message
from qa.web.chat.welcome import welcome_html
from qa.web.library import Library, Overview
from qa.web.shelf import listing
from tests.web.conftest import HOSTILE
from tests.web.test_conversations import ANSWER, EXCHANGE
from tests.web.test_markup import Seen

QUESTION = "When did Xi and Biden speak by phone?"


def last(conversation):
    return list(conversation)[-1]


def test_the_conversation_grows_and_a_follow_up_uses_it(library):
    steps = list(converse(library, QUESTION, [], {}))
    assert steps[0][0].answer is not None, "the first word is a word of the answer"
    assert not steps[0][0].whole
    assert steps[-1][0].whole
    assert steps[-1][0].answer.citations[0].speaker == "MPS MINISTER WANG"
    more = last(converse(library, "What did Blinken say about counternarcotics?", steps[-1], {}))
    more = last(converse(library, "And what about San Francisco?", more, {}))
    assert len(more) == 3
    assert more[2].answer.searched_for
    assert "searched for: " in Seen(message(2, more[2])["html"]).text


def test_sessions_do_not_mix(library):
    first = last(converse(library, "What did Blinken say about counternarcotics?", [], {}))
    second = last(converse(library, "And what about San Francisco?", [], {}))
    assert len(first) == len(second) == 1
    assert second[0].answer.searched_for is None


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"after": "2024-02-02", "before": "2024-01-01"}, "swap the dates"),
        ({"speaker": ("NOBODY",)}, "A speaker of your filters is no longer in the library: remove that filter."),
        ({"document": ("gone.txt",)}, "A transcript of your filters is no longer in the library"),
    ],
)
def test_a_value_that_cannot_be_used_is_said(library, given, told):
    (exchange,) = last(converse(library, QUESTION, [], given))
    assert told in exchange.problem
    assert exchange.whole


def test_a_question_without_end_is_refused(library):
    (exchange,) = last(converse(library, "why? " * 500, [], {}))
    assert "2,499 characters, and 2,000 can be asked" in exchange.problem


def test_filters_that_match_nothing_say_so(library):
    (exchange,) = last(converse(library, QUESTION, [], {"before": "1999-01-01"}))
    assert exchange.answer.abstained
    assert exchange.answer.answer


def test_an_unexpected_error_is_logged_and_not_shown(library, monkeypatch, caplog):
    monkeypatch.setattr(library.assistant(), "embedder", lambda _: 1 / 0)
    (exchange,) = last(converse(library, QUESTION, [], {}))
    assert exchange.problem == UNEXPECTED
    assert "ZeroDivisionError" in caplog.text


def test_what_had_come_of_a_stopped_answer_stays_and_is_no_part_of_the_history(library):
    past = last(converse(library, QUESTION, [], {}))
    growing = [*past, Exchange("And then?", past[0].answer)]
    halted = stopped(growing, 1, "And then?")
    assert halted[0] is past[0]
    assert (halted[1].whole, halted[1].stopped, halted[1].answer) == (True, True, past[0].answer)
    assert history(halted) == [past[0].answer]
    assert "Stopped" in message(1, halted[1])["html"]
    assert len(last(converse(library, QUESTION, halted, {}))) == 3


def test_a_question_is_stopped_before_anything_has_come():
    halted = stopped([EXCHANGE], 1, " And then? ")
    assert halted == [EXCHANGE, Exchange("And then?", whole=True, stopped=True)]
    assert message(1, halted[1])["plain"] == ""


def test_what_was_whole_by_then_is_not_stopped():
    assert stopped([EXCHANGE], 0, EXCHANGE.question) == [EXCHANGE]


def test_a_message_says_what_the_browser_keeps_only_when_it_is_whole():
    growing = message(0, Exchange("When?", ANSWER))
    assert "kept" not in growing
    whole = message(0, EXCHANGE)
    assert whole["kept"]["answer"]["citations"][0]["quote"] == "We will."
    assert whole["plain"].endswith("[1] ANN, “Talks”, 24 July 2024, turn 3")
    json.dumps(whole)


def test_filters_are_named_in_the_answer_as_in_their_chips():
    answer = replace(ANSWER, scope=Scope(documents=("a/b.txt", "c.txt")))
    told = message(0, Exchange("When?", answer, whole=True), {"a/b.txt": "Talks"})
    assert "only document Talks or c.txt" in Seen(told["html"]).text
    assert told["kept"]["answer"]["scope"]["documents"] == ["a/b.txt", "c.txt"], "what is kept names the document"


def test_what_is_not_verified_is_said_once():
    reasons = [f"{number} does not stand in what it cites" for number in range(6)]
    statements = tuple(Statement("So.", (), False, one) for one in [*reasons, "it cites nothing"])
    seen = Seen(message(0, Exchange("When?", replace(ANSWER, statements=statements)))["html"]).text
    assert "Not verified: 0, 1, 2, 3 and 2 more do not stand in what is cited; it cites nothing" in seen


def test_without_an_index_the_page_says_what_to_do(tmp_path):
    library = Library(Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"))
    overview = library.overview()
    assert overview.generation is None
    assert overview.empty
    assert "qa build" not in overview.problem
    shown = Seen(welcome_html(overview, "<seeds>")).text
    assert "There is nothing to ask yet" in shown
    assert "put them into the folder <seeds> and press “Rebuild index”" in shown
    assert 'class="qa-open-library"' in welcome_html(overview, "seeds")
    assert "qa-indexed-none" in app.header_html(overview)
    (exchange,) = last(converse(library, QUESTION, [], {}))
    assert exchange.problem.endswith("or press “Rebuild index” where some stand in the folder.")
    assert "the library is empty" in Seen(app.header_html(overview)).text
    app.build_page(library)


def test_a_library_was_called_empty_whose_folder_was_full_and_never_indexed(tmp_path):
    (tmp_path / "seeds").mkdir()
    for name in "ab":
        (tmp_path / "seeds" / f"{name}.txt").write_text("ANN: Yes.\n")
    library = Library(Settings(seeds=tmp_path / "seeds", index=tmp_path / "index"))
    overview = library.overview()
    assert (overview.empty, overview.waiting) == (True, 2)
    told = "2 files stand in the folder <seeds>: press “Rebuild index” to add them."
    assert told in Seen(welcome_html(overview, "<seeds>")).text
    assert told in Seen(listing.table_html(overview, "<seeds>")).text
    assert "nothing is indexed yet" in Seen(app.header_html(overview)).text


def test_the_first_visit_offers_questions(library):
    made = welcome_html(library.overview(), "seeds")
    assert made.count('class="qa-example qa-ask-this"') == 3
    assert "Every answer is made of quotes" in made


def test_a_filter_whose_document_is_gone_stays_and_is_marked(library):
    overview = library.overview()
    speakers, documents, chips = filters.refreshed(overview, ["SECRETARY BLINKEN", "GONE"], ["gone.txt"], "", "")
    assert "value" not in speakers and "value" not in documents, "nothing that is chosen is taken away"
    assert ("GONE, no longer in the library", "GONE") in speakers["choices"]
    assert documents["choices"][-1] == ("gone.txt, no longer in the library", "gone.txt")
    seen = Seen(chips).text
    assert "Transcript: gone.txt, no longer in the library" in seen
    assert "Speaker: SECRETARY BLINKEN (Antony J. Blinken)" in seen
    assert chips.count("qa-bad") == 2


def test_with_a_filter_that_is_gone_nothing_is_searched(library):
    overview = library.overview()
    told = filters.problem(overview, ["SECRETARY BLINKEN"], ["gone.txt"], "", None)
    assert told.startswith("“gone.txt” is no longer in the library: nothing was searched. Remove the filter, or put")
    assert filters.problem(overview, ["SECRETARY BLINKEN"], [overview.documents[0].document], "2024", "") is None
    assert "Until: “2023-13” is no date" in filters.problem(overview, [], None, "", "2023-13")


def test_an_index_that_cannot_be_read_for_a_moment_leaves_the_filters(library):
    unread, empty = Overview(problem="Busy."), Overview(problem="Empty.", empty=True)
    assert filters.refreshed(unread, ["GONE"], ["gone.txt"], "", "") == [gr.skip()] * 3
    assert filters.problem(unread, ["GONE"], ["gone.txt"], "", "") is None
    speakers, documents, *_ = filters.restored(unread, {"speakers": ["GONE"], "documents": ["gone.txt"]})
    assert (speakers["value"], documents["value"]) == (["GONE"], ["gone.txt"])
    assert documents["choices"] == [("gone.txt", "gone.txt")]
    assert "no longer" not in filters.chips_html(unread, ["GONE"], ["gone.txt"], "", "")
    assert filters.chips_html(empty, [], ["gone.txt"], "", "").count("qa-bad") == 1


def test_a_conversation_brings_its_filters_back(library):
    kept = {"speakers": ["GONE", "SECRETARY BLINKEN", 7], "documents": "no", "after": "2024", "before": None}
    speakers, documents, after, before = filters.restored(library.overview(), kept)
    assert (speakers["value"], documents["value"]) == (["GONE", "SECRETARY BLINKEN"], [])
    assert (after, before) == ("2024", "")
    assert filters.restored(library.overview(), "damaged")[0]["value"] == []


@pytest.mark.parametrize(
    ("text", "first", "final"),
    [
        ("2024-07-24", "2024-07-24", "2024-07-24"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        (" 24 July 2024 ", "2024-07-24", "2024-07-24"),
        ("July 24th, 2024", "2024-07-24", "2024-07-24"),
        ("2024-13", None, None),
        ("0000", None, None),
        ("someday", None, None),
        ("on 24 July 2024, they say", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_dates_as_people_write_them(text, first, final):
    assert (filters.day(text, last=False), filters.day(text, last=True)) == (first, final)


def test_what_is_wrong_with_dates_is_said():
    assert filters.dates_problem("2024", "2024") is None
    assert filters.dates_problem("", None) is None
    assert "Until: “<b>” is no date. Write it like" in filters.dates_problem("2024", "<b>")
    assert "after 1 January 2025 and before 31 December 2024" in filters.dates_problem("2025", "2024")
    assert filters.arguments([], None, "2024-02", "someday") == {
        "speaker": (), "document": (), "after": "2024-02-01", "before": "someday",
    }  # fmt: skip


def test_a_chip_whose_value_holds_what_cannot_be_seen_names_it_whole(library):
    made = filters.chips_html(library.overview(), [], ["re\u202aport.txt"], "", "")
    assert 'data-value="re\u202aport&#46;txt"' in made
    assert "<strong>report&#46;txt</strong>" in made


def test_chips_name_filters_as_text(library):
    overview = library.overview()
    path = overview.documents[0].document
    made = filters.chips_html(overview, ["SECRETARY BLINKEN", HOSTILE], [path], "2024", "<b>")
    seen = Seen(made)
    assert set(seen.tags) <= {"div", "ul", "li", "span", "strong", "button"}
    assert "Speaker: SECRETARY BLINKEN (Antony J. Blinken)" in seen.text
    assert "From: 1 January 2024" in seen.text
    assert "Until: “<b>”, no date" in seen.text
    assert overview.documents[0].title in seen.text
    assert made.count('class="qa-chip qa-bad"') == 2, "a date that is none, and a speaker who is nobody"
    assert made.count("data-unfilter=") == 5
