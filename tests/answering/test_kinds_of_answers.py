"""Each kind of question is answered in its own way, from what the made-up transcripts hold."""

from __future__ import annotations

import re

import pytest

from qa.answering.parts import Part
from tests.answering.checks import assert_verbatim, reading, said_by

COUNCIL, HEARING = "2023-03-14-council-ferry.txt", "2024-10-08-rail-safety-hearing.json"


def paragraphs(answer):
    return answer.answer.split("\n\n")


def test_a_comparison_has_a_section_for_each(assistant):
    answer = assistant.ask("How do Councillor Park and Councillor Duval differ on the ferry?")
    assert answer.kind == "compare"
    assert {"COUNCILLOR PARK", "COUNCILLOR DUVAL"} <= said_by(answer)
    assert said_by(answer) <= {"COUNCILLOR PARK", "COUNCILLOR DUVAL", "Simone Duval", "Daniel Park"}
    assert_verbatim(assistant, answer)


def test_a_comparison_says_who_said_nothing(assistant):
    answer = assistant.ask("Compare Tom Abara and Dr. Sorensen on the fire in the foundry.")
    assert answer.kind == "compare"
    assert "no statement on this was found" in answer.answer
    assert said_by(answer) <= {"TOM ABARA (CFO)"}


def test_somebody_compared_who_does_not_speak(assistant):
    answer = assistant.ask("How do Blinken and Obama differ on counternarcotics?")
    assert "Obama" not in said_by(answer)


def test_a_change_is_told_by_date(assistant):
    answer = assistant.ask("How did Mayor Halvorsen's position on the ferry change over time?")
    assert answer.kind == "over_time"
    dates = [citation.date for citation in answer.citations]
    assert dates == sorted(dates) and len(set(dates)) >= 3
    assert {label.casefold() for label in said_by(answer)} == {"mayor halvorsen"}
    assert_verbatim(assistant, answer)


def said_on(answer):
    """What is quoted, by date."""
    quotes: dict[str, str] = {}
    for citation in answer.citations:
        quotes[citation.date] = f"{quotes.get(citation.date, '')} {citation.quote}"
    return quotes


def test_a_change_of_mind_in_words_that_do_not_name_the_matter(assistant):
    said = said_on(assistant.ask("How did the mayor come round on free lunches?"))
    assert set(said) == {"2023-10-05", "2024-06-20"}
    assert "a lot of money for respectability" in said["2023-10-05"]
    assert "I was wrong" in said["2024-06-20"]


def test_a_change_is_looked_for_beyond_the_transcript_whose_title_names_the_matter(assistant):
    said = said_on(assistant.ask("How did Bellweather's view of the flood wall evolve from 2023 to 2024?"))
    assert "I oppose this wall" in said["2023-10-05"]
    assert "opposed this wall three times in one breath" in said["2024-11-19"]


def test_a_change_is_no_report_of_what_others_think(assistant):
    answer = assistant.ask("Daniel Park on Quillstone: from the podcast to the town forum, how did his stance develop?")
    assert "I want to see the water numbers first" in said_on(answer)["2024-09-03"]
    assert not [one for one in answer.citations if one.reports]


def test_numbers_over_time(assistant):
    said = said_on(assistant.ask("How did the cost of the flood wall change over time?"))
    assert "sixteen million" in said["2023-10-05"]
    assert "seventeen point eight million" in said["2024-11-19"]


def test_a_change_of_a_vote_told_under_another_label(assistant):
    said = said_on(assistant.ask("Did Daniel Park change his mind on closing the East Shore library?"))
    # He says it in two ways, and either tells what he was for.
    for_closing = (
        "I'm going to vote to close it",
        "I'd rather have one library with a sound roof than two with buckets",
    )
    assert any(one in said["2024-04-16"] for one in for_closing)
    assert "I'd vote to keep it" in said["2024-09-03"]


def test_a_transcript_named_in_the_question_stays_the_only_one(assistant):
    answer = assistant.ask("In the June 2024 press briefing, is the mayor still against the ferry?")
    assert {citation.date for citation in answer.citations} == {"2024-06-20"}


