"""qa.questions.parsing: whose words a question asks for, and about what."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.questions.meetings import asks_many
from qa.questions.parsing import content_words, is_stopword, names_in_list, parse, topic_words
from tests.support.growth import linear

# Question -> whose words, what about.
SUBJECTS = {
    "What did Blinken say about Taiwan?": ("Blinken", "Taiwan"),
    "what did blinken say about taiwan": ("blinken", "taiwan"),
    "WHAT DID BLINKEN SAY ABOUT TAIWAN?": ("BLINKEN", "taiwan"),
    "What Did Blinken Say About Taiwan?": ("Blinken", "Taiwan"),
    "What did Secretary Blinken have to say about drugs?": ("Secretary Blinken", "drugs"),
    "What did J. Smith say about it?": ("J. Smith", ""),
    "Is Dr Rook still saying it was arson?": ("Dr Rook", "arson"),
    "What did d'Entremont say?": ("d'Entremont", ""),
    "What did O’Connell say about Covid-19?": ("O'Connell", "Covid-19"),
    "What did the Prime Minister say about students?": ("Prime Minister", "students"),
    "What did the Minister of Seniors say about help?": ("Minister of Seniors", "help"),
    "Did the United States promise Varnia money?": (None, "United States promise Varnia money"),
    "Did the United States say so?": ("United States", ""),
    "Did the White House deny the report?": (None, "White House deny report"),
    "How will the United States vote?": (None, "United States vote"),
    "What do the member states say about gas?": ("member states", "gas"),
    "What did the Secretary of State state about gas?": ("Secretary of State", "gas"),
    "What did Blinken state about gas?": ("Blinken", "gas"),
    "What did Wang and Blinken say about trade?": ("Wang and Blinken", "trade"),
    "What did Blinken, Wang and Burns say about trade?": ("Blinken, Wang and Burns", "trade"),
    "What did Grad E contribute to the discussion on storage disks?": ("Grad E", "storage disks"),
    "What did Wang Yi say?": ("Wang Yi", ""),
    "What did Wang say about the US?": ("Wang", "US"),
    "What did Blinken tell Wang about prices?": ("Blinken", "Wang prices"),
    "What did Wang say about Blinken's position?": ("Wang", "Blinken's"),
    "How did Kirsty Williams respond to university mergers?": ("Kirsty Williams", "university mergers"),
    "How did Blinken answer Wang's concerns?": ("Blinken", "Wang's concerns"),
    "How does Blinken feel about the results?": ("Blinken", "results"),
    "Why didn't Blinken mention Taiwan?": ("Blinken", "Taiwan"),
    "Why does the Chair believe that prices rise?": ("Chair", "prices rise"),
    "Has Blinken mentioned Taiwan?": ("Blinken", "Taiwan"),
    "Did Wang ever talk about San Francisco?": ("Wang", "San Francisco"),
    "Did Wang point out problems?": ("Wang", "problems"),
    "What was Blinken saying about trade?": ("Blinken", "trade"),
    "What would Blinken say about trade?": ("Blinken", "trade"),
    "What does Blinken think about what Wang said?": ("Blinken", "Wang"),
    "On Taiwan, what did Blinken say?": ("Blinken", "Taiwan"),
    "When asked about Taiwan, what did Blinken say?": ("Blinken", "Taiwan"),
    "When did Blinken say he met Wang Yi?": ("Blinken", "met Wang Yi"),
    "How many people did Blinken say came?": ("Blinken", "people came"),
    "According to Blinken, how long did the meeting last?": ("Blinken", "long last"),
    "What happened in Vienna according to Wang?": ("Wang", "Vienna"),
    "What’s Blinken’s position on drugs?": ("Blinken", "drugs"),
    "What is Blinken's take?": ("Blinken", ""),
    "What was Bethan Owen's comment towards the high-risk category?": (
        "Bethan Owen",
        "towards high-risk category",
    ),
    "Summarize Kirsty Williams' opinion on the pay dispute": ("Kirsty Williams", "pay dispute"),
    "summarize the marketing expert's opinions on colours": ("marketing expert", "colours"),
    "What does Blinken's statement say about Taiwan?": ("Blinken", "Taiwan"),
    "Tell me about Blinken's remarks on Taiwan": ("Blinken", "Taiwan"),
    "What is the tone of Blinken's remarks on Taiwan?": ("Blinken", "Taiwan"),
    "What are the main points of Blinken's remarks on Taiwan?": ("Blinken", "Taiwan"),
    "Overview of Blinken's statements on Taiwan": ("Blinken", "Taiwan"),
    "What was the main thrust of the minister's speech on crime?": ("minister", "crime"),
    "Remarks by Blinken on Taiwan": ("Blinken", "Taiwan"),
    "Any comments from Wang on Mayorkas?": ("Wang", "Mayorkas"),
    "What are the views of Blinken on drugs?": ("Blinken", "drugs"),
    "Tell me what Wang said about Vienna": ("Wang", "Vienna"),
    "Can you tell me what the minister said about crime?": ("minister", "crime"),
    "Do you know what Blinken said about trade?": ("Blinken", "trade"),
    "I want to know what Blinken thinks about fentanyl": ("Blinken", "fentanyl"),
    "What Blinken said about cooperation": ("Blinken", "cooperation"),
    "what blinken said about cooperation": ("blinken", "cooperation"),
    "everything Wang said about Vienna": ("Wang", "Vienna"),
    "What was said by Blinken about drugs?": ("Blinken", "drugs"),
    "Was Taiwan mentioned by Blinken?": ("Blinken", "Taiwan"),
    "Quote Blinken on Taiwan": ("Blinken", "Taiwan"),
    "Please quote the Prime Minister on students.": ("Prime Minister", "students"),
    "Blinken on counternarcotics?": ("Blinken", "counternarcotics"),
    "Wang Xiaohong on Vienna": ("Wang Xiaohong", "Vienna"),
}
# Questions for anybody's words -> what about.
ANYBODY = {
    "When did Xi and Biden speak by phone?": "Xi Biden speak phone",
    "When did Biden announce the plan?": "Biden announce plan",
    "Where did Biden promise help?": "Biden promise help",
    "Did anyone mention fentanyl?": "fentanyl",
    "What did they say about trade?": "trade",
    "What did the group think about batteries?": "batteries",
    "What did the meeting talk about to include people?": "include people",
    "What do you think about Taiwan?": "Taiwan",
    "Which speaker mentioned Vienna?": "Vienna",
    "Who said that cooperation is important?": "cooperation important",
    "What is said about Vienna": "Vienna",
    "What was said about China's response to the tariffs?": "China's response tariffs",
    "What was said on speech overlap?": "speech overlap",
    "How did the market react when Powell said rates rise?": "market react Powell rates rise",
    "What happened after Blinken said that?": "Blinken",
    "What happened on April 2nd?": "April 2nd",
    "How would the allocation contribute to research?": "allocation contribute research",
    "What false claims were made about Wang?": "false claims Wang",
    "What issues mentioned there concern the UK?": "issues concern UK",
    "what is the position of the buttons on the remote?": "buttons remote",
    "Did Blinken thank the minister?": "Blinken thank minister",
    "Did Blinken speak with Wang Yi?": "Blinken speak Wang Yi",
    "What did the US and China agree on?": "US China agree",
    "What's the current status?": "current status",
    "Discussion on trade": "trade",
    "News about Taiwan": "News Taiwan",
    "Anything about Taiwan?": "Taiwan",
    "Compare Blinken and Wang on trade": "Blinken Wang trade",
    "Who is Mayorkas?": "Mayorkas",
    "fentanyl": "fentanyl",
    "What did the group think of colours suggested by Marketing?": "colours suggested Marketing",
    "王部长说了什么？": "王部长说了什么",
}


@pytest.mark.parametrize("question", SUBJECTS)
def test_whose_words(question):
    asked = parse(question)
    assert (asked.subject, " ".join(asked.topic)) == SUBJECTS[question]
    assert asked.question == question


@pytest.mark.parametrize("question", ANYBODY)
def test_anybodys_words(question):
    asked = parse(question)
    assert (asked.subject, " ".join(asked.topic)) == (None, ANYBODY[question])


@pytest.mark.parametrize("question", [one for one in SUBJECTS if "'" not in one and not one.isupper()])
def test_punctuation_and_spaces_do_not_count(question):
    asked = parse(question)
    for other in (question.rstrip("?."), f"  {question.replace(' ', '  ')}\n", question.replace("’", "'")):
        assert (parse(other).subject, parse(other).topic) == (asked.subject, asked.topic)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("When did Xi and Biden speak by phone?", ["Xi", "Biden"]),
        ("What did Blinken say about Wang Yi?", ["Wang Yi"]),
        ("What did Wang say about Blinken's position?", ["Blinken"]),
        ("Has Blinken mentioned Taiwan?", ["Taiwan"]),
        ("What about the University of South Wales?", ["University", "South Wales"]),
        ("What about Xi, Biden and the US?", ["Xi", "Biden", "US"]),
        ("What did Blinken tell Wang about J. Smith?", ["Wang", "J. Smith"]),
        ("HEFCW did what?", ["HEFCW"]),
        ("Is it what I said?", []),
        # Capitalised only for being the first word.
        ("Please describe the semantic specification", []),
        ("Anything about Taiwan?", ["Taiwan"]),
        ("Compare Blinken and Wang", ["Blinken", "Wang"]),
        ("Any mention of Taiwan?", ["Taiwan"]),
        ("Élan is what?", []),
        ("WHAT ABOUT TAIWAN?", []),
        ("What About Taiwan And China?", ["Taiwan", "China"]),
        ("what about été and 台湾?", []),
    ],
)
def test_names_in_a_question(question, names):
    assert list(parse(question).names) == names


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("When did they meet?", "time"),
        ("when’s the meeting", "time"),
        ("On which day did they meet?", "time"),
        ("How long did it take?", "time"),
        ("What did Wang say when asked about it?", ""),
        ("How many people came?", "number"),
        ("How fast was the train?", "number"),
        ("What did Wang say about trade: when?", "time"),
        ("What was said about trade: who said so?", "person"),
        ("What percentage is it?", "number"),
        ("Who said so?", "person"),
        ("Tell me who said so", "person"),
        ("By whom was it said?", "person"),
        ("What did the people who came say?", ""),
        ("What was said?", ""),
    ],
)
def test_what_would_answer(question, wants):
    assert parse(question).wants == wants


def test_us_is_a_country_and_us_is_not():
    assert is_stopword("us") and is_stopword("Us") and is_stopword("it") and is_stopword("What’s")
    assert not is_stopword("US") and not is_stopword("IT") and not is_stopword("trade")
    assert is_stopword("I") and is_stopword("A")
    assert content_words("What does it mean for the US?") == ["mean", "US"]
    assert content_words("What was that?") == ["What", "was", "that"]
    assert content_words("") == []


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What did Ann say about school meals?", "school meals"),
        ("What did the Prime Minister say about the minister's budget?", "minister's budget"),
        ("How did Blinken answer Wang's concerns?", "Wang's concerns"),
        ("What was said about Vienna?", "Vienna"),
        ("What about Ann's bridge?", "Ann's bridge"),
        ("What did Ann say?", ""),
        ("What was that?", "What was that"),
        ("", ""),
    ],
)
def test_topic_of_a_question(question, topic):
    assert " ".join(topic_words(parse(question))) == topic


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What's Blinken's position on drugs?", "drugs"),
        ("What did O’Connell say about Covid-19?", "Covid-19"),
        ("What’s O’Connell’s stance on Covid-19?", "stance Covid-19"),
        ("What did Blinken, Wang and Burns say about trade?", "trade"),
        ("What did J. Smith say about trade?", "trade"),
        ("Summarize Kirsty Williams' opinion on the pay dispute", "pay dispute"),
    ],
)
def test_no_spelling_leaves_whose_words_in_the_topic(question, topic):
    assert " ".join(topic_words(parse(question))) == topic


@pytest.mark.parametrize(
    ("subject", "names"),
    [
        ("Ann", ["Ann"]),
        ("Ann Lee", ["Ann Lee"]),
        ("Ann and Bob", ["Ann", "Bob"]),
        ("Ann or Bob", ["Ann", "Bob"]),
        ("Ann, Bob and Eve", ["Ann", "Bob", "Eve"]),
        ("Ann, Bob, and Eve", ["Ann", "Bob", "Eve"]),
        ("Ann ,Bob", ["Ann", "Bob"]),
        ("Anderson and Orwell", ["Anderson", "Orwell"]),
        ("Brand Sanderson", ["Brand Sanderson"]),
        ("Minister of Seniors", ["Minister of Seniors"]),
        ("", []),
        (", Ann,", ["Ann"]),
    ],
)
def test_names_in_a_list(subject, names):
    assert names_in_list(subject) == names


@pytest.mark.parametrize(
    "question",
    [
        "What was said about trade in every hearing?",
        "What came up in each of the meetings?",
        "Compare the views on trade across the meetings",
        "What did they say about it in all of these interviews?",
        "Is it mentioned in other episodes?",
        "What do the different committee meetings say about trees?",
        "How has Blinken's view of China changed?",
        "How did her position on tariffs change?",
        "how did the plan evolve",
        "What was decided over the years?",
        "How did prices move over time?",
        "What was said over the past months?",
        "WHAT WAS SAID IN EVERY HEARING?",
    ],
)
def test_a_question_about_many_documents(question):
    assert asks_many(question)


@pytest.mark.parametrize(
    "question",
    [
        "Summarize the meeting",
        "What was said in the hearing about every tree?",
        "What did Ann say about the meetings of the board?",
        "What did everyone say in the meeting?",
        "What changed in May?",
        "When did the price change?",
        "How do they use it?",
        "Who took over the documents?",
        "How many years did it take?",
        "How many meetings were there?",
        "The allocation of all funds in this session",
        "",
    ],
)
def test_a_question_about_one_place(question):
    assert not asks_many(question)


def test_questions_of_people_about_meetings(repo_root):
    """QMSum's questions: what stands between "did" and "think", "say" or "talk about" is the subject."""
    seen = 0
    with gzip.open(repo_root / "benchmarks/data/qmsum-val.jsonl.gz", "rt", encoding="utf-8") as file:
        queries = [query["query"] for line in file for query in json.loads(line)["specific_query_list"]]
    for query in queries:
        asked = parse(query)
        assert asked.topic, query
        for speaker in ("Project Manager", "Industrial Designer", "Kirsty Williams", "Huw Irranca-Davies", "PhD C"):
            if any(
                f"did {the}{speaker} {verb} " in query for verb in ("think", "say", "respond") for the in ("", "the ")
            ):
                assert asked.subject == speaker, query
                seen += 1
        if "the group " in query or "the team " in query:
            assert asked.subject is None, query
        if query.startswith("Summarize the discussion"):
            assert asked.subject is None, query
    assert seen > 15


