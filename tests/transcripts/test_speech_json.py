"""JSON by others: speech-to-text, podcasts, chats, lists of records."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import UnreadableFile
from qa.models import Turn
from qa.transcripts import read_text

Row = tuple[str | None, str, float | None, float | None]


def _rows(value: Any, name: str = "x.json") -> list[Row]:
    return [_row(turn) for turn in read_text(json.dumps(value), name).turns]


def _row(turn: Turn) -> Row:
    return turn.speaker, turn.text, turn.start, turn.end


WORDS = [
    {"word": "Hi", "start": 0.5, "end": 0.7, "speaker": 0},
    {"word": "there.", "start": 0.7, "end": 1, "speaker": 0},
    {"word": "Hello!", "start": 1.5, "end": 2, "speaker": 1},
]
GREETING: list[Row] = [("Speaker 0", "Hi there.", 0.5, 1.0), ("Speaker 1", "Hello!", 1.5, 2.0)]


def _amazon_items(*, inline: bool) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for word, start, end, speaker in (("Hi", "0.5", "0.7", "spk_0"), ("there", "0.7", "1.0", "spk_0")):
        items.append({"type": "pronunciation", "start_time": start, "end_time": end})
        items[-1]["alternatives"] = [{"content": word}]
        if inline:
            items[-1]["speaker_label"] = speaker
    items.append({"type": "punctuation", "alternatives": [{"content": "."}]})
    items.append({"type": "pronunciation", "start_time": "1.5", "end_time": "2.0"})
    items[-1]["alternatives"] = [{"content": "Hello"}]
    if inline:
        items[-1]["speaker_label"] = "spk_1"
    items.append({"type": "punctuation", "alternatives": [{"content": "!"}]})
    return items


AMAZON_SEGMENTS = [
    {"start_time": "0.5", "end_time": "1.0", "speaker_label": "spk_0"},
    {"start_time": "1.5", "end_time": "2.0", "speaker_label": "spk_1"},
]
AMAZON_GREETING: list[Row] = [("spk_0", "Hi there.", 0.5, 1.0), ("spk_1", "Hello!", 1.5, 2.0)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            {"segments": [{"start": 0.5, "end": 1, "text": " Hi there.", "speaker": "SPEAKER_00"}]},
            [("SPEAKER_00", "Hi there.", 0.5, 1.0)],
        ),
        (
            {"segments": [{"start": 0.5, "end": 1, "text": " Hi"}, {"start": 1, "end": 2, "text": " there."}]},
            [(None, "Hi there.", 0.5, 2.0)],
        ),
        (
            {"version": "1.0.0", "segments": [{"speaker": "Ann", "startTime": 1, "endTime": 2.5, "body": "Hi."}]},
            [("Ann", "Hi.", 1.0, 2.5)],
        ),
        (
            {"utterances": [{"speaker": "A", "start": 250, "end": 650, "text": "Hi"}]},
            [("A", "Hi", 0.25, 0.65)],
        ),
        (
            {"results": {"utterances": [{"start": 0.4, "end": 5.4, "transcript": "hi", "speaker": 0}]}},
            [("Speaker 0", "hi", 0.4, 5.4)],
        ),
        ({"results": {"channels": [{"alternatives": [{"words": WORDS}]}]}}, GREETING),
        (
            {
                "results": {
                    "channels": [
                        {
                            "alternatives": [
                                {
                                    "paragraphs": {
                                        "paragraphs": [
                                            {
                                                "speaker": 0,
                                                "start": 0.5,
                                                "end": 1,
                                                "sentences": [{"text": "Hi there."}],
                                            },
                                            {"speaker": 1, "start": 1.5, "end": 2, "sentences": [{"text": "Hello!"}]},
                                        ]
                                    }
                                }
                            ]
                        }
                    ]
                }
            },
            GREETING,
        ),
        (
            {
                "monologues": [
                    {
                        "speaker": 0,
                        "elements": [
                            {"type": "text", "value": "Hi", "ts": 0.5, "end_ts": 0.7},
                            {"type": "punct", "value": " "},
                            {"type": "text", "value": "there", "ts": 0.7, "end_ts": 1.0},
                            {"type": "punct", "value": "."},
                        ],
                    },
                    {"speaker": 1, "elements": [{"type": "text", "value": "Hello!", "ts": 1.5, "end_ts": 2.0}]},
                ]
            },
            GREETING,
        ),
        ({"results": {"items": _amazon_items(inline=True)}}, AMAZON_GREETING),
        (
            {"results": {"items": _amazon_items(inline=False), "speaker_labels": {"segments": AMAZON_SEGMENTS}}},
            AMAZON_GREETING,
        ),
        (
            {
                "results": [
                    {"alternatives": [{"transcript": "Hi there. Hello!"}]},
                    {
                        "alternatives": [
                            {
                                "words": [
                                    {"word": "Hi", "startTime": "0.500s", "endTime": "0.700s", "speakerTag": 1},
                                    {"word": "there.", "startTime": "0.700s", "endTime": "1s", "speakerTag": 1},
                                    {"word": "Hello!", "startTime": "1.500s", "endTime": "2s", "speakerTag": 2},
                                ]
                            }
                        ]
                    },
                ]
            },
            [("Speaker 1", "Hi there.", 0.5, 1.0), ("Speaker 2", "Hello!", 1.5, 2.0)],
        ),
        (
            {
                "recognizedPhrases": [
                    {"speaker": 2, "offset": "PT1.5S", "duration": "PT0.5S", "nBest": [{"display": "Hello!"}]},
                    {"speaker": 1, "offsetInTicks": 5e6, "durationInTicks": 5e6, "nBest": [{"display": "Hi there."}]},
                ]
            },
            [("Speaker 1", "Hi there.", 0.5, 1.0), ("Speaker 2", "Hello!", 1.5, 2.0)],
        ),
        (
            {
                "results": [
                    {
                        "type": "word",
                        "start_time": 0.5,
                        "end_time": 1,
                        "alternatives": [{"content": "Hi", "speaker": "S1"}],
                    },
                    {"type": "punctuation", "start_time": 1, "alternatives": [{"content": ".", "speaker": "S1"}]},
                    {
                        "type": "word",
                        "start_time": 2,
                        "end_time": 3,
                        "alternatives": [{"content": "Yo", "speaker": "S2"}],
                    },
                ]
            },
            [("S1", "Hi.", 0.5, 1.0), ("S2", "Yo", 2.0, 3.0)],
        ),
        (
            {
                "events": [
                    {"tStartMs": 500, "dDurationMs": 1000, "segs": [{"utf8": "so"}, {"utf8": " we"}]},
                    {"segs": 1},
                ]
            },
            [(None, "so we", 0.5, 1.5)],
        ),
        (
            {"transcription": [{"offsets": {"from": 500, "to": 1500}, "text": " Hi there."}]},
            [(None, "Hi there.", 0.5, 1.5)],
        ),
        (
            {"transcript": [{"speaker": "Ann", "time": "00:01:02", "text": "Hi."}, {"speaker": "Bob", "text": "Oh."}]},
            [("Ann", "Hi.", 62.0, None), ("Bob", "Oh.", None, None)],
        ),
        (
            [{"speaker": "Ann", "text": "Hi."}, {"speaker": "Ann", "text": "Yes."}],
            [("Ann", "Hi.", None, None), ("Ann", "Yes.", None, None)],
        ),
        (
            {
                "messages": [
                    {"role": "user", "content": "Hi."},
                    {"role": "assistant", "content": [{"type": "text", "text": "Yes?"}]},
                ]
            },
            [("user", "Hi.", None, None), ("assistant", "Yes?", None, None)],
        ),
        (
            {"messages": [{"author": {"name": "ann"}, "content": "Hi.", "timestamp": "2024-01-02T03:04:05"}]},
            [("ann", "Hi.", None, None)],
        ),
        ({"text": "Just a text."}, [(None, "Just a text.", None, None)]),
    ],
)
def test_shapes(value: Any, expected: list[Row]) -> None:
    assert _rows(value) == expected


def test_a_segment_is_cut_where_its_words_change_hands_after_a_sentence() -> None:
    words = [("Ready?", "A"), ("Yes.", "B"), ("So", "A"), ("we", "B"), ("go.", "A")]
    segment: dict[str, Any] = {"start": 0, "end": 5, "text": "Ready? Yes. So we go.", "speaker": "A"}
    segment["words"] = [{"word": word, "start": at, "speaker": name} for at, (word, name) in enumerate(words)]
    assert _rows({"segments": [segment]}) == [
        ("A", "Ready?", 0.0, 1.0),
        ("B", "Yes.", 1.0, 2.0),
        ("A", "So we go.", 2.0, 5.0),
    ]


def test_missing_speaker_and_missing_times() -> None:
    value = {
        "segments": [
            {"start": 0, "end": 1.5, "text": "One.", "speaker": "SPEAKER_01", "words": [{"word": "One."}]},
            {"start": 1.5, "end": 2, "text": "Two."},
            {"text": "Three.", "speaker": "SPEAKER_01"},
        ]
    }
    assert [row[:2] for row in _rows(value)] == [("SPEAKER_01", "One."), (None, "Two."), ("SPEAKER_01", "Three.")]


def test_names_of_numbered_speakers_and_of_labels() -> None:
    monologues = [{"speaker": 0, "elements": [{"type": "text", "value": "Hi"}]}]
    assert _rows({"speakers": [{"id": 0, "name": "Ann Doe"}], "monologues": monologues})[0][0] == "Ann Doe"
    value = {"speakers": {"SPEAKER_00": "Ann Doe"}, "segments": [{"speaker": "SPEAKER_00", "start": 0, "text": "Hi"}]}
    (turn,) = read_text(json.dumps(value), "x.json").turns
    assert (turn.speaker, turn.person) == ("SPEAKER_00", "Ann Doe")


def test_slack_and_telegram() -> None:
    slack = [
        {
            "type": "message",
            "user": "U1",
            "text": "Hi",
            "ts": "1512085950.000216",
            "user_profile": {"real_name": "Ann"},
        },
        {"type": "message", "user": "U1", "text": "again", "ts": "1512085951.0", "user_profile": {"real_name": "Ann"}},
    ]
    transcript = read_text(json.dumps(slack), "x.json")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [("Ann", "Hi"), ("Ann", "again")]
    assert transcript.date == "2017-11-30"
    newest_first = {
        "title": "Flat",
        "messages": [
            {"sender_name": "Bob", "timestamp_ms": 1512085960000, "content": "two"},
            {"sender_name": "Ann", "timestamp_ms": 1512085950000, "content": "one"},
        ],
    }
    transcript = read_text(json.dumps(newest_first), "x.json")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [("Ann", "one"), ("Bob", "two")]
    assert (transcript.title, transcript.date) == ("Flat", "2017-11-30")


def test_json_lines() -> None:
    lines = '{"speaker": "Ann", "text": "Hi."}\n\n{"speaker": "Bob", "text": "Yes."}\n'
    assert [turn.speaker for turn in read_text(lines, "x.jsonl").turns] == ["Ann", "Bob"]


def test_oddities_of_values() -> None:
    text = (
        '{"segments": [{"start": NaN, "end": 1e999, "text": "Hi.", "speaker": "A", "speaker": "B"}, {"text": ["x"]}]}'
    )
    assert [_row(turn) for turn in read_text(text, "x.json").turns][0] == ("B", "Hi.", None, None)


@pytest.mark.parametrize(
    "value",
    [
        {"name": "left-pad", "version": "1.0.0", "scripts": {"test": "run"}},
        [{"name": "apple", "text": "a fruit"}, {"name": "pear", "text": "another"}],
        [{"title": "Post", "author": "Ann", "date": "2020-01-01", "content": "Long ago"}],
        {"results": []},
        {"messages": []},
        [[["x"]]],
        "text",
        1,
        None,
    ],
)
def test_other_json_is_no_transcript(value: Any) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_text(json.dumps(value), "x.json")
    assert "known" in caught.value.reason
    assert "\n" not in caught.value.reason


KEYS = st.sampled_from(
    "segments utterances results items words monologues elements alternatives transcript text content speaker speakers "
    "start end start_time messages from date ts recognizedPhrases nBest events segs utf8 channels turns id name media "
    "speaker_labels offsets type paragraphs value title".split()
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), st.just("Hi there.")),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=30,
)


@given(JSON)
@settings(max_examples=400, deadline=None)
def test_no_json_raises_anything_else(value: Any) -> None:
    try:
        transcript = read_text(json.dumps(value), "x.json")
    except UnreadableFile as error:
        assert error.reason
    else:
        assert [turn.index for turn in transcript.turns] == list(range(len(transcript.turns)))


def test_the_timeline_of_a_meeting_names_its_users() -> None:
    said_by = [("Ann Roe", "Hello."), ("Bo Li", "Hi.")]
    items = [
        {"ts": f"00:00:0{n}.000", "end_ts": f"00:00:0{n}.900", "text": text, "users": [{"username": name}]}
        for n, (name, text) in enumerate(said_by, 1)
    ]
    transcript = read_text(json.dumps({"timeline": items}), "x.json")
    assert [(turn.speaker, turn.text, turn.start) for turn in transcript.turns] == [
        ("Ann Roe", "Hello.", 1.0),
        ("Bo Li", "Hi.", 2.0),
    ]


def test_offsets_in_milliseconds_were_no_times() -> None:
    items = [
        {"speaker": n, "offsetMilliseconds": 1500 * n, "durationMilliseconds": 900, "text": "Hello."} for n in (1, 2)
    ]
    transcript = read_text(json.dumps({"phrases": items}), "x.json")
    assert [(turn.start, turn.end) for turn in transcript.turns] == [(1.5, 2.4), (3.0, 3.9)]


def test_spaces_between_words_need_no_speaker() -> None:
    words = [{"type": "word", "text": text, "speaker_id": f"speaker_{n}"} for n, text in enumerate(("Hello.", "Hi."))]
    words.insert(1, {"type": "spacing", "text": " "})
    transcript = read_text(json.dumps({"text": "Hello. Hi.", "words": words}), "x.json")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [("speaker_0", "Hello."), ("speaker_1", "Hi.")]


def test_what_a_call_centre_and_a_meeting_write_out() -> None:
    call = {
        "Participants": [{"ParticipantId": "A", "ParticipantRole": "AGENT"}],
        "Transcript": [
            {"ParticipantId": "A", "Content": "Good morning.", "BeginOffsetMillis": 120, "EndOffsetMillis": 2000},
            {"ParticipantId": "C", "Content": "My boat is gone.", "BeginOffsetMillis": 2200, "EndOffsetMillis": 4000},
        ],
    }
    assert _rows(call) == [("A", "Good morning.", 0.12, 2.0), ("C", "My boat is gone.", 2.2, 4.0)]
    assert read_text(json.dumps(call), "x.json").turns[0].person == "AGENT"
    met = {"value": [{"speakerName": name, "spokenText": f"I am {name}."} for name in ("Mina Kaur", "Theo Lind")]}
    assert [row[:2] for row in _rows(met)] == [("Mina Kaur", "I am Mina Kaur."), ("Theo Lind", "I am Theo Lind.")]


def test_marks_of_another_speaker_in_captions_made_one_turn() -> None:
    said = ["&gt;&gt; Good evening, all.", "We begin.", ">> MAYOR SOLIS: It's closed.", ">> Since when? >> Monday."]
    events = [{"tStartMs": 1000 * n, "dDurationMs": 900, "segs": [{"utf8": text}]} for n, text in enumerate(said)]
    assert _rows({"wireMagic": "pb3", "events": events}) == [
        (None, "Good evening, all. We begin.", 0.0, 1.9),
        ("MAYOR SOLIS", "It's closed.", 2.0, 2.9),
        (None, "Since when?", 3.0, 3.9),
        (None, "Monday.", 3.0, 3.9),
    ]
    named = [{"speaker": "Ann", "text": ">> is a shift, >> is two.", "start": 0, "end": 3}]
    assert [row[:2] for row in _rows({"segments": named})] == [("Ann", ">> is a shift, >> is two.")]
