"""qa.conversation.followup: what a follow-up means, and above all what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.conversation.followup import alone, leans, standalone
from qa.models import Answer, Citation

SPEAKERS = {"blinken", "wang", "wang yi", "minister wang", "the secretary", "c"}
QUOTES = (
    "I do.",
    "I also went to Vienna, met Secretary Mayorkas, and named counternarcotics as an area for cooperation.",
    "We raised human rights and the fentanyl precursors that come from China in each of our summary meetings.",
)


def is_speaker(name):
    return name.casefold() in SPEAKERS


def answered(question, *speakers, searched_for=None):
    citations = tuple(
        Citation(n, "d.txt", None, None, n, speaker, QUOTES[n % len(QUOTES)], 0, 5)
        for n, speaker in enumerate(speakers, 1)
    )
    return Answer(question, "…", not speakers, citations, searched_for=searched_for)


WANG = answered("What did Wang say about counternarcotics?", "MPS MINISTER WANG")
PHONE = answered("When did Xi and Biden speak by phone?", "MPS MINISTER WANG")
BOTH = answered("What did Wang and Blinken say about trade with the US?", "MPS MINISTER WANG", "SECRETARY BLINKEN")
LIST = answered("Who mentioned Vienna?", "MPS MINISTER WANG", "SECRETARY BLINKEN")
COUNT = answered("How often did Blinken mention Vienna?", "SECRETARY BLINKEN")
SUMMARY = answered("What was discussed in the March hearing?", "MPS MINISTER WANG", "SECRETARY BLINKEN")


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("and Blinken?", "What did Blinken say about counternarcotics?"),
        ("Blinken?", "What did Blinken say about counternarcotics?"),
        ("What about Blinken", "What did Blinken say about counternarcotics?"),
        ("ok, how about the Secretary?", "What did the Secretary say about counternarcotics?"),
        ("And Blinken and Wang?", "What did Blinken and Wang say about counternarcotics?"),
        ("what about Wang?", "What did Wang say about counternarcotics?"),
        ("and on Taiwan?", "What did Wang say about Taiwan?"),
        ("and what about Taiwan?", "What did Wang say about Taiwan?"),
        ("and Blinken on Taiwan?", "What did Blinken say about Taiwan?"),
        ("And what did Blinken say?", "what did Blinken say about counternarcotics?"),
        ("And what did Blinken say about it?", "what did Blinken say about counternarcotics?"),
        ("what did Blinken say about that", "what did Blinken say about counternarcotics"),
        ("what did he say about trade?", "what did Wang say about trade?"),
        ("Did he mention Taiwan?", "Did Wang mention Taiwan?"),
        ("What did he say about it?", "What did Wang say about counternarcotics?"),
        ("Who is he?", "Who is Wang?"),
        ("why?", "What did Wang say about counternarcotics: why?"),
        ("And when?", "What did Wang say about counternarcotics: when?"),
        ("when was that?", "What did Wang say about counternarcotics: when?"),
        ("When did that happen?", "What did Wang say about counternarcotics: when?"),
        ("what time?", "What did Wang say about counternarcotics: what time?"),
        ("and in what year?", "What did Wang say about counternarcotics: in what year?"),
    ],
)
def test_completed_from_the_last_question(question, whole):
    assert standalone(question, [PHONE, WANG], is_speaker) == whole


@pytest.mark.parametrize(
    "question",
    [
        "What did Blinken say about Taiwan?",
        "When did Xi and Biden speak by phone?",
        "What did Blinken say about this year's budget?",
        "What did Wang say about the fact that he met Mayorkas?",
        "Did people say that they agree?",
        "Did anyone say that he agrees?",
        "Does anyone think that works?",
        "So what happened in Vienna?",
        "And what happened in Vienna after the summit?",
        "What did they say about trade?",
        "And when did they meet?",
        "Who said it was true?",
        "What does it say about Vienna?",
        "What about it?",
        "and him?",
        "and then?",
        "And thank you.",
        "Thanks!",
        "ok",
        "Taiwan",
        "really?",
        "Tell me more about Taiwan",
        "More people came",
        "What else did Congress say?",
        "How many came to Vienna?",
        "Who said that trade is good?",
        "What does counternarcotics mean?",
        "and before that?",
        "what about last year?",
        "and yesterday?",
        "and since then?",
        "2024",
        "March 5",
        "the first time",
        "the second briefing?",
        "The last person who met Wang?",
        "2?",
        "[7]",
        "what about the seventh one?",
        "do they agree?",
        "Do people agree?",
        "How do they differ from the EU?",
        "compare that with Congress",
        "Compare Wang and Blinken on trade",
        "what was her answer to Blinken?",
        "Did Congress like his plan?",
        "What is their position?",
        "his plan met her reply",
        "I meant something else",
        "no, I mean it",
        "not bad",
        "not Mayorkas, Congress",
        "?",
        "",
        "  ",
    ],
)
def test_left_alone(question):
    for history in ([WANG], [PHONE], [answered("")]):
        assert standalone(question, history, is_speaker) is None


@pytest.mark.parametrize("question", ["and Blinken?", "why?", "what did he say?", "What did Blinken say?", ""])
def test_nothing_came_before(question):
    assert standalone(question, [], is_speaker) is None


def test_the_last_answer_counts_and_what_it_was_completed_to():
    second = answered("and Blinken?", "SECRETARY BLINKEN", searched_for="What did Blinken say about counternarcotics?")
    assert standalone("and on Taiwan?", [WANG, second], is_speaker) == "What did Blinken say about Taiwan?"
    assert standalone("and Wang?", [WANG, second], is_speaker) == "What did Wang say about counternarcotics?"


def test_he_is_the_only_one_quoted():
    assert standalone("Did he mention Taiwan?", [PHONE], is_speaker) == "Did MPS MINISTER WANG mention Taiwan?"
    both = answered("Who spoke about trade?", "MPS MINISTER WANG", "SECRETARY BLINKEN")
    assert standalone("Did he mention Taiwan?", [both], is_speaker) is None
    two = answered("What did Wang and Blinken say about trade?", "MPS MINISTER WANG")
    assert standalone("Did he mention Taiwan?", [two], is_speaker) is None


def test_a_name_is_replaced_as_a_whole_word():
    # "C" also begins "Could"; "the minister" has an article of its own.
    question = answered("Could C say more about meals?")
    assert standalone("and Blinken?", [question], is_speaker) == "Could Blinken say more about meals?"
    question = answered("What did the minister say about meals?")
    assert standalone("and the Secretary?", [question], is_speaker) == "What did the Secretary say about meals?"


def test_a_possessive_stays_one():
    question = answered("What’s Kirsty Williams’ opinion on meals?")
    assert standalone("and Blinken?", [question], is_speaker) == "What's Blinken's opinion on meals?"
    question = answered("What is Wang's opinion on meals?")
    assert standalone("and Blinken?", [question], is_speaker) == "What is Blinken's opinion on meals?"


def test_a_possessive_means_the_one_who_has_it():
    change = answered("How did Wang's position on trade change?", "MPS MINISTER WANG")
    assert standalone("and Blinken's?", [change], is_speaker) == "How did Blinken's position on trade change?"


def test_him_is_whoever_was_asked_about_and_never_a_thing():
    mayorkas = answered("Who mentioned Mayorkas?", "MPS MINISTER WANG")
    assert standalone("what did Blinken say about him?", [mayorkas], is_speaker) == (
        "what did Blinken say about Mayorkas?"
    )
    trade = answered("Who mentioned trade?", "MPS MINISTER WANG")
    assert standalone("what did Blinken say about him?", [trade], is_speaker) is None


def test_nobody_was_asked_about():
    meals = answered("Are meals free?")
    assert standalone("and Blinken?", [meals], is_speaker) == "What did Blinken say about meals free?"
    assert standalone("and on trams?", [meals], is_speaker) == "What was said about trams?"
    assert standalone("and Blinken?", [answered("What was that?")], is_speaker) == "What did Blinken say?"


MORE = "What did Wang say about counternarcotics in more detail?"


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        *((more, MORE) for more in ("tell me more", "more", "Go on.", "In more detail, please", "and what else?")),
        *((more, MORE) for more in ("anything else?", "what else did she say?", "What else did he say about it?")),
        *((more, MORE) for more in ("Can you tell me more about that?", "Did she say anything else?")),
        ("what else did Blinken say?", "What did Blinken say about counternarcotics in more detail?"),
        ("what else did he say about trade?", "what else did Wang say about trade?"),
        ("how so?", "What did Wang say about counternarcotics: how?"),
        ("why not?", "What did Wang say about counternarcotics: why?"),
        ("how come?", "What did Wang say about counternarcotics: why?"),
        ("Why did she say that?", "What did Wang say about counternarcotics: why?"),
        ("What did she mean by that?", "What did Wang say about counternarcotics: what exactly?"),
        ("since when?", "What did Wang say about counternarcotics: since when?"),
        ("And how much?", "What did Wang say about counternarcotics: how much?"),
        ("how many", "What did Wang say about counternarcotics: how many?"),
        ("by whom?", "What did Wang say about counternarcotics: by whom?"),
        ("and where was that?", "What did Wang say about counternarcotics: where?"),
        ("and in 2024?", "What did Wang say about counternarcotics in 2024?"),
        ("what about 2024?", "What did Wang say about counternarcotics in 2024?"),
        ("and since March?", "What did Wang say about counternarcotics since March?"),
        ("and March 5?", "What did Wang say about counternarcotics on March 5?"),
        ("how about between 2020 and May 2022?", "What did Wang say about counternarcotics between 2020 and May 2022?"),
        ("and in the March hearing?", "What did Wang say about counternarcotics in the March hearing?"),
        ("in the second briefing?", "What did Wang say about counternarcotics in the second briefing?"),
        ("and what about the second briefing?", "What did Wang say about the second briefing?"),
        ("and May?", "What did Wang say about May?"),
        ("And how does that compare with Blinken?", "Compare Wang and Blinken on counternarcotics"),
        ("compare that to Blinken's position", "Compare Wang and Blinken on counternarcotics"),
        ("what was her reason?", "what was Wang's reason regarding counternarcotics?"),
        ("What is his position on trade?", "What is Wang's position on trade?"),
        ("and his views on trade?", "What are Wang's views on trade?"),
        ("no, I meant Blinken", "What did Blinken say about counternarcotics?"),
        ("No, Blinken!", "What did Blinken say about counternarcotics?"),
        ("I mean Wang Yi", "What did Wang Yi say about counternarcotics?"),
        ("not Wang, Blinken", "What did Blinken say about counternarcotics?"),
        ("I meant Blinken, not Wang", "What did Blinken say about counternarcotics?"),
    ],
)
def test_asked_for_more_of_it(question, whole):
    assert standalone(question, [PHONE, WANG], is_speaker) == whole


FIRST = "What did MPS MINISTER WANG say about Vienna, Secretary Mayorkas, named counternarcotics and cooperation?"
SECOND = "What did SECRETARY BLINKEN say about human rights, fentanyl precursors, China and meetings?"


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        *((nth, SECOND) for nth in ("what about the second one?", "and the last one?", "who said the second one?")),
        *((nth, SECOND) for nth in ("[2]", "Number 2?", "and quote 2", "source [2]", "#2", "the 2nd?", "second one")),
        *((nth, FIRST) for nth in ("tell me more about the first", "the first quote", "source 1")),
        ("the third?", None),
        ("and the second hearing?", "What did Wang and Blinken say about the second hearing?"),
    ],
)
def test_the_nth_of_what_was_quoted(question, whole):
    assert standalone(question, [BOTH], is_speaker) == whole


def test_words_asked_for_are_no_news_unless_few_others_remain():
    whole = standalone("the first?", [WANG], is_speaker)
    assert whole == "What did MPS MINISTER WANG say about Vienna, Secretary Mayorkas, named and cooperation?"
    few = answered("What about Vienna, Mayorkas, Secretary, named, went, met, area?", "MPS MINISTER WANG")
    assert standalone("the first?", [few], is_speaker).count("counternarcotics") == 1


def test_the_first_of_what_the_question_was_about():
    vaccine = answered("What did Wang say about the first shipment of vaccine?", "MPS MINISTER WANG")
    whole = "What did Wang say about the last shipment of vaccine?"
    assert standalone("and about the last one?", [vaccine], is_speaker) == whole
    assert "Vienna" in standalone("quote 1", [vaccine], is_speaker)
    lady = answered("What did the First Lady say about meals?", "X")
    assert "Vienna" in standalone("the last one?", [lady], is_speaker)
    year = answered("What did Wang say about trade in the last year?", "X")
    assert "Vienna" in standalone("the first one?", [year], is_speaker)


def test_nothing_was_quoted_there_or_nothing_telling():
    assert standalone("the first?", [answered("What did Wang say about trade?")], is_speaker) is None
    three = answered("What did Wang say about trade?", "A", "B", "C (Chair)", "D")
    assert standalone("the third?", [three], is_speaker) is None
    assert standalone("the last?", [three], is_speaker).startswith("What did D say about Vienna,")
    unknown = answered("What was said about trade?", None)
    assert standalone("the first?", [unknown], is_speaker).startswith("What was said about Vienna,")


def test_who_said_that_where_nobody_was_named():
    assert standalone("Who said that?", [PHONE], is_speaker) == "When did Xi and Biden speak by phone: who said so?"
    # The answer says who, where somebody or a list was asked for.
    for earlier in (WANG, LIST, COUNT, SUMMARY, answered("Who went to Vienna?")):
        assert standalone("Who said that?", [earlier], is_speaker) == earlier.question
    assert standalone("Who said that?", [answered("")], is_speaker) is None


@pytest.mark.parametrize("question", ["tell me more", "why?", "and in 2024?", "in the March hearing?", "how much?"])
def test_nothing_was_asked(question):
    assert standalone(question, [answered("")], is_speaker) is None


def test_more_of_a_number_or_a_list_is_what_was_said():
    assert standalone("tell me more", [COUNT], is_speaker) == "What did Blinken say about Vienna in more detail?"
    assert standalone("tell me more", [LIST], is_speaker) == "What was said about Vienna in more detail?"
    assert standalone("why?", [LIST], is_speaker) == "What was said about Vienna: why?"
    assert standalone("tell me more", [answered("Who spoke at the hearing?")], is_speaker) is None


def test_more_of_a_summary_stays_one():
    assert standalone("more", [SUMMARY], is_speaker) == "What was discussed in the March hearing in more detail?"
    blinken = "What did Blinken say in the March hearing in more detail?"
    assert standalone("what else did Blinken say?", [SUMMARY], is_speaker) == blinken
    about = answered("What was the hearing about?")
    assert standalone("more", [about], is_speaker) is None
    assert standalone("and Blinken?", [SUMMARY], is_speaker) == "What did Blinken say in the March hearing?"
    whole = standalone("and what did Blinken say about it?", [SUMMARY], is_speaker)
    assert whole == "what did Blinken say about the March hearing?"


def test_what_else_she_said_is_hers():
    whole = standalone("what else did she say?", [PHONE], is_speaker)
    assert whole == "What did MPS MINISTER WANG say about Xi and Biden speak by phone in more detail?"
    assert standalone("what else did she say?", [BOTH], is_speaker) is None
    whole = "What did Wang and Blinken say about trade with the US in more detail?"
    assert standalone("what else did they say?", [BOTH], is_speaker) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("What did Wang say about trade in 2023?", "and in 2024?", "What did Wang say about trade in 2024?"),
        ("What did Wang say about trade since March?", "and on Monday?", "What did Wang say about trade on Monday?"),
        ("In 2023, what did Wang say?", "and in May 2024?", "In May 2024, what did Wang say?"),
        ("What was revenue in Q1?", "and Q2?", "What was revenue in Q2?"),
        ("Who spoke on day 2?", "and on day 3?", "Who spoke on day 3?"),
        ("What was discussed in the March hearing?", "in the next call?", "What was discussed in the next call?"),
        ("How often did Wang mention Vienna?", "and in 2024?", "How often did Wang mention Vienna in 2024?"),
        # "Vienna since March" would be counted.
        ("How often did Wang mention Vienna?", "and since March?", None),
        ("Summarize the March hearing", "what about in June?", "Summarize the June hearing"),
        ("Summarize the March hearing", "and the June one?", "Summarize the June hearing"),
        ("What did Wang say in the March hearing?", "in the June one", "What did Wang say in the June hearing?"),
        # The flood of 2019 stays what it is.
        (
            "What did Wang say about the flood in 2019 and the dam?",
            "and in 2024?",
            "What did Wang say about the flood in 2019 and the dam in 2024?",
        ),
        ("What did Wang say in the 2023 hearing?", "and in 2024?", "What did Wang say in the 2024 hearing?"),
        ("Why did Wang say yes in May's call?", "and in June?", "Why did Wang say yes in May's call in June?"),
    ],
)
def test_a_date_or_place_replaces_one_at_the_end(before, question, whole):
    assert standalone(question, [answered(before)], is_speaker) == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("do they agree?", "Do MPS MINISTER WANG and SECRETARY BLINKEN agree on trade with the US?"),
        ("Do they disagree on Taiwan?", "Do MPS MINISTER WANG and SECRETARY BLINKEN disagree on Taiwan?"),
        ("How do they differ?", "How do MPS MINISTER WANG and SECRETARY BLINKEN differ on trade with the US?"),
        ("What did they say about Taiwan?", "What did Wang and Blinken say about Taiwan?"),
        ("Did they mention Taiwan?", "Did Wang and Blinken mention Taiwan?"),
        ("What did Mayorkas say to them?", "What did Mayorkas say to Wang and Blinken?"),
        ("What is their position on Taiwan?", "What is Wang and Blinken's position on Taiwan?"),
        ("not Wang, Blinken", "What did Blinken say about trade with the US?"),
        ("When did they meet?", None),
        ("When will they start building?", None),
        ("What is his position?", None),
        ("how does that compare with Blinken?", None),
    ],
)
def test_two_were_asked_about(question, whole):
    assert standalone(question, [BOTH], is_speaker) == whole


def test_three_quoted_are_no_two():
    three = answered("What was said about trade?", "A", "B", "D")
    assert standalone("do they agree?", [three], is_speaker) is None
    assert standalone("how do they differ?", [LIST], is_speaker) == (
        "How do MPS MINISTER WANG and SECRETARY BLINKEN differ on Vienna?"
    )


def test_a_correction_needs_a_name_to_correct():
    when = answered("When did Wang fly to Vienna?")
    assert standalone("no, I meant Wang", [PHONE], is_speaker) is None
    assert standalone("not Mayorkas, Blinken", [WANG], is_speaker) is None
    assert standalone("I mean Blinken", [when], is_speaker) == "When did Blinken fly to Vienna?"


def test_an_article_stays_with_a_name():
    minister = answered("What did the minister say about meals?")
    assert standalone("Did he mention trams?", [minister], is_speaker) == "Did the minister mention trams?"


def test_thanks_are_passed_over():
    for thanks in ("Thanks!", "ok, thank you", "Hello", "great"):
        history = [PHONE, WANG, answered(thanks), answered("ok")]
        assert standalone("and Blinken?", history, is_speaker) == "What did Blinken say about counternarcotics?"
    assert standalone("and Blinken?", [answered("Thanks!")], is_speaker) is None
    assert standalone("and Blinken?", [WANG, answered("Good meals")], is_speaker) == (
        "What did Blinken say about Good meals?"
    )


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("ok thanks. And Blinken?", "What did Blinken say about counternarcotics?"),
        ("Great, and Blinken?", "What did Blinken say about counternarcotics?"),
        ("I see. Why?", "What did Wang say about counternarcotics: why?"),
        ("thanks and when?", "What did Wang say about counternarcotics: when?"),
        ("By the way, who else?", "Who else spoke about counternarcotics?"),
        ("no, Blinken", "What did Blinken say about counternarcotics?"),
        ("fine was paid by whom?", None),
        ("good schools?", None),
        ("Thanks. What does a sensor cost?", None),
    ],
)
def test_thanks_before_a_follow_up_are_no_part_of_it(question, whole):
    assert standalone(question, [WANG], is_speaker) == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Now something else: how many did they sell?", "how many did they sell?"),
        ("Another question, who was against it?", "who was against it?"),
        ("unrelated - is it late?", "is it late?"),
        ("next question: why?", "What did Wang say about counternarcotics: why?"),
        ("Something else was sold?", None),
    ],
)
def test_what_is_said_to_be_something_else_leans_on_nothing(question, whole):
    assert standalone(question, [WANG], is_speaker) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("What caused the spill?", "what did Blinken say about it?", "what did Blinken say about the spill?"),
        ("Who runs the kitchens?", "and Blinken?", "What did Blinken say about the kitchens?"),
        (
            "Why does the chief want to close the school?",
            "and Blinken?",
            "What did Blinken say about closing the school?",
        ),
        ("Who paid for it?", "when will it be finished?", None),
        ("What was said about the oysters?", "when will they open again?", "when will the oysters open again?"),
        ("What was said about the oysters?", "when did they meet?", None),
        ("What was said about Blinken?", "when will it be finished?", None),
        ("What was said about Blinken?", "who appointed him?", "who appointed him, as to Blinken?"),
        ("How often do trams stop?", "when was the last time?", "when was the last time, as to trams stop?"),
        ("What was said about the trams?", "what was the reason?", "what was the reason, as to the trams?"),
        ("What was said about the trams?", "Why two?", "Why two, as to the trams?"),
        (
            "What was said about the trams?",
            "did anyone change their mind?",
            "did anyone change their mind, as to the trams?",
        ),
        (
            "How much would closing the school save in the June meeting?",
            "is it done?",
            "is it done, as to closing the school save in the June meeting?",
        ),
        ("What was said about the trams?", "Why Eastgate?", "Why Eastgate, as to the trams?"),
        ("What was said about the trams?", "Why twelve new stops?", "Why twelve new stops, as to the trams?"),
        ("What was said about the trams?", "Why the delay?", "Why the delay, as to the trams?"),
        ("What was said about the trams?", "Why close Eastgate School?", None),
        ("What was said about the trams?", "Why raise taxes now?", None),
        ("What was said about the trams?", "What is the amount of rain?", None),
        ("What was said about the trams?", "Why must Congress pay?", None),
    ],
)  # fmt: skip
def test_the_matter_is_the_thing_and_no_verb_and_nobody(before, question, whole):
    assert standalone(question, [answered(before, "MPS MINISTER WANG")], is_speaker) == whole


def test_he_is_the_one_of_whom_it_was_asked_who_he_is():
    history = [answered("Who is Walter Pruitt?", "MPS MINISTER WANG")]
    for question, whole in (
        ("is he still alive?", "is Walter Pruitt still alive?"),
        ("when did he die?", "when did Walter Pruitt die?"),
        ("what was his job?", "what was Walter Pruitt's job?"),
    ):
        assert standalone(question, history, is_speaker) == whole
        history.append(answered(question, "MPS MINISTER WANG", searched_for=whole))
    town = [answered("Was Vienna nice?", "MPS MINISTER WANG")]
    assert standalone("did he go there?", town, is_speaker) == "did MPS MINISTER WANG go there?"


def test_a_conversation_keeps_its_thread():
    history = [WANG]
    for question, whole in (
        ("why?", "What did Wang say about counternarcotics: why?"),
        ("tell me more", "What did Wang say about counternarcotics in more detail: why?"),
        ("go on", "What did Wang say about counternarcotics in more detail: why?"),
        ("and when?", "What did Wang say about counternarcotics in more detail: when?"),
        ("and in 2024?", "What did Wang say about counternarcotics in 2024: when?"),
        ("and in 2023?", "What did Wang say about counternarcotics in 2023: when?"),
        ("how does that compare with Blinken?", "Compare Wang and Blinken on counternarcotics in 2023"),
        ("in the March hearing?", "Compare Wang and Blinken on counternarcotics in 2023 in the March hearing"),
    ):
        assert standalone(question, history, is_speaker) == whole
        history.append(answered(question, "MPS MINISTER WANG", searched_for=whole))


WORDS = (
    "and but what about how why he she it that Blinken Wang did say on Taiwan ? , the C's ' of second last one [1] in "
    "2024 March hearing they agree compare with his view no, I meant not more detail else tell me who said : ."
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_words_are_a_question(question, before):
    whole = standalone(question, [answered(" ".join(before), "X")], is_speaker)
    assert whole is None or whole.strip()


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_a_question(question, before):
    whole = standalone(question, [answered(before)], is_speaker)
    assert whole is None or whole.strip()
    assert standalone(question, [], is_speaker) is None


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Why was it late?", "Why was counternarcotics late?"),
        ("When will they start building it?", "When will they start building counternarcotics?"),
        ("How long did it take to get that done?", "How long did it take to get that done, as to counternarcotics?"),
        ("How much money did they raise with it?", "How much money did they raise with it, as to counternarcotics?"),
        ("What were they offered in return?", "What were they offered in return, as to counternarcotics?"),
        ("Why the delay?", "Why the delay, as to counternarcotics?"),
        ("Who pays for that?", "Who pays for that, as to counternarcotics?"),
        ("Who said it was true?", None),
        ("Why was it late in Vienna?", None),
        ("Is it true that the ferry was late?", None),
    ],
)
def test_a_thing_that_only_the_last_question_names(question, whole):
    assert standalone(question, [WANG], is_speaker) == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("And what did both say about Taiwan?", "what did Wang and Blinken say about Taiwan?"),
        ("What did both of them say about it?", "What did Wang and Blinken say about trade with the US?"),
        ("What did the two of them say about Taiwan?", "What did Wang and Blinken say about Taiwan?"),
        ("What did the two say about Taiwan?", "What did Wang and Blinken say about Taiwan?"),
        ("Do both of them think it is enough?", "Do Wang and Blinken think it is enough?"),
        ("Do both think it is enough?", "Do Wang and Blinken think it is enough?"),
        ("Which of them said it first?", "What did Wang and Blinken say about trade with the US?"),
        ("And which of them is against it?", "Who is against trade with the US, Wang or Blinken?"),
        ("Who of them went to Vienna?", "Who went to Vienna, Wang or Blinken?"),
        ("What did both sides want?", None),
        ("What did the two bridges cost?", None),
        ("What did both Wang and Blinken say about Vienna?", None),
    ],
)
def test_both_and_the_two_of_them_are_those_asked_about_before(question, whole):
    assert standalone(question, [BOTH], is_speaker) == whole


def test_both_are_the_two_who_were_quoted_where_nobody_was_asked_about():
    assert standalone("What did both say about Taiwan?", [SUMMARY], is_speaker) == (
        "What did MPS MINISTER WANG and SECRETARY BLINKEN say about Taiwan?"
    )


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("No, not Wang, Blinken", "What did Blinken say about counternarcotics?"),
        ("no not Wang, Blinken.", "What did Blinken say about counternarcotics?"),
        ("No, not Wang. Blinken", "What did Blinken say about counternarcotics?"),
        ("Not Wang, I meant Blinken", "What did Blinken say about counternarcotics?"),
        ("No, not Wang but Blinken", "What did Blinken say about counternarcotics?"),
        ("No, not Wang", None),
    ],
)
def test_a_no_before_the_correction_is_heard(question, whole):
    assert standalone(question, [WANG], is_speaker) == whole


def test_a_surname_that_is_corrected_leaves_no_given_name_behind():
    before = answered("What did Carol Wang and Blinken say about trade?", "CAROL WANG", "SECRETARY BLINKEN")
    assert standalone("No, not Wang, Minister Wang", [before], is_speaker) == (
        "What did Minister Wang and Blinken say about trade?"
    )


@pytest.mark.parametrize(
    "aside", ["hm", "shorter", "with whom?", "are you sure?", "who else?", "what happened then?", "[9]"]
)
def test_an_aside_that_was_not_completed_does_not_break_the_thread(aside):
    said = [WANG, answered(aside)]
    assert standalone("and Blinken?", said, is_speaker) == "What did Blinken say about counternarcotics?"


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        # Said with or without "and", of somebody or of him, it is about the last matter.
        ("What did Blinken say?", "What did Blinken say about counternarcotics?"),
        ("what does the Secretary think?", "what does the Secretary think about counternarcotics?"),
        ("What did he propose?", "What did Wang propose about counternarcotics?"),
        ("Why did Blinken say that?", "Why did Blinken say that, as to counternarcotics?"),
        ("Does Blinken agree?", "Does Blinken agree, as to counternarcotics?"),
        ("did Blinken believe that?", "did Blinken believe that, as to counternarcotics?"),
        ("does the Secretary?", "What did the Secretary say about counternarcotics?"),
        ("Did he change his mind?", "Did Wang change his mind, as to counternarcotics?"),
        ("Is he still against it?", "Is Wang still against it, as to counternarcotics?"),
        ("how much is that a year?", "how much is that a year, as to counternarcotics?"),
        ("is that more than before?", "is that more than before, as to counternarcotics?"),
        ("When were they added?", "When were they added, as to counternarcotics?"),
        ("who won?", "who won, as to counternarcotics?"),
        ("What was his dinner?", "What was Wang's dinner?"),
        ("Where does his money come from?", "Where does Wang's money come from?"),
        # What names its own matter is left alone.
        ("What did Blinken say about Taiwan?", None),
        ("Is that bridge safe?", None),
        ("Does Blinken agree that trade is good?", None),
        ("Did Blinken like Vienna?", None),
    ],
)
def test_somebody_is_asked_about_the_last_matter(question, whole):
    assert standalone(question, [WANG], is_speaker) == whole


def test_what_a_follow_up_leaned_on_is_still_the_matter():
    history = [answered("Why did they decide to move the search to Vienna?", "MPS MINISTER WANG", "SECRETARY BLINKEN")]
    for question, whole in (
        ("who pays for that?", "who pays for that, as to decide to move the search to Vienna?"),
        ("is it done?", "is it done, as to decide to move the search to Vienna?"),
        ("who was against it?", "Who is against it, as to decide to move the search to Vienna?"),
    ):
        assert standalone(question, history, is_speaker) == whole
        history.append(answered(question, "MPS MINISTER WANG", "SECRETARY BLINKEN", searched_for=whole))


def test_he_is_whom_the_question_names_rather_than_whoever_is_quoted():
    left = answered("Why did Blinken leave early?", "MPS MINISTER WANG")
    assert standalone("where did he go?", [left], is_speaker) == "where did Blinken go?"
    mentioned = answered("Who mentioned Blinken?", "MPS MINISTER WANG")
    assert standalone("Did he mention Taiwan?", [mentioned], is_speaker) == "Did MPS MINISTER WANG mention Taiwan?"


def test_the_a_of_questions_and_answers_is_nobodys_name():
    cited = Citation(1, "d.txt", None, None, 3, "A", "I drove.", 0, 8, asked="What was your work?")
    drove = Answer("What was the work?", "…", False, (cited,))
    assert standalone("how is he now?", [drove], is_speaker) == "how is he now, as to work?"
    known = Answer("What was the work?", "…", False, (replace(cited, person="Ada Moss"),))
    assert standalone("Where did she drive?", [known], is_speaker) == "Where did Ada Moss drive?"


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("go back to Taiwan", "What did Wang say about Taiwan?"),
        ("Let's go back to Taiwan again.", "What did Wang say about Taiwan?"),
        ("back to the ferry", "What was said about the ferry?"),
        ("Back to Taiwan: what did Blinken say?", "what did Blinken say about Taiwan?"),
    ],
)
def test_an_earlier_matter_is_gone_back_to(question, whole):
    taiwan = answered("What did Wang say about Taiwan?", "MPS MINISTER WANG")
    assert standalone(question, [taiwan, BOTH, LIST], is_speaker) == whole


def test_two_asked_about_one_after_the_other_are_they():
    blinken = answered("and Blinken?", "SECRETARY BLINKEN", searched_for="What did Blinken say about counternarcotics?")
    whole = "Do Wang and Blinken agree on counternarcotics?"
    assert standalone("do they agree?", [WANG, blinken], is_speaker) == whole
    assert standalone("do the two agree?", [WANG, blinken, answered("thanks")], is_speaker) == whole
    of_both = "what did Wang and Blinken say about Taiwan?"
    assert standalone("what did they say about Taiwan?", [WANG, blinken], is_speaker) == of_both
    taiwan = answered("What did Blinken say about Taiwan?", "SECRETARY BLINKEN")
    assert standalone("do they agree?", [WANG, taiwan], is_speaker) is None
    compared = answered("Do Wang and Blinken agree on trade?", "SECRETARY BLINKEN")
    assert standalone("what did they say about Taiwan?", [compared], is_speaker) == of_both


def test_what_could_not_be_completed_is_no_frame_for_another():
    history = [PHONE, answered("do they agree?", "MPS MINISTER WANG")]
    assert standalone("what about trade?", history, is_speaker) == "What was said about trade?"
    history = [WANG, answered("which Wang?", "MPS MINISTER WANG")]
    assert standalone("and Blinken?", history, is_speaker) == "What did Blinken say about counternarcotics?"


def test_what_stands_against_somebody_is_no_part_of_the_matter():
    against = answered("Why is the Secretary against trade?", "SECRETARY BLINKEN", "MPS MINISTER WANG")
    assert standalone("who supports it?", [against], is_speaker) == "who supports it, as to trade?"
    assert standalone("did he change his mind?", [against], is_speaker) == (
        "did the Secretary change his mind, as to trade?"
    )


@pytest.mark.parametrize(
    "question", ["how fast?", "any side effects?", "who is responsible?", "and how many were there?", "is it melting?"]
)
def test_what_is_asked_of_no_thing_is_asked_of_the_last(question):
    assert standalone(question, [WANG], is_speaker).endswith(", as to counternarcotics?")


def test_another_matter_of_a_summary_is_asked_in_the_same_place():
    march = answered("Summarize the March hearing", "MPS MINISTER WANG", "SECRETARY BLINKEN")
    assert standalone("what about costs?", [march], is_speaker) == "What was said about costs in the March hearing?"
    june = answered("What did Wang say about trade in June?", "MPS MINISTER WANG")
    assert standalone("and Taiwan?", [june], is_speaker) == "What did Wang say about Taiwan in June?"
    assert standalone("and Taiwan in May?", [june], is_speaker) == "What did Wang say about Taiwan in May?"


@pytest.mark.parametrize(
    "question",
    ["with whom?", "who else?", "the second one?", "last year?", "Shorter, please.", "what did she say?", "and him?"],
)  # fmt: skip
def test_what_says_nothing_alone(question):
    assert leans(question)


@pytest.mark.parametrize(
    "question", ["who?!", "What happened?", "Does anyone disagree?", "More people came", "2024", "What did she buy?"]
)
def test_what_may_be_asked_alone(question):
    assert leans(question) == (question == "who?!")


def test_the_first_and_then_the_second_are_of_the_same_quotes():
    first = answered("the first one?", "MPS MINISTER WANG", searched_for=FIRST)
    assert standalone("and the second?", [BOTH, first], is_speaker) == SECOND
    assert standalone("the last one", [BOTH, first, answered("thanks")], is_speaker) == SECOND


def test_what_followed_an_order_to_find_a_part_leant_on_the_order():
    found = answered("Find the part where Wang talks about counternarcotics.", "MPS MINISTER WANG")
    assert standalone("and Blinken?", [found], is_speaker) == "What did Blinken say about counternarcotics?"


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("thanks! and who seconded the motion?", "who seconded the motion?"),
        ("Hi, who is Ann Lee?", "who is Ann Lee?"),
        ("that's not what I asked. When did they meet?", "When did they meet?"),
        ("Who is Ann Lee?", "Who is Ann Lee?"),
        ("Good schools?", "Good schools?"),
        ("thanks, why?", "thanks, why?"),
        ("thanks", "thanks"),
    ],
)
def test_thanks_before_a_whole_question_were_searched_for(question, core):
    assert alone(question) == core


def test_the_telling_words_of_a_quote_were_shortened_verbs():
    said = "I'm for that. A tarpaulin isn't a loan."
    cited = tuple(Citation(n, "d.txt", None, None, n, "WANG", text, 0, 5) for n, text in ((1, "I do."), (2, said)))
    loan = Answer("What did Wang say about the loan?", "…", False, cited)
    assert standalone("the second quote", [loan], is_speaker) == "What did WANG say about tarpaulin and loan?"


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("did she get it?", "did his daughter get it, as to the pool?"),
        ("and Blinken?", "What did Blinken say about the pool?"),
    ],
)
def test_a_daughter_was_named_without_whose(question, whole):
    pool = answered("What did his daughter say about the pool?", "MPS MINISTER WANG")
    assert standalone(question, [pool], is_speaker) == whole
