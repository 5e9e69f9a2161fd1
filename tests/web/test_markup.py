import html
import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from qa.models import Answer, Citation, Hit, Mention, Scope, Statement, Who
from qa.web.markup import answer_html, identifier, problem_html, safe
from tests.web.conftest import HOSTILE

TAGS = {"div", "p", "span", "a", "strong", "bdi", "ul", "li", "br", "button"}
ATTRIBUTES = {"class", "href", "aria-label", "hidden", "type", "dir"}


class Seen(HTMLParser):
    """What a browser would make of it."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.links, self.text = [], [], [], ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.text += data


def citation(n=1, quote="We will.", **changes):
    values = {"document": "a.txt", "title": "Talks", "date": "2024-07-24", "turn": 3, "speaker": "ANN"}
    return Citation(n=n, quote=quote, start=0, end=len(quote), **(values | changes))


@given(st.text())
def test_safe_text_shows_as_it_is_and_holds_no_sign(text):
    made = safe(text)
    assert not re.sub(r"&#\d+;", "", made).strip() or not re.search(r"[!-/:-@\[-`{-~]", re.sub(r"&#\d+;", "", made))
    shown = html.unescape(made)
    assert shown == re.sub(
        "[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", "", re.sub("\r\n?", "\n", text)
    )


@given(st.text())
def test_an_identifier_comes_back_as_it_is_and_holds_no_sign(text):
    made = identifier(text)
    assert not re.search(r"[!-/:-@\[-`{-~]", re.sub(r"&#\d+;", "", made))
    # A browser makes one line end of those that stand there as such.
    assert html.unescape(re.sub("\r\n?", "\n", made)) == text


@given(st.text(), st.text(min_size=1), st.text())
def test_no_text_becomes_a_tag_or_an_attribute(question, quote, name):
    one = citation(quote=quote, speaker=name or None, title=name, document=name or "x")
    answer = Answer(
        question=question,
        answer=f"{name}: “{quote}” [1]",
        abstained=False,
        citations=(one,),
        searched_for=question,
        scope=Scope(speakers=(Who(name),)),
        nearest=(Hit(name, name, None, 0, 0, 0, 1, (name,), quote, 1.0),),
        suggestion=question,
    )
    for made in (answer_html(answer, 0), answer_html(answer, 0, stopped=True), problem_html(quote)):
        seen = Seen(made)
        assert set(seen.tags) <= TAGS
        assert set(seen.attributes) <= ATTRIBUTES
        assert all(re.fullmatch(r"#qa-(cite-0-1|near-0-0)", link) for link in seen.links)
        assert "\n\n" not in made, "a blank line would end the HTML block in Markdown"


def test_hostile_text_shows_as_text():
    bad = citation(quote=HOSTILE, speaker=HOSTILE, title=HOSTILE)
    seen = Seen(answer_html(Answer("?", f"{HOSTILE}: “{HOSTILE}” [1]", False, (bad,), suggestion=HOSTILE), 0))
    assert set(seen.tags) <= TAGS
    assert set(seen.attributes) <= ATTRIBUTES
    assert all(re.fullmatch(r"#qa-cite-0-1", link) for link in seen.links)
    assert "<script>window.hacked=3</script>" in seen.text
    assert "[free](javascript:window.hacked=5)" in seen.text


def test_quotes_markers_and_sources():
    answer = Answer(
        question="?",
        answer="ANN, via interpreter, 24 July 2024: “We will.” [1] “Soon.” [2]",
        abstained=False,
        citations=(citation(interpreted=True), citation(2, "Soon.", interpreted=True, time=65.0)),
    )
    made = answer_html(answer, 4)
    assert '<span class="qa-who">ANN&#44; via interpreter&#44; 24 July 2024</span>' in made
    assert made.count('class="qa-marker"') == 2
    assert made.count('href="#qa-cite-4-1"') == 2
    text = Seen(made).text
    assert "[2] ANN, via interpreter · Talks · 24 July 2024 · turn 3 at 1:05" in text
    assert "qa-abstained" not in made


def test_many_sources_are_folded_and_few_are_not():
    few, many = (tuple(citation(n) for n in range(1, most + 1)) for most in (8, 9))
    assert "<details" not in answer_html(Answer("?", "So. [1]", False, few), 0)
    made = answer_html(Answer("?", "So. [1]", False, many), 0)
    assert "<summary>9 sources</summary>" in made
    assert made.count("<li>") == 9


def test_every_place_behind_a_number_is_listed_by_transcript():
    places = (
        Mention("a.txt", 1, 4, 9),
        Mention("a.txt", 1, 20, 25),
        Mention("a.txt", 7, 0, 5),
        Mention("<b>", 2, 3, 8),
    )
    said = "It is said 4 times.\n\n… these are the first places; the others are listed with the answer's data."
    made = answer_html(Answer("?", said, False, count=4, evidence=places), 3, titles={"a.txt": "Talks <i>"})
    seen = Seen(made)
    assert "… these are the first places; all of them are listed below." in seen.text
    assert "All 4 places" in seen.text
    assert "Talks <i>: turn 1 (2 times), turn 7" in seen.text
    assert "<b>: turn 2" in seen.text
    assert seen.links == ["#qa-place-3-0", "#qa-place-3-2", "#qa-place-3-3"]
    whole = tuple(Mention("a.txt", turn, 0, 30) for turn in range(9))
    assert "places" not in answer_html(Answer("?", "Nine turns.", False, count=1, evidence=whole), 3)
    thousands = tuple(Mention("a.txt", turn, 1, 3) for turn in range(1200))
    assert "700 more are in the conversation's export" in answer_html(Answer("?", "So.", False, evidence=thousands), 3)


def test_a_quote_that_holds_a_marker_and_a_blank_line_stays_one_quote():
    quote = "As footnote [2] says:\n\n“No.” [1] indeed."
    answer = Answer("?", f"ANN: “{quote}” [1]", False, (citation(quote=quote),))
    made = answer_html(answer, 0)
    assert made.count('class="qa-quote"') == 1
    assert made.count('class="qa-marker"') == 1


def test_a_marker_without_a_citation_is_text():
    answer = Answer("?", "As [7] and “We will.” [1] and again [1].", False, (citation(),))
    made = answer_html(answer, 0)
    assert made.count('class="qa-marker"') == 2
    assert "&#91;7&#93;" in made


def test_abstention_looks_different_and_its_passages_open():
    hit = Hit("a.txt", "Talks", "2024-07-24", 1, 1, 0, 9, ("ANN",), "ANN: Not that.", 1.0)
    made = answer_html(Answer("?", "Nobody mentions it.", True, nearest=(hit,)), 2)
    assert "qa-abstained" in made
    assert "qa-notice" in made
    assert 'href="#qa-near-2-0"' in made
    assert "Not that" in Seen(made).text


def test_what_was_searched_and_the_filters_are_said():
    answer = Answer("Why?", "x", True, searched_for="Why did ANN go?", scope=Scope((Who("ANN"),), after="2024-01-01"))
    text = Seen(answer_html(answer, 0)).text
    assert "searched for: Why did ANN go?" in text
    assert "only speaker ANN, from 1 January 2024" in text


def parts(made, n=1):
    """What the card of a citation is made of."""
    item = next(one for one in re.findall(r"<li>.*?</li>", made) if f'cite-0-{n}"' in one)
    return {name: html.unescape(text) for name, text in re.findall(r'class="qa-of-(\w+)"(?: hidden)?>(.*?)</', item)}


def test_the_list_of_sources_holds_what_a_card_shows():
    made = answer_html(Answer("?", "“We will.” [1]", False, (citation(interpreted=True, time=65.0),)), 0)
    assert parts(made) == {
        "who": "ANN, via interpreter",
        "title": "Talks",
        "date": "24 July 2024",
        "turn": "turn 3 at 1:05",
        "quote": "We will.",
    }
    assert 'aria-label="Source 1&#58; ANN&#44; via interpreter"' in made


def test_a_card_says_where_where_nobody_is_named_and_shortens_a_long_quote():
    long = "word " * 400
    made = answer_html(Answer("?", "x [1]", False, (citation(quote=long, speaker=None, title=None, date=None),)), 0)
    shown = parts(made)
    assert (shown["who"], shown["title"]) == ("No speaker", "a.txt")
    assert "date" not in shown
    assert len(shown["quote"]) <= 603
    assert shown["quote"].endswith(" …")


def test_a_better_question_is_a_button_once():
    made = answer_html(Answer("?", "Nobody does. You could ask: What of <b>?", True, suggestion="What of <b>?"), 0)
    assert '<button type="button" class="qa-ask-this">What of &#60;b&#62;&#63;</button>' in made
    assert Seen(made).text.count("You could ask: ") == 1


def test_a_stopped_answer_says_so():
    assert "Stopped" in Seen(answer_html(Answer("?", "Half", False), 0, stopped=True)).text


def test_who_speaks_is_told_from_a_title_with_a_colon():
    quote = Citation(1, "a.txt", "Town Forum: Ferry", "2025-02-11", 3, "MAYOR", "It is.", 0, 6, asked="Is it: on time?")
    text = "MAYOR, 11 February 2025, in “Town Forum: Ferry”: (asked: Is it: on time?) “It is.” [1]"
    shown = answer_html(Answer("q", text, False, (quote,)), 0)
    who = re.search(r'<span class="qa-who">(.*?)</span>', shown)[1]
    assert html.unescape(who) == "MAYOR, 11 February 2025, in “Town Forum: Ferry”"
    asked = re.search(r'<span class="qa-asked">(.*?)</span>', shown)[1]
    assert html.unescape(asked) == "(asked: Is it: on time?)"
    assert shown.count("qa-quote") == 1


def test_a_name_from_right_to_left_draws_no_number_to_its_other_side():
    quote = citation(quote="قال إن السفينة جميلة.", speaker="محمد علي", title="חדשות 12")
    text = "محمد علي, 24 July 2024, in “חדשות 12”: “قال إن السفينة جميلة.” [1]"
    shown = answer_html(Answer("q", text, False, (quote,)), 0)
    who = re.search(r'<span class="qa-who">(.*?)</span>', shown)[1]
    assert html.unescape(who) == "<bdi>محمد علي</bdi>, 24 July 2024, in “<bdi>חדשות</bdi> 12”"
    # A quote takes its direction from its own first letters, which must not be hidden from it.
    assert "<bdi>" not in re.search(r'<span class="qa-quote" dir="auto">(.*?)&nbsp;', shown)[1]
    assert parts(shown)["title"] == "חדשות 12"
    counted = answer_html(Answer("q", "محمد علي: 1 turn, 8 words", False), 0)
    assert "<p><bdi>محمد علي</bdi>&#58; 1 turn" in counted


def test_what_is_not_verified_is_said():
    statements = (Statement("It is so.", (), verified=False, reason="it cites nothing"),)
    shown = answer_html(Answer("q", "It is so. (unverified)", False, statements=statements, generated=True), 0)
    assert "Not verified" in shown and "it cites nothing" in shown


def test_in_a_list_of_transcripts_a_title_opens_its_transcript():
    talks, more = citation(title="Talks: <b>"), citation(2, "It is.", document="b.txt", title="More")
    lines = "2 transcripts:\n\n“Talks: <b>”, 24 July 2024: 3 turns [1]\n\n“More”, as “Talks: <b>”: 1 turn [2]"
    shown = Seen(answer_html(Answer("q", lines, False, (talks, more)), 0))
    body = [link for link in shown.links if link.endswith(("-1", "-2"))][:4]
    assert body == ["#qa-cite-0-1", "#qa-cite-0-1", "#qa-cite-0-2", "#qa-cite-0-2"]
    made = answer_html(Answer("q", lines, False, (talks, more)), 0)
    assert made.count("qa-titled") == 2
    assert '<a class="qa-titled" href="#qa-cite-0-2">“More”</a>' in made
    quoted = answer_html(Answer("q", "In “More”: “It is.” [2]", False, (more,)), 0)
    assert "qa-titled" not in quoted


def test_a_long_title_pushed_day_and_turn_out_of_a_source():
    title = "Proceedings of the Joint Interparliamentary Subcommittee on Harmonised Infrastructure, Waterways " * 3
    shown = parts(answer_html(Answer("q", "“We will.” [1]", False, (citation(quote="We will.", title=title),)), 0))
    assert len(shown["title"]) <= 142 and shown["title"].startswith("Proceedings of the Joint")
    assert shown["turn"].startswith("turn ")
