"""qa.resolution.references: which documents a question names, and when it names none."""

from __future__ import annotations

import pytest

from qa.errors import UnknownDocument
from qa.models import Document
from qa.resolution.references import by_a_word_alone, documents_dated, documents_named, resolve_documents, words_naming


def document(path, title, date):
    return Document(path, title, date, "dialogue", 1, 1, 1, ("A",))


DOCUMENTS = [
    document("2023-11-28-residents-evening.srt", None, "2023-11-28"),
    document("2023-03-14-council.txt", "Town Council: Special Session on the Ferry", "2023-03-14"),
    document("2024-06-20-press.txt", "Mayor's Press Briefing: Ferry Trial", "2024-06-20"),
    document("2024-09-03-podcast.md", "Harbour Talk, episode 41: Two Parks, One Town", "2024-09-03"),
    document("2024-10-08-hearing.json", "Hearing of the Committee on Transport: Rail Safety", "2024-10-08"),
    document("2025-02-11-forum.json", "Town Forum", "2025-02-11"),
]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Who spoke at the rail safety hearing?", ["2024-10-08-hearing.json"]),
        ("Summarize the June 2024 briefing", ["2024-06-20-press.txt"]),
        ("What was said in the press briefing about fares?", ["2024-06-20-press.txt"]),
        ("what did he say in the Harbour Talk episode?", ["2024-09-03-podcast.md"]),
        ("What did Park say on Harbour Talk?", ["2024-09-03-podcast.md"]),
        ("What did she say at the town forum?", ["2025-02-11-forum.json"]),
        ("At the residents' evening, what was a shop to get?", ["2023-11-28-residents-evening.srt"]),
        ("How did the rail hearing end?", ["2024-10-08-hearing.json"]),
        ("Who opened the rail hearing?", ["2024-10-08-hearing.json"]),
        ("Who attended the rail hearing?", ["2024-10-08-hearing.json"]),
        ("What was the rail hearing about?", ["2024-10-08-hearing.json"]),
        ("what's the town forum about", ["2025-02-11-forum.json"]),
        ("Who spoke in the session of 14 March 2023?", ["2023-03-14-council.txt"]),
        ("What did the mayor say on June 20, 2024?", ["2024-06-20-press.txt"]),
        ("What did the mayor say in 2024-10-08-hearing?", ["2024-10-08-hearing.json"]),
        ("Who spoke at the last meeting?", ["2025-02-11-forum.json"]),
        ("What did Park say in the first transcript?", ["2023-03-14-council.txt"]),
        ("What was said in the second transcript about fares?", ["2023-11-28-residents-evening.srt"]),
        ("Summarize the most recent briefing", ["2024-06-20-press.txt"]),
        ("From the podcast to the forum, what changed?", ["2024-09-03-podcast.md", "2025-02-11-forum.json"]),
    ],
)
def test_named(question, named):
    assert list(documents_named(question, DOCUMENTS)) == named


@pytest.mark.parametrize(
    "question",
    [
        "What did the mayor say about the ferry?",
        "What happened in the meeting?",
        "What happened in the evening?",
        "What was decided in the conversation with Wang Yi?",
        "When do the roofers start in March 2026?",
        "Who was killed in the accident of June 22nd?",
        "What did she say in her last interview?",
        "Who won in the last election?",
        "What did he say on fares after the November evening?",
        "How did fares change from the first meeting to the last?",
        "What changed between the earliest and the most recent transcript?",
        "What was said in the ninth meeting?",
        "Summarize the transcripts",
        "Is the mayor opposed to council housing?",
        "What did she say about council tax?",
        "Who is on show tonight?",
        "",
    ],
)
def test_names_none(question):
    assert documents_named(question, DOCUMENTS) == ()


