"""Who did something and who tells of it, days that titles count, a role with two holders: three days of a trial."""

from __future__ import annotations

import pytest

from tests.answering.checks import assert_verbatim, reading, said_by

DAYS = (
    """The Crown v. Verney, Day 1
3 February 2025

MS. OKAFOR: And the petrol can? Where did you find the petrol can?

SERGEANT WHITLOCK: The petrol can lay on the slipway, empty, four metres from where he stood in his socks.

MR. LYLE: Were any fingerprints found on the petrol can, Sergeant?

SERGEANT WHITLOCK: None. It had been wiped, or it had been handled in gloves.

OSWIN HALE: Oswin Hale, harbourmaster. I'll leave it there, as nobody had paid the mooring fees for three years.
""",
    """The Crown v. Verney, Day 2
4 February 2025

MR. LYLE: Adrian Verney, did you set fire to your boathouse?

ADRIAN VERNEY: No, I did not. My grandfather built that boathouse and I'd sooner burn my own hand.

MS. OKAFOR: Whose was the petrol can?

ADRIAN VERNEY: Mine's red. I've never owned a green petrol can. My cousin Colin Verney has a green one.

MS. OKAFOR: Who has looked after your teeth since then?

ADRIAN VERNEY: My mother sent me to a dentist in Hexley, and he charged me forty pounds.
""",
    """The Crown v. Verney, Day 3
6 February 2025

MS. OKAFOR: Why did Oswin Hale leave his post?

BRENDA TOLL: Oswin Hale left for family reasons, and he has moved back to Lagos. We parted as friends.

MS. OKAFOR: And who are you?

BRENDA TOLL: Brenda Toll. I came in as harbourmaster on the second of January, and the mooring fees are paid now.

MR. LYLE: When did the old watchman die?

BRENDA TOLL: Sergeant Whitlock died on Tuesday, the Court will have heard. He knew the old watchman.
""",
)


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    files = {f"2025-02-0{number}-crown.txt": text for number, text in enumerate(DAYS, 1)}
    with reading(tmp_path_factory.mktemp("trial"), files) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "speaker", "quoted"),
    [
        # The name is in every label of his own, and he tells nothing of it.
        ("Why did Oswin Hale leave?", "BRENDA TOLL", "left for family reasons"),
        ("When did Whitlock die?", "BRENDA TOLL", "died on Tuesday"),
    ],
)
def test_what_others_tell_of_a_speaker(trial, question, speaker, quoted):
    answer = trial.ask(question)
    assert not answer.abstained and answer.citations[0].speaker == speaker
    assert quoted in answer.citations[0].quote
    assert_verbatim(trial, answer)


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("who spoke on day 2", "2025-02-04"),
        ("List everyone who spoke on the last day", "2025-02-06"),
        ("what did they say about the petrol can on day one", "2025-02-03"),
        ("What happened on the second day?", "2025-02-04"),
    ],
)
def test_a_day_that_titles_count(trial, question, day):
    answer = trial.ask(question)
    assert not answer.abstained and {one.date for one in answer.citations} == {day}


def test_a_day_is_no_matter(trial):
    answer = trial.ask("What did Whitlock say on the first day?")
    assert said_by(answer) == {"SERGEANT WHITLOCK"} and not answer.abstained


def test_when_a_numbered_transcript_was(trial):
    answer = trial.ask("When was day 3?")
    assert answer.kind == "list" and "6 February 2025" in answer.answer


def test_who_does_not_speak_there_speaks_elsewhere(trial):
    answer = trial.ask("What did Whitlock say on day 2?")
    assert answer.abstained and "SERGEANT WHITLOCK speaks in 1 other transcript." in answer.answer


def test_a_namesakes_denial_is_none(trial):
    own = trial.ask("Why did Adrian Verney set fire to the boathouse?")
    assert own.abstained and "is denied" in own.answer
    other = trial.ask("Why did Colin Verney set fire to the boathouse?")
    assert "is denied" not in other.answer


def test_a_role_that_two_hold_one_after_the_other(trial):
    answer = trial.ask("What did the harbourmaster say about the mooring fees?")
    assert said_by(answer) == {"OSWIN HALE", "BRENDA TOLL"}
    assert any(note.startswith("More than one speaker is “harbourmaster”: OSWIN HALE says") for note in answer.notes)
    assert_verbatim(trial, answer)


def test_a_role_elsewhere_is_not_held_here(trial):
    answer = trial.ask("What did Lagos's harbourmaster say about the mooring fees?")
    assert not any("taken to be" in note or "More than one" in note for note in answer.notes)


