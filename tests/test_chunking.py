"""qa.chunking: nothing that was said falls between two passages, and no passage is longer than the model reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.chunking import Size, header, labelled, passages
from qa.config import DEFAULT_PASSAGE_TOKENS
from qa.disfluency import fluent, is_backchannel
from qa.models import Transcript, Turn

DATE = "2024-07-24"


def words(texts):
    return [len(text.split()) for text in texts]


def characters(texts):
    return [len(text) for text in texts]


def adversarial(texts):
    """The whole is far more than its parts: long texts cost extra, and so does each kind of character."""
    return [len(text.split()) + len(text) // 9 + (len(text) // 40) ** 2 + len(set(text)) // 8 for text in texts]


def transcript(*turns, title="A title", date=DATE):
    made = tuple(Turn(index, speaker, text) for index, (speaker, text) in enumerate(turns))
    return Transcript("d.txt", title, date, "text", made)


def size(target=20, budget=words, limit=40, model=words):
    return Size(target, budget, limit, model)


def check(source, measure):
    """What holds for every transcript: order, completeness, lengths, context, labels. Returns the passages."""
    found = passages(source, measure)
    head = header(source, measure)
    turns = {turn.index: turn for turn in source.turns}
    at = (0, 0)
    for passage in found:
        assert passage.document == source.document
        assert passage.context == head
        assert passage.embedded == (f"{head}\n{passage.text}" if head else passage.text)
        assert measure.model([passage.embedded])[0] <= measure.limit
        first, last = (passage.first_turn, passage.start), (passage.last_turn, passage.end)
        assert at <= first < last, "out of order, twice or empty"
        assert unsaid(turns, at, first), "words between two passages are lost"
        assert passage.end <= len(turns[passage.last_turn].text)
        if passage.first_turn != passage.last_turn:
            assert passage.start == 0 and passage.end == len(turns[passage.last_turn].text), "a run is of whole turns"
        assert passage.start == 0 or turns[passage.first_turn].text[passage.start].strip()
        at = last
    assert unsaid(turns, at, (len(turns), 0)), "the end is lost"
    return found


def unsaid(turns, start, end):
    """Whether nothing but white space stands between two places."""
    between = "".join(
        turn.text[start[1] if index == start[0] else 0 : end[1] if index == end[0] else None]
        for index, turn in turns.items()
        if start[0] <= index <= end[0]
    )
    return not between.strip()


def test_short_turns_are_gathered_whole():
    found = check(transcript(("A", "One two three."), ("B", "Four five."), ("A", "Six.")), size(target=8))
    assert [(one.first_turn, one.start, one.last_turn, one.end) for one in found] == [(0, 0, 1, 10), (2, 0, 2, 4)]
    assert [one.text for one in found] == ["A: One two three.\nB: Four five.", "A: Six."]
    assert {one.context for one in found} == {f"A title · {DATE}"}


def test_target_counts_labels():
    turns = [("A", "one two three")] * 2
    assert len(passages(transcript(*turns), size(target=8))) == 1
    assert len(passages(transcript(*turns), size(target=7))) == 2


def test_long_turn_is_cut_between_sentences_into_like_parts():
    text = " ".join(f"This is sentence number {n}." for n in range(12))
    found = check(transcript(("A", "Short."), ("B", text), ("A", "Also short.")), size(target=25))
    parts = [one for one in found if one.first_turn == 1]
    assert len(found) == len(parts) + 2, "a part of a turn stands in a passage of its own"
    assert all(one.text.startswith("B: This is sentence") and one.text.endswith(".") for one in parts)
    lengths = [len(one.text.split()) for one in parts]
    assert len(parts) == 3 and max(lengths) - min(lengths) <= 5


def test_parts_repeat_label_title_and_date():
    found = passages(transcript(("MPS MINISTER WANG", "We met again. " * 40)), size())
    assert len(found) > 3
    for one in found:
        assert one.embedded.startswith(f"A title · {DATE}\nMPS MINISTER WANG: We met again.")


def test_nobody_named_has_no_label():
    (one,) = passages(transcript((None, "Just words."), title=None, date=None), size())
    assert one.text == one.embedded == "Just words."
    assert one.context == ""
    assert labelled(Turn(0, None, "Just words."), 5, 10) == "words"
    assert labelled(Turn(0, "A", "Just words."), 5, 10) == "A: words"


def test_hesitations_are_not_embedded_though_the_offsets_cover_them():
    turns = [("A", "Uh , so the , um , bridge {disfmarker} opens ."), ("B", "Äh, [inaudible] on the 5 mm bolts.")]
    (one,) = check(transcript(*turns), size())
    assert one.text == "A: so the , bridge opens .\nB: on the 5 mm bolts."
    assert (one.first_turn, one.start, one.last_turn, one.end) == (0, 0, 1, len(turns[1][1]))


def test_hesitations_take_no_room():
    halting = [("A", "uh , one uh , uh , two uh , uh , three uh ,")] * 4
    assert len(check(transcript(*halting), size(target=16))) == 1
    assert len(check(transcript(*halting), size(target=15))) == 2


def test_hesitations_take_no_room_in_a_part_of_a_turn():
    halting = " ".join("uh , uh , uh , so it goes ." for _ in range(40))
    plain = " ".join("so it goes ." for _ in range(40))
    assert len(check(transcript(("A", halting)), size())) == len(check(transcript(("A", plain)), size())) > 4


def test_parts_of_a_halting_turn_are_fluent_and_lose_no_place():
    text = " ".join(f"Uh , this is {{disfmarker}} sentence , um , number {n}." for n in range(20))
    found = check(transcript(("B", text)), size(target=25))
    assert len(found) > 3
    assert found[0].start == 0 and text[found[0].start :].startswith("Uh ,")
    assert [one.text for one in found] == [f"B: {fluent(text[one.start : one.end])}" for one in found]
    assert not any("disfmarker" in one.text or "um" in one.text.split() for one in found)


def test_listening_is_left_out_of_what_is_embedded_and_not_out_of_the_place():
    turns = [("A", "Yeah."), ("B", "The tram costs more."), ("A", "Mm-hmm. Okay."), ("B", "In July."), ("A", "Right.")]
    (one,) = check(transcript(*turns), size(target=30))
    assert one.text == "B: The tram costs more.\nB: In July."
    assert (one.first_turn, one.start, one.last_turn, one.end) == (0, 0, 4, 6)


def test_a_passage_of_nothing_but_listening_keeps_it_as_it_stands():
    (one,) = check(transcript(("A", "Uh, yeah."), ("B", "Mm-hmm."), ("A", "{laugh}")), size())
    assert one.text == "A: Uh, yeah.\nB: Mm-hmm.\nA: {laugh}"


def test_short_answers_that_say_something_stay():
    (one,) = check(transcript(("A", "When?"), ("B", "Okay, thirty."), ("A", "No no no no.")), size())
    assert one.text == "A: When?\nB: Okay, thirty.\nA: No no no no."


def test_turns_without_words_are_in_no_passage():
    assert passages(transcript(), size()) == []
    assert passages(transcript(("A", ""), ("B", " \n\n ")), size()) == []
    (one,) = check(transcript(("A", ""), ("B", "Yes."), ("A", " ")), size())
    assert (one.first_turn, one.last_turn) == (1, 1)


def test_same_words_twice_are_two_places():
    found = check(transcript(*[("A", "Yes.")] * 30), size(target=6))
    assert len(found) == 10
    assert len({one.text for one in found}) == 1
    assert len({(one.first_turn, one.last_turn) for one in found}) == 10


@pytest.mark.parametrize("count", [words, characters, adversarial])
@pytest.mark.parametrize(
    "source",
    [
        transcript(("A", "x" * 10_000)),
        transcript(("A", "so it goes " + "x" * 10_000 + " and on. It ends.")),
        transcript((None, "这是一个很长的句子没有标点" * 200)),
        transcript(("王部长", "我们谈了很久。双方都很满意！" * 100), title="会谈" * 300),
        transcript(("A", "a.b,c;" * 2000)),
        transcript(("A", "One. " * 30), title="T" * 5000),
        transcript(("A", "One. " * 30), title="a very long title " * 300),
        transcript(("A", "One. " * 30), title=None),
        transcript(("A", "One. " * 30), date=None),
        transcript(("L" * 3000, "Hello there. You are here.")),
        transcript(("a very long label " * 300, "Hello there. " * 200)),
        transcript(*[("AB"[n % 2], "Yes. " * (n % 40)) for n in range(120)]),
        transcript(("A", "\n\n".join(["para graph"] * 100))),
    ],
    ids=(
        "long-word long-word-in-text no-marks chinese no-spaces title-one-word long-title no-title no-date "
        "label-one-word long-label mixed paragraphs"
    ).split(),
)
def test_hostile_transcripts(source, count):
    measure = size(target=60, limit=64, model=count)
    assert check(source, measure) == passages(source, measure), "another time, other passages"


def test_long_label_leaves_room_for_words():
    found = check(transcript(("a very long label " * 300, "Hello there. " * 200)), size(target=60, limit=64))
    assert len(found) < 20
    assert all("Hello there." in one.text for one in found)


def test_long_title_keeps_the_date():
    source = transcript(("A", "Yes."), title="word " * 500)
    assert header(source, size(limit=64)).endswith(f" · {DATE}")
    assert header(source, size(limit=64)).startswith("word word")
    assert words([header(source, size(limit=64))])[0] <= 16
    assert header(transcript(title=None), size()) == DATE
    assert header(transcript(date=None), size()) == "A title"


def test_a_short_turn_is_never_split():
    turns = [("AB"[n % 2], " ".join(["word"] * (n % 9 + 1))) for n in range(60)]
    whole = {n: len(text) for n, (_, text) in enumerate(turns)}
    for target in range(12, 30):
        for one in check(transcript(*turns), size(target=target)):
            assert one.start == 0 and one.end == whole[one.last_turn]


def test_model_that_counts_more_than_the_budget_decides():
    source = transcript(*[("A", "a word or two here")] * 12)
    assert len(check(source, size(target=200, limit=1000))) == 1
    assert len(check(source, size(target=200, limit=60, model=characters))) > 4


SENTENCES = st.sampled_from(
    [
        "Yes.",
        "I do not know.",
        "谢谢。",
        "x" * 90,
        "No mark",
        "\n\n",
        "  ",
        "So , um , we 're on .",
        "{laugh}",
        "Uh-huh.",
    ]
)
SAID = st.one_of(st.text(max_size=80), st.lists(SENTENCES, max_size=25).map(" ".join))
LABELS = st.one_of(st.none(), st.sampled_from(["A", "MPS MINISTER WANG", "L" * 200, "many words " * 30]))
TURNS = st.lists(st.tuples(LABELS, SAID), max_size=12)
TITLES = st.one_of(st.none(), st.text(max_size=120))


@given(TURNS, TITLES, st.integers(8, 60), st.integers(64, 200), st.sampled_from([words, characters, adversarial]))
def test_every_word_in_one_passage_and_none_too_long(turns, title, target, limit, count):
    source = transcript(*turns, title=title)
    for one in check(source, size(target=target, limit=limit, model=count)):
        said = [turn.text for turn in source.turns[one.first_turn : one.last_turn + 1]]
        telling = [fluent(text) for text in said if not is_backchannel(fluent(text))]
        if len(said) > 1 and telling:
            lines = one.text.split("\n")
            assert len(lines) == len(telling)
            assert all(line.endswith(words) for line, words in zip(lines, telling, strict=True))


def test_the_transcript_that_ships(seed_path):
    from qa import tokens
    from qa.transcripts import read

    source = read(seed_path)
    found = check(source, Size(DEFAULT_PASSAGE_TOKENS, tokens.counts, 254, tokens.counts))
    assert {one.text.partition(":")[0] for one in found} == {"MPS MINISTER WANG", "SECRETARY BLINKEN"}
    assert "2024-07-24" in found[-1].context and len(found) >= 4
    assert max(tokens.counts([one.text for one in found])) <= 1.1 * DEFAULT_PASSAGE_TOKENS


def test_sentences_stand_where_they_are_said_to_stand():
    turns = [
        Turn(0, "ANN", "Um, the bridge is old. Yes. We have, uh, inspected it twice this year."),
        Turn(1, "BOB", "Mm-hmm."),
        Turn(2, "ANN", "It was not, um, closed.\n\nNobody asked for that."),
    ]
    (passage,) = passages(Transcript("a.txt", "Title", None, "text", tuple(turns)), size(60, limit=80))
    shown = [(one.turn, one.start, passage.text[one.at : one.until]) for one in passage.sentences]
    assert shown == [
        (0, 0, "the bridge is old."),
        (0, 28, "We have, inspected it twice this year."),
        (2, 0, "It was not, closed."),
        (2, 25, "Nobody asked for that."),
    ]
    assert [passage.embedded[a:b] for a, b in passage.spans] == [words for *_, words in shown]


def test_of_a_sentence_in_two_passages_the_first_has_it():
    text = " ".join(f"word{number}" for number in range(300)) + ". And this is the end."
    cut = passages(Transcript("a.txt", None, None, "text", (Turn(0, "ANN", text),)), size(target=40))
    begun = [one.start for passage in cut for one in passage.sentences]
    assert begun == [0, text.index("And this")]