def test_a_change_is_not_told_of_somebody_else(assistant):
    assert assistant.ask("How did Rosa Park's position on the library change?").abstained
    answer = assistant.ask("How did Mayor Halvorsen's position on the ferry change?", speaker="COUNCILLOR DUVAL")
    assert answer.abstained and "is not among the speakers asked about" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "Who has been more consistent on the ferry, Duval or Bellweather?",
        "How did Duval's and Bellweather's views of the ferry change over time?",
    ],
)
def test_several_people_over_time_are_told_apart(assistant, question):
    answer = assistant.ask(question)
    assert answer.kind == "compare"
    assert {"COUNCILLOR DUVAL", "COUNCILLOR BELLWEATHER"} <= said_by(answer)


def test_who_is_left_out_by_the_filter_is_not_said_to_be_silent(assistant):
    answer = assistant.ask("How do Duval and Bellweather differ on the flood wall?", speaker="COUNCILLOR BELLWEATHER")
    assert "Duval is not among the speakers asked about" in answer.answer
    assert said_by(answer) == {"COUNCILLOR BELLWEATHER"}


def test_how_often_a_word_was_said(assistant):
    answer = assistant.ask("How often did the mayor say “boondoggle”?")
    with assistant.snapshot(search=False) as snapshot:
        turns = {(path.document, turn.index): turn for path, turn in snapshot.corpus.turns_in(answer.scope)}
        wanted = sum(
            len(re.findall(r"\bboondoggle\b", turn.text, re.IGNORECASE))
            for turn in turns.values()
            if turn.speaker and turn.speaker.casefold() == "mayor halvorsen"
        )
        for place in answer.evidence:
            assert turns[place.document, place.turn].text[place.start : place.end].casefold() == "boondoggle"
    assert answer.kind == "count"
    assert answer.count == len(answer.evidence) == wanted > 1
    assert f"{answer.count} times" in answer.answer
    assert_verbatim(assistant, answer)


def test_a_word_that_nobody_said_is_counted_as_none(assistant):
    answer = assistant.ask("How often was the word zeppelin said?")
    assert (answer.count, answer.abstained, answer.citations) == (0, True, ())
    assert "Nobody says “zeppelin”" in answer.answer


def test_a_word_that_only_others_said(assistant):
    answer = assistant.ask("How many times did Blinken say “Vienna”?")
    assert answer.count == 0 and answer.abstained
    assert "MPS MINISTER WANG does" in answer.answer


def test_who_spoke_is_counted_over_the_whole_document(assistant):
    answer = assistant.ask("Who spoke at the rail safety hearing, and how long did each speak?")
    answer = assistant.ask("Who spoke at the rail safety hearing?")
    with assistant.snapshot(search=False) as snapshot:
        speakers = snapshot.corpus.document(HEARING).speakers
        turns = len(snapshot.corpus.turns(HEARING))
    assert answer.kind == "list" and answer.count == len(speakers)
    assert all(speaker in answer.answer for speaker in speakers)
    assert len(answer.evidence) == turns
    assert said_by(answer) == set(speakers)
    assert answer.searched.scope.documents == (HEARING,)


def test_how_long_each_spoke_where_there_are_times(assistant):
    answer = assistant.ask("How long did each speaker speak in the town forum?")
    assert answer.kind == "count"
    assert "speaking time" in answer.answer and "%" in answer.answer


def test_who_mentioned_something(assistant):
    answer = assistant.ask("Who mentioned Tull Creek?")
    assert answer.kind == "list"
    for citation in answer.citations:
        assert "Tull Creek" in citation.quote
    assert_verbatim(assistant, answer)


def test_whether_somebody_mentions_something(assistant):
    answer = assistant.ask("Did Councillor Duval mention a sitter?")
    assert answer.answer.startswith("Yes. ") and answer.count == 1 and said_by(answer) == {"COUNCILLOR DUVAL"}
    # Other words of hers come near, but these are not hers.
    near = assistant.ask("Did Elena Marsh ever mention layoffs?")
    assert near.answer.startswith("ELENA MARSH (CEO) does not say “layoffs” in so many words. What comes nearest:")
    assert near.count == 0 and said_by(near) == {"ELENA MARSH (CEO)"}
    never = assistant.ask("Did anyone mention the zeppelin?")
    assert never.abstained and "Nobody says “zeppelin”, nor anything that comes near it." in never.answer
    hyphens = assistant.ask("Did Blinken bring up counter-narcotics?")
    assert hyphens.answer.startswith("Yes. ") and "“counternarcotics”" in hyphens.answer
    nobody = assistant.ask("Did Wang Yi mention Vienna?")
    assert nobody.abstained and "does not speak" in nobody.answer


