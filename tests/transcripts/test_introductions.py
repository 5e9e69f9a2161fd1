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


PODCAST = (
    "# The squid that came up\n{front}\n\n"
    "**Tom:** Welcome back. I'm Tom Adeyemi.\n\n"
    "**Ingrid:** {says}\n\n"
    "**Tom:** So what did you look for down there?\n\n"
    "**Ingrid:** A glass squid. The adults live below six hundred metres.\n"
)


@pytest.mark.parametrize(
    "front",
    [
        "**Guest:** Dr. Ingrid Solheim, marine biologist",
        "Tom Adeyemi talks with Ingrid Solheim (Bergen)",
        "Present: Ingrid van der Solheim; Paul Okonkwo",
        "Hosts: Tom Adeyemi and Ingrid Solheim",
    ],
)
def test_a_given_name_stands_for_whoever_is_listed_in_full(front: str) -> None:
    found = persons(PODCAST.format(front=front, says="Thanks for having me."))
    (name,) = found["Ingrid"]
    assert name is not None and name.startswith("Ingrid ") and name.endswith("Solheim")
    assert found["Tom"] == {"Tom Adeyemi"}


@pytest.mark.parametrize(
    "front",
    [
        "Recorded at the Ingrid Bergman Hall",
        "Guests: Ingrid Solheim, Ingrid Moe",
        "Guest: Ingrid",
        "Guest: Ingrid Adeyemi Tom",
    ],
)
def test_a_given_name_of_nobody_for_certain_stays_alone(front: str) -> None:
    assert persons(PODCAST.format(front=front, says="Thanks for having me."))["Ingrid"] == {None}


def test_a_given_name_is_made_whole_by_its_bearer_alone() -> None:
    found = persons(PODCAST.format(front="", says="Thanks, I'm Ingrid Solheim, from Bergen."))
    assert found["Ingrid"] == {"Ingrid Solheim"}
    assert persons(PODCAST.format(front="", says="Thanks, I'm Tom Waits, sort of."))["Ingrid"] == {None}
