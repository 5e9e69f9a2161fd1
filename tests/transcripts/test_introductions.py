"""Codes for speakers who say who they are."""

import pytest

from qa.transcripts import read_text


def persons(text: str) -> dict[str | None, set[str | None]]:
    found: dict[str | None, set[str | None]] = {}
    for turn in read_text(text, "x").turns:
        found.setdefault(turn.speaker, set()).add(turn.person)
    return found


ROUND = (
    "Moderator: Thanks for coming, everybody. My name's Carys. Can we go round?\n\n"
    "R1: I'm Joan, I'm retired. My daughter put it on for me.\n\n"
    "R2: {second}\n\n"
    "Moderator: Why did you stop using it, the two of you?\n\n"
    "R1: It kept swapping things. All of it.\n\n"
    "R2: For me it's the price. I wrote it down, it was more than in the shop.\n\n"
)


def test_a_numbered_speaker_is_who_he_says_he_is() -> None:
    found = persons(ROUND.format(second="Hi, I'm Imran. Taxi driver."))
    assert found == {"Moderator": {"Carys"}, "R1": {"Joan"}, "R2": {"Imran"}}


@pytest.mark.parametrize(
    "second",
    [
        "I'm Danish, so I like my bread dark.",
        "I'm Head of Sales at a shop.",
        "I'm Joan, too, would you believe it.",
        "My brother said: “I'm Imran, hello.”",
        "I'm with Joan, really.",
        "I'm sorry I'm late. I'm Carys as well.",
    ],
)
def test_what_is_no_introduction_names_nobody(second: str) -> None:
    assert persons(ROUND.format(second=second))["R2"] == {None}


def test_a_label_of_many_is_one_person_in_one_turn() -> None:
    text = (
        "Cllr Stubbs: Would the public like to say anything?\n\n"
        "Member of the public: Gillian Toft, Church Road. My wing mirror's gone twice.\n\n"
        "Cllr Stubbs: Thank you. Anybody else?\n\n"
        "Member of the public: Can I say something? I'm Albert Noakes, plot four. I'd pay twenty-five.\n\n"
        "Cllr Stubbs: That's reasonable.\n\n"
        "Member of the public: And when is it to be?\n\n"
        "Cllr Stubbs: In April.\n\n"
    )
    turns = [turn for turn in read_text(text, "x").turns if turn.speaker == "Member of the public"]
    assert [turn.person for turn in turns] == ["Gillian Toft", "Albert Noakes", None]


def test_initials_stand_for_the_name_that_begins_with_them_alone() -> None:
    text = (
        "SH: It's the twelfth of March, I'm {name} and I'm here with Edith.\n\n"
        "EP: I was born at number nine, love.\n\nSH: And your family?\n\nEP: Well, there was Mam and Dad.\n\n"
    )
    assert persons(text.format(name="Sarah Hobday"))["SH"] == {"Sarah Hobday"}
    assert persons(text.format(name="Peter Quince"))["SH"] == {None}
