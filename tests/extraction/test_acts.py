"""qa.extraction.acts: what sentences do, by their words or as replies."""

from __future__ import annotations

import pytest

from qa.extraction.acts import may_perform, performs
from qa.extraction.candidates import of_turn
from qa.models import Document, Turn
from qa.questions.acts import Act

DOCUMENT = Document("a.txt", "A hearing", "2024-05-01", "dialogue", 2, 30, 1, ("Q", "Ann Lee"))


def done(act, reply, asked="And what about that?"):
    turn = Turn(1, "Ann Lee", reply)
    found = [one for one in of_turn(DOCUMENT, turn, Turn(0, "Q", asked), 1.0) if performs(act, one)]
    assert may_perform(act, reply) or not found
    return " ".join(one.text for one in found)


@pytest.mark.parametrize(
    ("act", "asked", "reply"),
    [
        (Act.PROMISE, "", "We'll have an officer there from the first day."),
        (Act.PROMISE, "", "You have my word that you will have an answer in writing."),
        (Act.PROMISE, "Will you find out and tell us?", "Yes, of course."),
        (Act.PROMISE, "Is that a commitment?", "That's a commitment."),
        (Act.PROMISE, "", "There'll be no layoffs this year."),
        (Act.PROMISE, "", "No land will be sold before the end of the year."),
        (Act.DECLINE, "How big is the gap?", "I'm not going to negotiate from the podium."),
        (Act.DECLINE, "Do you confirm it?", "I'm neither confirming nor denying it."),
        (Act.DECLINE, "Is it arson?", "It's too early to say."),
        (Act.DECLINE, "Do you recognise it?", "I'd need to write to you on that."),
        (Act.DECLINE, "Who read it?", "On the advice of counsel, I'd rather not speculate on that."),
        (Act.WANT, "", "The Dam Safety Office must have the power to order repairs."),
        (Act.WANT, "", "I still propose the repair."),
        (Act.DENY, "Is it true?", "I don't own a share, and I've never owned a share."),
        (Act.DENY, "", "No such promise has been made."),
        (Act.DENY, "", "There was no gas can."),
        (Act.ADMIT, "", "That's my department's failure and it's mine."),
        (Act.ADMIT, "", "I should have written it down."),
        (Act.ADMIT, "", "I was wrong about the price."),
        (Act.CORRECT, "", "Let me correct that."),
        (Act.CORRECT, "", "That number was wrong."),
        (Act.CORRECT, "", "I stand corrected."),
        (Act.CORRECT, "", "The number is now nine."),
    ],
)
def test_what_a_sentence_does(act, asked, reply):
    assert done(act, reply, asked) == reply


@pytest.mark.parametrize(
    ("act", "asked", "reply"),
    [
        (Act.PROMISE, "", "I'll make a short statement, and then others will speak."),
        (Act.PROMISE, "", "I'll say where I am."),
        (Act.DECLINE, "Did the doctor come?", "Not until ten to midnight."),
        (Act.PROMISE, "", "I can't promise five; I don't know the budget."),
        (Act.PROMISE, "Was the reservoir full?", "Yes, it was full."),
        (Act.PROMISE, "", "She told me that we will have an officer there."),
        (Act.DECLINE, "Are you staying?", "I'm not going anywhere this year."),
        (Act.DECLINE, "Have you evidence?", "We don't have any, and we said so."),
        (Act.ADMIT, "", "I said so last week, and I was told I shouldn't have."),
        (Act.DENY, "", "There is no doubt about it."),
        (Act.CORRECT, "", "It should've been inspected every year."),
        (Act.WANT, "", "It should have been inspected every year."),
        (Act.WANT, "", "I'd like to thank the staff."),
        (Act.WANT, "Who owns it?", "I'd like to."),
        # An adverb makes no promise of what is only said on the way.
        (Act.PROMISE, "", "Now I will first of all give the floor to you."),
        (Act.PROMISE, "", "I will also say this about the crossing."),
    ],
)
def test_what_a_sentence_does_not_do(act, asked, reply):
    assert done(act, reply, asked) == ""