@given(st.text(max_size=200))
def test_any_text_is_a_question(text):
    asked = parse(text)
    assert asked.question == text
    assert asked.subject is None or asked.subject.strip()
    assert all(word in " ".join(text.replace("’", "'").split()) for word in asked.topic) or text.isupper()


WORDS = "what did does was Blinken the Wang's says say about according to by of on , . ? ' and views quote US - A."


@given(st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join))
def test_any_words_are_a_question(text):
    asked = parse(text)
    if asked.subject is not None:
        assert asked.subject in text.replace("’", "'")
        assert not asked.subject.casefold().startswith(("what ", "did ", "the "))


LONG = [
    "a",
    "did ",
    "did Blinken ",
    "what A ",
    "the ",
    "a, ",
    "and ",
    "Blinken's ",
    "views of ",
    "according to ",
    "'s ",
]
LONG += [
    " ",
    "x.",
    "A-",
    "did A, ",
    "what the A of ",
    "said by A ",
    "I ",
    "Ab ",
    "'",
    "’",
    "\n",
    "A&",
    "did A say A's view ",
]


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How long did the strike last?", ("strike",)),
        ("How long does a check take to come through?", ("check", "come")),
        ("How long was the last strike?", ("last", "strike")),
        ("How old was the man?", ("man",)),
        ("What was the foreman called?", ("foreman",)),
        ("Who called the police?", ("called", "police")),
        ("What is the name of the boat?", ("boat",)),
        ("What's the inspector's name?", ("inspector's",)),
        ("How much is the premium at present?", ("premium",)),
        ("Who gave the present?", ("gave", "present")),
        ("How long?", ("long",)),
    ],
)
def test_what_kind_of_thing_is_asked_for_is_no_matter(question, topic):
    assert parse(question).topic == topic


