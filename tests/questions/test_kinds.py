"""qa.questions.kinds: what kind of answer a question wants, and above all which questions are of no special kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.questions.kinds import Counted, Kind, quoted, recognise
from qa.questions.overview import summary_topic


@pytest.mark.parametrize(
    ("question", "counted", "term"),
    [
        ("How often did Wang mention counternarcotics?", Counted.MENTIONS, "counternarcotics"),
        ("how many times did the mayor say “boondoggle”?", Counted.MENTIONS, "boondoggle"),
        ("How often is the flood wall mentioned in the March hearing?", Counted.MENTIONS, "flood wall"),
        ("how often do they say ferry in the podcast", Counted.MENTIONS, "ferry"),
        ("How many times did she say that she was sorry?", Counted.MENTIONS, "sorry"),
        ("how many times did the judge speak", Counted.SPEAKING, None),
        ("How many times was the word trust used?", Counted.MENTIONS, "trust"),
        ("Count the mentions of Vienna.", Counted.MENTIONS, "Vienna"),
        ("How many transcripts mention Vienna?", Counted.MENTIONING_DOCUMENTS, "Vienna"),
        ("How long did each speaker speak?", Counted.SPEAKING, None),
        ("How many words did each speak?", Counted.SPEAKING, None),
        ("Who spoke the most?", Counted.SPEAKING, None),
        ("Who spoke for the longest?", Counted.SPEAKING, None),
        ("How much did Blinken talk?", Counted.SPEAKING, None),
        ("How many speakers are there?", Counted.SPEAKERS, None),
        ("how many people spoke in the hearing?", Counted.SPEAKERS, None),
        ("How many transcripts are there?", Counted.DOCUMENTS, None),
        ("How many questions did the reporters ask?", Counted.QUESTIONS, None),
        ("How many words did Wang say?", Counted.WORDS, None),
    ],
)
def test_counts(question, counted, term):
    task = recognise(question)
    assert (task.kind, task.counted, task.term) == (Kind.COUNT, counted, term)


@pytest.mark.parametrize(
    ("question", "counted", "term"),
    [
        ("Who spoke at the rail safety hearing?", Counted.SPEAKERS, None),
        ("who are the speakers", Counted.SPEAKERS, None),
        ("Who took part in the podcast?", Counted.SPEAKERS, None),
        ("List the participants.", Counted.SPEAKERS, None),
        ("Who was at the meeting?", Counted.SPEAKERS, None),
        ("Who attended the staff meeting?", Counted.SPEAKERS, None),
        ("And who attended the rail hearing in June 2024?", Counted.SPEAKERS, None),
        ("Who mentioned Vienna?", Counted.MENTIONERS, "Vienna"),
        ("Did Blinken ever mention the flood wall?", Counted.WHETHER, "flood wall"),
        ("Has anyone brought up human rights in the hearing?", Counted.WHETHER, "human rights"),
        ("did they mention drugs", Counted.WHETHER, "drugs"),
        ("Which speakers talked about the flood wall?", Counted.MENTIONERS, "flood wall"),
        ("who brought up the library?", Counted.MENTIONERS, "library"),
        ("Which people have brought up the customs house?", Counted.MENTIONERS, "customs house"),
        ("List everybody who spoke on the January call-in show.", Counted.SPEAKERS, None),
        ("name all the people who took part in the hearing", Counted.SPEAKERS, None),
        ("In which meetings is the ferry mentioned?", Counted.MENTIONING_DOCUMENTS, "ferry"),
        ("Which briefings discuss the measles outbreak?", Counted.MENTIONING_DOCUMENTS, "measles outbreak"),
    ],
)
def test_lists(question, counted, term):
    task = recognise(question)
    assert (task.kind, task.counted, task.term) == (Kind.LIST, counted, term)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How do Wang and Blinken differ on counternarcotics?", Kind.COMPARE),
        ("Compare Ann and Bob on school meals.", Kind.COMPARE),
        ("Do the two ministers agree on trade?", Kind.COMPARE),
        ("What do Ann and Bob each think of the ferry?", Kind.COMPARE),
        ("Where do the witnesses disagree?", Kind.COMPARE),
        ("How did her position on the ferry change?", Kind.OVER_TIME),
        ("The fare, then vs now?", Kind.OVER_TIME),
        ("Did Pruitt stick to his guns about the school?", Kind.OVER_TIME),
        ("Did she stay neutral to the end?", Kind.OVER_TIME),
        ("How has the price tag of the tram moved since March 2023?", Kind.OVER_TIME),
        ("opening date - how did it slip?", Kind.OVER_TIME),
        ("Who was for the diesel and who against?", Kind.COMPARE),
        ("Who supported the merger, and who opposed it?", Kind.COMPARE),
        ("Who asked for help and who gave it?", Kind.DIRECT),
        ("How much was in the fund each time?", Kind.OVER_TIME),
        ("What was the fare at first, and what was agreed?", Kind.OVER_TIME),
        ("How much did the mayor offer at first and how much in November?", Kind.OVER_TIME),
        ("When was the line supposed to open, and when did it?", Kind.OVER_TIME),
        ("What did Adeyemi demand in September, in October and in December?", Kind.OVER_TIME),
        ("Has Voss always called the decision final?", Kind.OVER_TIME),
        ("Was Iris always for opening the whole line?", Kind.OVER_TIME),
        ("What is the difference between the first offer and the second?", Kind.OVER_TIME),
        ("What was the first thing she did, and what did she do then?", Kind.DIRECT),
        ("Did he always call his mother on Sundays?", Kind.DIRECT),
        ("When was the bridge built and when was it painted?", Kind.DIRECT),
        ("why did her view change over time?", Kind.OVER_TIME),
        ("What was he claiming about drivers in the fall, and what's his story now?", Kind.OVER_TIME),
        ("Okell used to want the builder to run it. Where had he got to by June?", Kind.OVER_TIME),
        ("When was it to open originally, and what's the latest date?", Kind.OVER_TIME),
        ("What happened to her confidence about the salt?", Kind.OVER_TIME),
        ("At what point did she stop resisting a later bell?", Kind.OVER_TIME),
        ("Does she still distrust them the way she used to?", Kind.OVER_TIME),
        ("Where did she start out on the move and where has she ended up?", Kind.OVER_TIME),
        ("The opening keeps slipping: which dates were people given?", Kind.OVER_TIME),
        ("Was the councillor always an opponent?", Kind.OVER_TIME),
        ("I missed the hearing in November. Sum it up for me.", Kind.SUMMARY),
        ("Give me a quick rundown of the June briefing.", Kind.SUMMARY),
        ("What did I miss at the town forum?", Kind.SUMMARY),
        ("what happened at the meeting in November", Kind.SUMMARY),
        ("What was decided at the last meeting?", Kind.SUMMARY),
        ("what happened on the last day", Kind.SUMMARY),
        ("what happened on the day of the fire", Kind.DIRECT),
        ("Has the minister softened on the order?", Kind.OVER_TIME),
        ("When did the mayor start supporting the ferry?", Kind.OVER_TIME),
        ("At what point did Bellweather warm to the wall?", Kind.OVER_TIME),
        ("Walk me through the minister's statements on pay since November.", Kind.OVER_TIME),
        ("What was her view in November, and later?", Kind.OVER_TIME),
        ("How consistent has the mayor been about lunches?", Kind.OVER_TIME),
        ("How has Park's thinking about the library moved?", Kind.OVER_TIME),
        ("Compare what the minister said in November with what he said in June.", Kind.OVER_TIME),
        ("From opposing the wall to voting for it: how did she get there?", Kind.OVER_TIME),
        ("Did the mayor stick to her view on the ferry?", Kind.OVER_TIME),
        ("How does her later view of the ferry depart from her earlier one?", Kind.OVER_TIME),
        ("How far has Duval moved on the ferry?", Kind.OVER_TIME),
        ("Where did the minister start on bonuses and where did he end up?", Kind.OVER_TIME),
        ("What did each briefing say about the stock?", Kind.OVER_TIME),
        ("How has the minister's view on pay evolved?", Kind.OVER_TIME),
        ("What did the mayor say about the wall over time?", Kind.OVER_TIME),
        ("Did the mayor change her mind about the ferry?", Kind.OVER_TIME),
        ("What was said about pay in each of the briefings?", Kind.OVER_TIME),
        ("How did the estimate for the wall grow?", Kind.OVER_TIME),
        ("How has Park's tone on the library softened?", Kind.OVER_TIME),
        ("How did her view evolve from 2023 to 2025?", Kind.OVER_TIME),
        ("In what way did the figures for the ferry change?", Kind.OVER_TIME),
        ("What did she say about the ferry in March, and what in June?", Kind.OVER_TIME),
        ("What was the minister's promise in 2023 and in 2024?", Kind.OVER_TIME),
        ("Has Park been consistent on the wall?", Kind.OVER_TIME),
        ("Has she always been against the ferry?", Kind.OVER_TIME),
        ("Is Duval still against the ferry?", Kind.OVER_TIME),
        ("At first the mayor said no. What does she say now?", Kind.OVER_TIME),
        ("From opponent to supporter: how did Bellweather get there?", Kind.OVER_TIME),
        ("Tell me month by month what Okafor said of the budget", Kind.OVER_TIME),
        ("Over the past two years, how has she talked about the roof?", Kind.OVER_TIME),
        ("Did the minister backtrack on the order?", Kind.OVER_TIME),
        ("What did she first say about the ferry?", Kind.OVER_TIME),
        ("What was the company's forecast in May and in August?", Kind.OVER_TIME),
        ("How do the minister's statements in November compare with those of June?", Kind.OVER_TIME),
        ("What has changed in her view of the ferry?", Kind.OVER_TIME),
        ("How did Marsh's forecast for revenue move between May and August?", Kind.OVER_TIME),
        ("Is Ann's view the same as Bob's?", Kind.COMPARE),
        ("Ann or Bob: who wants the ferry?", Kind.COMPARE),
        ("Trace the mayor's position on the ferry from first to last.", Kind.OVER_TIME),
        ("What did Ann want, and what did Bob want?", Kind.COMPARE),
        ("Who is surer of the ferry, Ann or Bob?", Kind.COMPARE),
        ("Do Ann and Bob see eye to eye on the ferry?", Kind.COMPARE),
        ("Is Ann as worried about water as Bob?", Kind.COMPARE),
        ("Whose estimate is higher, Okafor's or Park's?", Kind.COMPARE),
        ("Where do Bellweather and Park clash over the wall?", Kind.COMPARE),
        ("What would Duval do about fares, as opposed to Okafor?", Kind.COMPARE),
        ("Between Duval and Park, who wants free fares?", Kind.COMPARE),
        ("Does Ann share the same view as Bob?", Kind.COMPARE),
        ("Summarize the meeting.", Kind.SUMMARY),
        ("Give me a summary of what Blinken said", Kind.SUMMARY),
        ("What were the main points of the hearing?", Kind.SUMMARY),
        ("what was the meeting about?", Kind.SUMMARY),
        ("what's the town forum about", Kind.SUMMARY),
        ("tl;dr of the podcast", Kind.SUMMARY),
        ("What did Blinken say, in short?", Kind.SUMMARY),
        ("What did Blinken say?", Kind.SUMMARY),
        ("everything the mayor said", Kind.SUMMARY),
        ("Give me the full text of Wang's remarks", Kind.SUMMARY),
        ("What issues did the mayor raise?", Kind.SUMMARY),
        ("What happened in June?", Kind.SUMMARY),
        ("What happened in June at the plant?", Kind.DIRECT),
        ("What did Blinken say on fentanyl?", Kind.DIRECT),
        ("What did Ann say that Bob said?", Kind.DIRECT),
        ("Did anyone say “we will never negotiate”?", Kind.VERBATIM),
        ("did Blinken use the words mutual respect?", Kind.VERBATIM),
        ("Who said 'I'm a skeptic with a boat'?", Kind.VERBATIM),
        ('When did he say "five and a half hours"?', Kind.VERBATIM),
        ('Was the sentence "we keep the rock" really spoken in the Chamber, and by whom?', Kind.VERBATIM),
    ],
)
def test_other_kinds(question, kind):
    assert recognise(question).kind is kind


@pytest.mark.parametrize(
    "question",
    [
        "When did Xi and Biden speak by phone?",
        "Why did Councillor Duval come round to the ferry?",
        "Who stood against Park in the vote for chair?",
        "List everybody who spoke against the merger.",
        "What was the nurse worried about?",
        "How often did the committee meet?",
        "When did the fire start?",
        "When did they begin to build the wall?",
        "How far did the water move inland?",
        "How much did the house move?",
        "At what point did the train come to a stop?",
        "How many times have the presidents met?",
        "How many people were killed?",
        "How many calls did the hotline take?",
        "How many meetings did Blinken have with Wang Yi?",
        "How long did the conversation last?",
        "How much did the pier cost?",
        "Who spoke to Mr. Lindqvist on the phone?",
        "Who said that the wall would hold?",
        "Who is Daskal?",
        "What did the fire change for the company?",
        "How did the fare increase change the ridership?",
        "How many lunches are served each day?",
        "What does “mutual respect” mean?",
        "What did she mean by 'a skeptic with a boat'?",
        "What did Wang say about Mayorkas?",
        "Why is the library closing?",
        "How did the water rise so fast?",
        "What happened between April 2 and April 4?",
        "What did Wang say between 2020 and May 2022?",
        "What did Wang say about the flood in 2019 and the dam in 2024?",
        "How did the fire start?",
        "What did Wang say about the development of fentanyl precursors?",
        "What did they say about the history of the bridge?",
        "Is this consistent with the law?",
        "Why was the decision reversed?",
        "When did they start building it?",
        "When did the ferry stop running?",
        "Why did Ann stay quiet?",
        "What did people use to call the bridge?",
        "What is the path of the new road?",
        "What is still needed for the bridge?",
        "Why are people still waiting for the money?",
        "Does the surgeon ever say if the drink upset his balance?",
        "How many words were altered for a woman in the lead?",
        "Who was the first to speak today?",
        "Did anyone say the road is no longer safe?",
        "What did the minister say about spending in 2024 and 2025?",
        "What did the minister say about the closure from March to June?",
        "How did the policy affect those who moved?",
        "How did the bus line turn a profit?",
        "What did she say about day to day operations?",
        "At the rail safety hearing, was the brake always working?",
        "Why did Duval tell the mayor that the ferry costs more than it brings?",
        "What did Ann Reyes say about the ferry, and how did Daniel Park answer?",
        "Did the mayor like Duval's plan?",
        "What did Park say about the dispute with Duval?",
        "What did Duval say while Park was chairing?",
        "What did Duval say to Park, and why?",
        "What was the first question, and what did she answer then?",
        "How many cases were there between January and March?",
        "When did he announce the plan?",
        "What was the government's plan towards the structural change?",
        "",
        "?",
    ],
)
def test_questions_of_no_special_kind(question):
    assert recognise(question).kind is Kind.DIRECT


def test_who_and_where_are_no_part_of_the_term():
    task = recognise("How many times did Elena Marsh say the word 'fire' in the earnings call?")
    assert task.term == "fire"
    assert "Elena Marsh" in task.rest and "earnings call" in task.rest and "fire" not in task.rest
    task = recognise("how often do they say counternarcotics in the blinken wang meeting")
    assert task.term == "counternarcotics" and "blinken wang meeting" in task.rest


def test_more_is_asked_for():
    assert recognise("What did Wang say about counternarcotics in more detail?").detail
    assert recognise("Tell me everything Wang said about Vienna").detail
    assert not recognise("What did Wang say about counternarcotics?").detail


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Did she say “never again”?", "never again"),
        ("Did she say 'I'm done' or not?", "I'm done"),
        ("Did she say „so nicht“?", "so nicht"),
        ("Wang's and Blinken's views", None),
        ("it's what he's said", None),
    ],
)
def test_what_stands_in_quotation_marks(text, quote):
    found = quoted(text)
    assert (found[0] if found else None) == quote


def test_what_narrows_a_summary():
    assert summary_topic("Summarize the discussion about the budget") == ["budget"]
    assert summary_topic("What were the main points of the meeting?") == []
    assert summary_topic("Summarize what Blinken said") == []


@given(st.text(max_size=120))
def test_any_text_has_a_kind(text):
    assert recognise(text).kind in Kind


@given(st.lists(st.sampled_from("how often did who say mention the “ ” ' \" ferry in many times Wang and ?".split())))
def test_any_words_have_a_kind(words):
    task = recognise(" ".join(words))
    assert task.term is None or task.term.strip()