def test_what_fits_all_names_none():
    assert documents_named("What was said in the ferry session?", DOCUMENTS[1:2]) == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("At the residents' evening, what was a shop to get?", {"residents", "evening"}),
        ("In the November 2023 meeting, who spoke of shops?", {"november", "2023", "meeting"}),
        ("In the second meeting, who spoke of shops?", {"second", "meeting"}),
        ("What was a shop to get?", set()),
    ],
)
def test_words_that_name_it(question, words):
    assert words_naming(question, DOCUMENTS[:1]) >= words
    assert "shop" not in words_naming(question, DOCUMENTS[:1])


@pytest.mark.parametrize(
    ("question", "dated"),
    [
        ("what did he think of the ferry back in march 2023", ["2023-03-14-council.txt"]),
        ("What did Henning think of it on 20 June 2024?", ["2024-06-20-press.txt"]),
        # A month alone may be any year's.
        ("What did he think of the ferry in March?", []),
        ("When do the roofers start in March 2026?", []),
    ],
)
def test_dated(question, dated):
    assert list(documents_dated(question, DOCUMENTS)) == dated


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("who spoke on day 2", [2]),
        ("what did she say on the first day", [1]),
        ("summarize day three", [3]),
        ("what happened on the very last day?", [3]),
        ("compare her evidence on day 1 and day 3", [1, 3]),
        ("what did he do on the first day of the strike?", []),
        ("who spoke on day 9", []),
        ("how many days were there?", []),
    ],
)
def test_what_titles_count(question, numbers):
    days = [document(f"{n}.txt", f"The Crown v. Verney, Day {n}", f"2025-02-0{n}") for n in (1, 2, 3)]
    named = documents_named(question, days)
    assert list(named) == [f"{n}.txt" for n in numbers]
    assert not named or "day" in words_naming(question, [one for one in days if one.document in named])


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("what was revenue in q1?", [1]),
        ("what was revenue in the third quarter of 2024?", [3]),
        ("What did she say in February and June?", [1, 3]),
        ("what was revenue in q5?", []),
    ],
)
def test_quarters_and_two_months(question, numbers):
    calls = [document(f"{n}.md", f"Pumps Q{n} 2024 Earnings Call", f"2024-0{2 * n}-20") for n in (1, 2, 3, 4)]
    assert list(documents_named(question, calls)) == [f"{n}.md" for n in numbers]


def test_what_there_is_was_listed_as_names_and_titles_by_turns():
    documents = [
        Document(f"{n}.txt", f"Hearing, of {n} words", None, "dialogue", 1, 1, 1, ()) for n in ("one", "two", "three")
    ]
    with pytest.raises(UnknownDocument, match=r"; there are: one\.txt, two\.txt, three\.txt, Hearing, of one words"):
        resolve_documents(["zzz"], documents)


@pytest.mark.parametrize(
    "question",
    ["Did Ann attend the May meeting?", "Did Ann miss the May meeting?", "Who skipped the May meeting?",
     "Who chaired the May meeting?", "Is Ann attending the May meeting?"],
)  # fmt: skip
def test_a_meeting_that_somebody_attends_or_misses_is_named(question):
    board = [document(f"{n}.txt", "School board", f"2025-0{n}-06") for n in (2, 5)]
    assert documents_named(question, board) == ("5.txt",)


def test_a_meeting_that_somebody_misses_is_not_named_by_the_word_alone():
    board = [document(f"{n}.txt", "School board", f"2025-0{n}-06") for n in (2, 5)]
    assert documents_named("Who misses May?", board) == documents_named("Did Ann chair anything?", board) == ()


def test_who_is_on_call_is_on_no_call():
    calls = [Document("a.txt", "Earnings call", None, "dialogue", 1, 1, 1, ("ANN",)), DOCUMENTS[0]]
    assert documents_named("Who was on call during the outage?", calls) == ()
    assert documents_named("Who was on the call?", calls) == ("a.txt",)


def test_a_transcript_is_named_by_its_kind_alone():
    calls = [Document("a.txt", "Tessaly earnings call", None, "dialogue", 1, 1, 1, ("ANN",))]
    assert by_a_word_alone("What did she promise on the call?", calls)
    assert not by_a_word_alone("What did she promise on the Tessaly call?", calls)
    assert not by_a_word_alone("What did she promise?", calls)
