"""qa.extraction.premises: what a question takes for granted, and whoever was asked it denied."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa.extraction.candidates import of_turn
from qa.extraction.premises import denial
from qa.models import Document, Turn

DOCUMENT = Document("a.txt", "A hearing", "2024-05-01", "dialogue", 2, 30, 1, ("Q", "Ann Lee"))


def replies(asked, reply):
    before = Turn(0, "Q", asked)
    found = of_turn(DOCUMENT, Turn(1, "Ann Lee", reply), before, 1.0)
    assert found
    return found


@pytest.mark.parametrize(
    "reply",
    [
        "I haven't. It was three million last year and it is four million now.",
        "I don't know where you've got that.",
        "That's simply false, and your paper has printed it before.",
        "There is no such plan. Nobody ever drew one.",
        "The state has ordered nothing of the kind.",
        "I never said that.",
        "Nobody has been fired.",
    ],
)
def test_a_plain_denial(reply):
    found = denial("Why have they cut the money for leaks?", replies("Why have you cut the money for leaks?", reply))
    assert found is not None and found.text in reply


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        # Nothing is taken for granted.
        ("What was said about the money for leaks?", "Nobody has cut the money for leaks."),
        ("What does she think about the money for leaks?", "I never said that."),
        # A yes or no is what is asked for.
        ("Did they cut the money for leaks?", "I haven't. It is four million now."),
        # The denial is what is asked for.
        ("Why didn't they cut it?", "We didn't. It would have been wrong."),
        ("Why does she oppose the wall?", "There is no such plan."),
        # A reason that has a "not" in it.
        ("Why is the bus late?", "Because we don't have the drivers for it."),
        ("Why is the bus late?", "No, it is the bridge that makes us late."),
        ("How much did they spend on leaks?", "It was three million last year."),
    ],
)
def test_no_denial(question, reply):
    assert denial(question, replies("Why have you cut the money for leaks?", reply)) is None


def test_a_denial_of_something_else():
    about_wages = replies("Why have you cut the wages, Ms. Lee?", "That's simply false.")
    assert denial("Why did Ann Lee resign?", about_wages) is None


def test_nothing_was_found():
    assert denial("Why was it cut?", []) is None


@pytest.mark.parametrize(
    ("question", "asked", "reply", "denies"),
    [
        (
            "Why did the authority withdraw route seven?",
            "And the buses?",
            "There's no plan to withdraw route seven. We need thirty-four drivers and we will train our own.",
            "There's no plan to withdraw",
        ),
        (
            "Why was the second phase of Carrick Dock abandoned?",
            "Given that you've had to abandon the second phase of Carrick Dock, what about volume?",
            "We haven't abandoned it, Sunil. I want to be clear. The second phase is the same building.",
            "We haven't abandoned it",
        ),
        (
            "When will the stop at Mill Lane be put back?",
            "What about Mill Lane, Tomasz? Is the stop coming back?",
            "No. The stop isn't coming back, it's still four million.",
            "isn't coming back",
        ),
        (
            "Why did she give up accountancy to join the lab?",
            "How did you come to be in that lab? You trained as, what, an accountant?",
            "No, no. People say that, and it's just wrong. I trained as a mining engineer.",
            "it's just wrong",
        ),
        (
            "Why did Halmera give up Little Vann?",
            "Can you confirm that Little Vann goes to Tarnovia in return for the gas?",
            "No, I can't confirm it, because it isn't so. Little Vann stays with Halmera.",
            "it isn't so",
        ),
        (
            "Why did she accept his resignation?",
            "He offered to go, didn't he?",
            "I said no because the person who knows what went wrong should design the next one.",
            "I said no",
        ),
    ],
)
def test_a_denial_beside_the_best_sentence(question, asked, reply, denies):
    found = replies(asked, reply)
    best = max(found, key=lambda one: len(one.text))
    denied = denial(question, [best], found)
    assert denied is not None and denies in denied.text


@pytest.mark.parametrize(
    ("question", "asked", "reply"),
    [
        # "How come" asks for no coming.
        ("How come he switched to sodium?", "What about zinc?", "There was a strike and our zinc foil didn't come."),
        # What is denied is the other half of what was asked.
        (
            "How did she come to be in the lab?",
            "How did you come to be in that lab? You trained as, what, an accountant?",
            "No, no. People say that, and it's just wrong. I went to a lecture.",
        ),
        # A day is what is asked for, and it is told.
        ("When will the bridge open?", "Will the bridge open in March?", "No. It won't open before the first of May."),
        ("Why did they reject the offer?", "Was the offer good?", "We couldn't accept the offer as it stood."),
        ("When does the school close?", "Will the school close?", "No, at the end of June."),
    ],
)
def test_no_denial_beside_the_best_sentence(question, asked, reply):
    found = replies(asked, reply)
    assert denial(question, [max(found, key=lambda one: len(one.text))], found) is None


def test_a_namesake_denies_it_of_herself():
    own = replies("Why have you sold the boat?", "I never sold the boat. I never said that.")
    assert denial("Why has Ann Lee sold the boat?", own) is not None
    assert denial("Why has Bob Lee sold the boat?", own) is None


@pytest.mark.parametrize(
    ("question", "asked", "reply"),
    [
        # What is not so yet is no denial of what is to come.
        ("When will the review be finished?", "Is the review finished?", "The review came to us. It isn't finished."),
        ("When must hotels have sprinklers?", "Did the sprinklers work?", "There were no sprinklers on that floor."),
        (
            "When will the review be finished?",
            "So is the review finished?",
            "The review isn't finished. I expect the review to be finished in December.",
        ),
        # What he said he would not do he did.
        (
            "When did he resign?",
            "And Brandt?",
            "He told us that he had no intention of resigning. He resigned on 2 April.",
        ),
        (
            "Why did he resign?",
            "And Brandt?",
            "He told us that he had no intention of resigning. He resigned on 2 April.",
        ),
    ],
)
def test_what_is_told_to_be_so_after_all(question, asked, reply):
    found = replies(asked, reply)
    assert denial(question, found, found) is None


def test_what_came_to_be_on_a_later_day():
    before = replies("Will you resign?", "I have no intention of resigning.")
    later = replace(DOCUMENT, document="b.txt", date="2024-07-01")
    after = of_turn(later, Turn(0, "Bob Osei", "She resigned, and nobody was surprised."), None, 1.0)
    assert denial("Why did Ann Lee resign?", before, before) is not None
    assert denial("Why did Ann Lee resign?", before, [*before, *after]) is not None
    after = of_turn(later, Turn(0, "Bob Osei", "Ann Lee resigned and went home."), None, 1.0)
    assert denial("Why did Ann Lee resign?", before, [*before, *after]) is None


def test_what_was_done_beside_the_deed_that_is_denied_is_not_denied():
    asked = "Detective, you didn't wear gloves when you picked up that cap, did you?"
    assert denial("Who picked up the cap?", replies(asked, "No, ma'am. I did not.")) is None


def test_a_rumour_that_was_told_and_denied_was_the_answer():
    reply = "We had a rumor that we evacuated the nursing home. We did not. They stayed, because moving was a risk."
    found = replies("Anything else?", reply)
    denied = denial("Why was the nursing home evacuated?", found[-1:], found)
    assert denied is not None and denied.text == "We had a rumor that we evacuated the nursing home. We did not."
    assert denial("Why did those in the nursing home stay inside?", found[-1:], found) is None


def test_a_plan_that_there_is_not_was_the_day_asked_for():
    reply = "The staff charge goes up in June. Patient charges aren't part of this and we've no plans to change them."
    found = replies("And the charges?", reply)
    denied = denial("When will patient charges go up?", found[:1], found)
    assert denied is not None and "no plans" in denied.text
    assert denial("When will the staff charge go up?", found[:1], found) is None


def test_what_is_told_of_another_day_took_the_denial_back():
    reply = "We're bringing the autumn payments forward. The Treasury hasn't signed that off."
    found = replies("Will there be money?", reply)
    assert denial("When did the Treasury sign off the payments?", found[1:], found) is not None


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Why does Ann Lee want a national grid?", "Bob and I disagreed about that and we still do."),
        ("Why did Ann Lee vote for the closure?", "I'm going to oppose this."),
        ("What made Lee support the wall?", "I voted against it."),
        ("Why does Ann Lee oppose the wall?", "I'm in favour of it, and have been for years."),
        ("Why did Lee object to the market?", "We don't object."),
    ],
)
def test_whoever_takes_the_other_side_gave_the_reason(question, reply):
    found = replies("What about it?", reply)
    denied = denial(question, found, found)
    assert denied is not None and denied.text in reply


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Why does Bob Osei want a national grid?", "Bob and I disagreed about that and we still do."),
        ("Why does Ann Lee oppose the wall?", "I was in favour of it, but it would cost a million."),
        ("Why did Ann Lee oppose the wall?", "I'm against it because it is too dear."),
        ("Why doesn't Ann Lee want the grid?", "I disagree with it."),
        ("What does Ann Lee say of the wall?", "I'm in favour of it."),
    ],
)
def test_the_side_that_is_asked_about_is_no_other(question, reply):
    found = replies("What about it?", reply)
    assert denial(question, found, found) is None


def test_a_denial_of_the_very_thing_was_not_heard_where_another_turn_ranks_first():
    elsewhere = replies("And the ballot?", "The ballot at Dunholm closes on the twenty-fourth.")
    plain = [replace(one, turn=replace(one.turn, index=7)) for one in replies("Go on.", "No one closes either site.")]
    own = replies("Is that so?", "We've no plans to close either site. I've seen the reports.")
    own = [replace(one, turn=replace(one.turn, index=9)) for one in own]
    question = "When will Carrow close the site at Dunholm?"
    found = denial(question, elsewhere, [*elsewhere, *own])
    assert found is not None and "no plans" in found.text
    assert denial("When will Carrow close the works at Dunholm?", elsewhere, [*elsewhere, *own]) is None
    assert denial(question, elsewhere, [*elsewhere, *plain]) is None
