"""A line for whoever says hello, thanks, or asks what can be asked here: nothing was asked, so nothing is quoted."""

from __future__ import annotations

from dataclasses import replace

from qa.answering.inquiry import Inquiry
from qa.conversation.bare import is_relative
from qa.conversation.followup import leans, only_points
from qa.conversation.smalltalk import Talk, small_talk
from qa.models import Answer
from qa.questions.kinds import Kind
from qa.resolution.calling import as_name
from qa.resolution.named import speakers_named

_BEFORE = {
    Talk.HELLO: "Hello. ",
    Talk.THANKS: "You're welcome. ",
    Talk.BYE: "Goodbye. ",
    Talk.HELP: "This finds what was said and quotes it, with who said it and when; where nobody said it, it says so. ",
    Talk.WRONG: "Then ask in other words: name who spoke, or when, or use a word that was said. ",
}
_LEANING = "This goes on from another question, and it is not plain from which. "
_SOME_TIME = "It is not plain which time is meant: name a day, a month or a year. "


def answer(inquiry: Inquiry) -> Answer | None:
    """What can be asked, in a line; None where a question is asked, or somebody is named who speaks."""
    talk = small_talk(inquiry.question, first=not inquiry.searched_for)
    # "With whom?", and nothing came before; "when was it?" is asked of the one transcript that is searched.
    of_all = inquiry.task.occasion is not None and len(inquiry.documents) == 1
    of_all = of_all or inquiry.task.kind is Kind.SUMMARY  # "TL;DR"
    # "What did she say?", where one speaker is searched.
    known = bool(inquiry.given.speakers)
    says_nothing = leans(inquiry.question, known=known) or (not known and only_points(inquiry.question))
    leaning = talk is None and not inquiry.searched_for and says_nothing and not of_all
    if (talk is None and not leaning) or not inquiry.documents or speakers_named(inquiry.question, inquiry.speakers):
        return None
    asked_about = [*(one.label for one in inquiry.given.speakers), *(one.label for one in inquiry.speakers)]
    speaker = asked_about[0] if asked_about else None
    example = f"What did {as_name(speaker)} say about …?" if speaker else "What was said about …?"
    # What came before is not searched for again.
    alone = replace(inquiry, searched_for=None)
    before = _opening(inquiry.question) if talk is None else _BEFORE.get(talk, "")
    text = f"{before}Ask what was said in {alone.where()}: “{example}”"
    return replace(alone.made(text, abstained=True), kind=Kind.DIRECT.value)


def _opening(question: str) -> str:
    return _SOME_TIME if is_relative(question) else _LEANING