def test_which_transcripts_mention_something(assistant):
    answer = assistant.ask("Which transcripts mention measles?")
    assert {citation.document for citation in answer.citations} == {
        "2023-11-07-health-briefing.txt",
        "2024-02-15-health-briefing.txt",
        "2024-06-12-health-briefing.txt",
    }


def test_a_summary_covers_the_document(assistant):
    answer = assistant.ask("Summarize the rail safety hearing")
    assert answer.kind == "summary"
    assert {citation.document for citation in answer.citations} == {HEARING}
    places = [citation.turn for citation in answer.citations]
    with assistant.snapshot(search=False) as snapshot:
        last = len(snapshot.corpus.turns(HEARING))
    assert min(places) < last / 3 and max(places) > last / 2
    assert len(answer.answer.split()) < 230
    assert_verbatim(assistant, answer)


def test_of_several_transcripts_each_is_told_in_a_sentence(tmp_path):
    mills = "The {} mill was sold to the town for forty thousand crowns. I saw that it was good, and so did you."
    places = ("Abel", "Brook", "Cedar", "Dale", "Elm", "Ford", "Grange", "Heath")
    files = {
        f"2024-0{month}-01-{at}.txt": f"ANN: {mills.format(at)}\n\nBOB: Thank you."
        for month, at in enumerate(places, 1)
    }
    with reading(tmp_path, files) as mill:
        answer = mill.ask("What is this about?")
        assert_verbatim(mill, answer)
        assert [one.quote for one in answer.citations] == [
            f"The {at} mill was sold to the town for forty thousand crowns." for at in places[1:]
        ]
        assert "A summary of the 7 latest of 8 transcripts; name one to hear more of it." in answer.notes
        two = mill.ask("What is this about?", after="2024-07-01")
        assert "A summary of 2 transcripts; name one to hear more of it." in two.notes


def test_a_summary_of_one_speaker(assistant):
    answer = assistant.ask("Summarize what Ms. Dietz said at the rail safety hearing")
    assert answer.kind == "summary"
    assert said_by(answer) == {"MS. DIETZ"}


def test_all_that_somebody_said_is_a_summary_and_in_full_where_it_is_little(assistant, tmp_path):
    answer = assistant.ask("What did Ms. Dietz say?")
    assert answer.kind == "summary" and said_by(answer) == {"MS. DIETZ"}
    said = "Good morning.\n\nThe ferry is late, and I am sorry. It will be late tomorrow too."
    with reading(tmp_path, {"a.txt": f"ANN: {said}\n\nBOB: So I hear."}) as two:
        assert [one.quote for one in two.ask("Show me the full text of Ann's remarks").citations] == [said]
        assert two.ask("Ann?").kind == "summary" and said_by(two.ask("Ann?")) == {"ANN"}
        # A number alone is nothing that is spoken of.
        assert two.ask("What is 2+2?").abstained
        # Of somebody who is only spoken of, nothing is made a summary.
        assert two.ask("What did the dentist say?").abstained


@pytest.mark.parametrize(
    "question", ["Did anyone say “I'm a skeptic with a boat”?", 'Who said "a skeptic with a boat"?']
)
def test_words_that_were_said(assistant, question):
    answer = assistant.ask(question)
    assert answer.kind == "verbatim" and not answer.abstained
    assert said_by(answer) == {"MAYOR HALVORSEN"}
    assert "a skeptic with a boat" in answer.citations[0].quote


def test_words_that_were_nearly_said(assistant):
    answer = assistant.ask("Did anyone say “The town will run a harbour ferry this winter on a trial basis”?")
    assert not answer.abstained
    assert "Not in exactly these words" in answer.answer
    assert "harbour ferry this summer on a trial basis" in answer.citations[0].quote