def test_of_a_role_that_nobody_holds_only_what_names_it_is_quoted(trial):
    answer = trial.ask("what did the dentist say")
    assert all("dentist" in one.quote for one in answer.citations)


def test_a_mention_in_few_words_is_quoted_whole(trial):
    answer = trial.ask("Who first mentioned the petrol can?")
    assert answer.citations[0].quote == "And the petrol can?"


def test_the_days_that_somebody_speaks_on(trial):
    answer = trial.ask("Which days did Brenda Toll speak?")
    assert answer.kind == "list" and answer.count == 1 and "speaks in 1 of 3 transcripts" in answer.answer
    assert {one.date for one in answer.citations} == {"2025-02-06"}


def test_somebody_who_is_only_spoken_of_does_not_testify(trial):
    answer = trial.ask("Did Colin Verney testify?")
    assert answer.abstained and "Colin Verney does not speak" in answer.answer


def test_what_only_names_the_matter_goes_on(trial):
    answer = trial.ask("What was said about Brenda Toll?")
    assert all(one.quote != "Brenda Toll." for one in answer.citations)


EPISODE = """Low Tide, episode 41
8 June 2023

BEX: Right, we've got a listener question. This is from Pauline in Whitby. She asks, "Do you eat them in July?"

FERGAL: We do, if it hasn't rained.

BEX: And who stood up to the owner of the mill, Fergal?

FERGAL: Stanley did. He stood up in the canteen and said it to his face. "There's not one horse could wind a bobbin."
"""


@pytest.fixture(scope="module")
def episode(tmp_path_factory):
    with reading(tmp_path_factory.mktemp("episode"), {"episode.txt": EPISODE}) as found:
        yield found


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("what did Pauline ask?", 'She asks, "Do you eat them in July?"'),
        (
            "What did Stanley say?",
            'He stood up in the canteen and said it to his face. "There\'s not one horse could wind a bobbin."',
        ),
    ],
)
def test_what_is_told_of_somebody_named_just_before_was_not_found(episode, question, quote):
    answer = episode.ask(question)
    assert_verbatim(episode, answer)
    assert [citation.quote for citation in answer.citations] == [quote]


BRIEFING = """
MS OKAFOR: Ambassador Whitlock raised it with President Sorel last Thursday. I asked her how that went. She said it was
 a frank exchange. Minister Duarte met President Sorel on Monday. He said that the harbour stays open.

MS HALLORAN: You can answer. What did Mr. Pruitt say when you told him of the forklift?

CRAIG DUNMORE: He said it was probably just a sensor.

MS HALLORAN: What did Mr. Pruitt say when Mr. Ortega told him of the yellow slip?

CRAIG DUNMORE: He said that a slip was not his job.
"""


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What did Ambassador Whitlock say about her meeting with Sorel?", "She said it was a frank exchange."),
        ("What did Pruitt say about the forklift?", "He said it was probably just a sensor."),
    ],
)
def test_a_pronoun_reports_whoever_was_asked(tmp_path, question, words):
    with reading(tmp_path, {"2025-03-11-briefing.txt": BRIEFING}) as assistant:
        answer = assistant.ask(question)
        assert_verbatim(assistant, answer)
        assert answer.citations[0].quote == words and "others report" in answer.answer


def test_a_pronoun_that_may_mean_either_reports_neither(tmp_path):
    with reading(tmp_path, {"2025-03-11-briefing.txt": BRIEFING}) as assistant:
        for question in ("What did Minister Duarte say about the harbour?", "What did Ortega say about the slip?"):
            assert not any(one.quote.startswith("He said") for one in assistant.ask(question).citations)


CALL = """
MINISTER WANG: On April 2nd, President Xi had a phone call with President Joe Biden at the request of the latter. He
 pointed out that peace comes first. He laid emphasis on dialogue and on managing differences.

SECRETARY BLINKEN: Thank you, Minister. We look forward to the talks.
"""


def test_what_he_said_after_a_call_with_somebody_was_nobody_s(tmp_path):
    with reading(tmp_path, {"2024-07-24-remarks.txt": CALL}) as assistant:
        answer = assistant.ask("What did Xi say about dialogue?")
        assert_verbatim(assistant, answer)
        assert "others report what Xi said" in answer.answer
        assert "dialogue" in answer.citations[0].quote and answer.citations[0].speaker == "MINISTER WANG"
        first = assistant.ask("What did Xi say about peace?").citations[0].quote
        assert first.startswith("On April 2nd, President Xi") and "peace comes first" in first
        assert assistant.ask("What did Biden say about peace?").abstained