@pytest.mark.parametrize("unit", LONG)
def test_long_questions_take_linear_time(unit):
    assert linear(lambda length: parse(unit * (length // len(unit))), 10_000)


@pytest.mark.parametrize(
    "unit", ["how did ", "all the ", "many of the a ", "over the ", "over the last ", "each ", "and ", ", "]
)
def test_long_questions_about_many_documents_take_linear_time(unit):
    def run(length: int) -> None:
        question = unit * (length // len(unit))
        asks_many(question)
        names_in_list(question)
        topic_words(parse(question))

    assert linear(run, 10_000)


@pytest.mark.parametrize(
    "question", ["sum up Blinken's remarks", "can you sum up Blinken's remarks?", "recap Blinken's comments"]
)
def test_an_order_is_no_part_of_a_name(question):
    assert parse(question).subject == "Blinken"


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Is it still Rob Brennan's view that not one bed should go?", "Rob Brennan"),
        ("Is that still Ann's view?", "Ann"),
        ("Was it really Sally Kelly's position?", "Sally Kelly"),
        ("So is it now the mayor's stance that we pay?", "mayor"),
        ("What is Clara Still's view on art?", "Clara Still"),
    ],
)
def test_it_still_is_no_part_of_a_name(question, subject):
    assert parse(question).subject == subject


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Why won't Castellano promise it?", "Castellano"),
        ("Why can’t the minister say when?", "minister"),
        ("What won't Ann say about the ferry?", "Ann"),
        ("What did Wo Chen say about the dam?", "Wo Chen"),
    ],
)
def test_a_shortened_will_not_was_part_of_a_name(question, subject):
    assert parse(question).subject == subject


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Why didn't the mayor sign?", ["mayor", "sign"]),
        ("Who hasn’t heard about the closure?", ["heard", "closure"]),
        ("What can't they've sold, and won't?", ["sold"]),
        ("Whose daughter is Ellie?", ["daughter", "Ellie"]),
        ("What isn't O'Brien's?", ["O'Brien's"]),
        ("Who sold rock'n'roll?", ["sold", "rock'n'roll"]),
    ],
)
def test_a_shortened_verb_was_a_word_that_nobody_had_said(question, words):
    assert content_words(question) == words