def test_words_that_somebody_else_said(assistant):
    answer = assistant.ask("Did Councillor Park say “I'm a skeptic with a boat”?")
    assert answer.abstained
    assert "COUNCILLOR PARK never says this; MAYOR HALVORSEN does" in answer.answer


def test_words_that_were_never_said(assistant):
    answer = assistant.ask("Did anyone say “the penguins have taken the lighthouse”?")
    assert answer.abstained and answer.citations == ()
    assert "nor anything near it" in answer.answer


def test_words_that_others_report(assistant):
    answer = assistant.ask("What did Aaron Feld say about the signal?")
    assert not answer.abstained
    assert "does not speak" in answer.answer
    assert all(citation.reports for citation in answer.citations)
    assert "Aaron Feld" not in said_by(answer)


def test_a_premise_of_a_reporter_is_nobodys_statement(assistant):
    for question in ("Was the harbourmaster fired?", "Has the council approved the flood wall?"):
        answer = assistant.ask(question, document="2024-06-20-press-briefing.txt")
        assert "QUESTION" not in said_by(answer)


def test_a_bare_reply_comes_with_its_question(assistant):
    answer = assistant.ask("Will the mayor vote for the wall?", document="2024-06-20-press-briefing.txt")
    replies = [citation for citation in answer.citations if citation.quote in ("Yes.", "Even at that.")]
    for citation in replies:
        assert citation.asked and citation.asked in answer.answer


def test_a_short_answer_is_short_and_a_long_one_longer(assistant):
    short = assistant.ask("What did the mayor say about the ferry?")
    long = assistant.ask("What did the mayor say about the ferry in more detail?")
    assert sum(len(one.quote.split()) for one in short.citations) <= 150
    assert len(long.citations) > len(short.citations)


def test_who_else_could_be_asked(assistant):
    answer = assistant.ask("What did Blinken say about Vienna?")
    assert answer.abstained
    assert answer.suggestion == "What did MPS Minister Wang say about Vienna?"
    assert answer.suggestion in answer.answer


def test_a_misspelt_name_is_asked_back(assistant):
    answer = assistant.ask("What did Mayor Halverson say about the ferry?")
    assert answer.abstained and "HALVORSEN" in answer.suggestion.upper()


def test_what_was_searched_is_data(assistant):
    answer = assistant.ask("What did Blinken say about counternarcotics?")
    assert answer.searched.question == "What did Blinken say about counternarcotics?"
    assert answer.searched.topic == ("counternarcotics",)
    assert [who.label for who in answer.searched.scope.speakers] == ["SECRETARY BLINKEN"]
    assert answer.searched.documents == 15
    assert all(statement.verified for statement in answer.statements)
    assert 0 < answer.confidence <= 1


def test_a_change_that_no_document_speaks_of_is_no_empty_answer(assistant, monkeypatch):
    monkeypatch.setattr(Part, "speaks_of_it", False)
    monkeypatch.setattr(Part, "worth", 0.0)
    answer = assistant.ask("How did Mayor Halvorsen's position on the ferry change over time?")
    assert answer.abstained and answer.citations == () and "Searched" in answer.answer


def test_each_paragraph_of_a_change_says_in_which_transcript(assistant):
    answer = assistant.ask("How did views on the ferry change over time?")
    paragraphs = answer.answer.split("\n\n")
    assert answer.kind == "over_time"
    assert len(paragraphs) > len({one.document for one in answer.citations}) > 1
    assert all(", in “" in one.partition("[")[0] for one in paragraphs)


def test_everything_in_more_detail_is_no_matter(assistant):
    answer = assistant.ask("Tell me everything about the ferry in more detail")
    assert not answer.abstained
    assert {word.casefold() for word in answer.searched.topic} == {"ferry"}


def test_one_word_is_no_words(tmp_path):
    with reading(
        tmp_path, {"pier.txt": "ANN: Who is against the pier?\n\nBEN: Nobody.\n\nANN: It is built then.\n"}
    ) as one:
        assert "BEN: 1 turn, 1 word (" in one.ask("Who spoke?").answer
