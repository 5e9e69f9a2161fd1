"""What programs write out, each as small as shows how it was misread."""

import json

import pytest

from qa.models import Transcript
from qa.transcripts import read_text

Said = list[tuple[str | None, str]]


def said(transcript: Transcript) -> Said:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def starts(transcript: Transcript) -> list[float | None]:
    return [turn.start for turn in transcript.turns]


TALK: Said = [("Ann Doe", "Are we on?"), ("Tom Bright", "I think so."), ("Ann Doe", "Let's start.")]


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        (["[{}] 14:02:11\n{}\n", "[{}] 14:02:19\n{}\n", "[{}] 14:02:25\n{}\n"], [50531.0, 50539.0, 50545.0]),
        (["[{}] 00:00:00.0 - 00:00:02.4\n{}\n", "[{}] 0:02 - 0:05\n{}\n", "[{}] 0:05 - 0:07\n{}\n"], [0.0, 2.0, 5.0]),
        (
            ["00:00:01:00 - 00:00:02:10\n{}\n{}\n", "00:00:02:10 - 00:00:05:00\n{}\n{}\n", "00:00:05;00\n{}\n{}\n"],
            [1, 2, 5],
        ),
        (["01-00:00:12\n{}:\n{}\n", "01-00:00:30\n{}:\n{}\n", "02-00:01:10\n{}:\n{}\n"], [12, 30, 70]),
    ],
    ids="zoom-captions diarisation film-frames tapes".split(),
)
def test_times_beside_names_were_said(lines: list[str], times: list[float]) -> None:
    text = "\n".join(line.format(*turn) for line, turn in zip(lines, TALK, strict=True))
    transcript = read_text(text, "x")
    assert said(transcript) == TALK
    assert starts(transcript) == times


def test_the_time_at_the_end_of_a_turn_made_an_interview_prose() -> None:
    lines = ["I: Und dann? #00:00:12-3#", "B4: Also, ich war in Kiel. #00:00:25-8#", "I: Mhm. #00:00:27-1#"]
    transcript = read_text("\n".join([*lines, "B4: Dann bin ich weg. #00:00:33-0#", ""]), "x")
    assert said(transcript)[1] == ("B4", "Also, ich war in Kiel.")
    assert [(aside.kind, aside.text, aside.before_turn) for aside in transcript.asides][1:3] == [
        ("time", "#00:00:25-8#", 2),
        ("time", "#00:00:27-1#", 3),
    ]


@pytest.mark.parametrize("day", ["03/14/2024 9:0{} AM", "14.03.2024 09:0{}", "2024-03-14 09:0{}"])
def test_an_entry_with_its_day_after_the_name_was_prose(day: str) -> None:
    text = "".join(f"{name.split()[0].lower()} — {day.format(n)}\n{words}\n" for n, (name, words) in enumerate(TALK))
    transcript = read_text(text, "x")
    assert said(transcript) == [("ann", TALK[0][1]), ("tom", TALK[1][1]), ("ann", TALK[2][1])]
    assert (transcript.date, starts(transcript)) == ("2024-03-14", [32400, 32460, 32520])


def test_an_entry_of_today_was_prose() -> None:
    text = "ann — Today at 9:02 AM\nAre we on?\ntom — Today at 9:03 AM\nI think so.\nann — Today at 9:04 PM\nWe are.\n"
    transcript = read_text(text, "x")
    assert said(transcript) == [("ann", "Are we on?"), ("tom", "I think so."), ("ann", "We are.")]
    assert starts(transcript) == [32520, 32580, 75840]


def test_when_an_article_was_published_is_no_entry() -> None:
    text = "Published 03/14/2024 9:02 AM\nUpdated 03/15/2024 9:02 AM\nWe saw the bridge. It fell, you know.\n"
    assert read_text(text, "x").speakers == ()


def test_a_message_with_its_day_in_brackets_was_prose() -> None:
    text = "".join(f"{name} (14/03/2024 09:0{n}): {words}\n" for n, (name, words) in enumerate(TALK))
    transcript = read_text(text, "x")
    assert said(transcript) == TALK
    assert (transcript.date, starts(transcript)) == ("2024-03-14", [32400, 32460, 32520])


def test_half_of_the_day_was_a_speaker() -> None:
    text = "Ann Doe\n  9:02 AM\nAre we on?\n\nTom\n  9:03 AM\nOn it.\n9:05\nOK.\n\nAnn Doe\n  9:06 AM\nThanks!\n"
    assert said(read_text(text, "x")) == [
        ("Ann Doe", "Are we on?"),
        ("Tom", "On it.\n\nOK."),
        ("Ann Doe", "Thanks!"),
    ]


def test_pins_and_reactions_of_a_chat_were_said() -> None:
    rule = "=" * 62
    text = (
        f"{rule}\nGuild: Bridges\n{rule}\n\n[14-Mar-24 09:02 AM] ann\nAre we on?\n\n[14-Mar-24 09:03 AM] tom (pinned)\n"
        f"We are.\n\n{{Reactions}}\n👍 (2)\n\n[14-Mar-24 09:04 AM] ann\nOK.\n\n{rule}\nExported 3 message(s)\n{rule}\n"
    )
    transcript = read_text(text, "x")
    assert said(transcript) == [("ann", "Are we on?"), ("tom", "We are."), ("ann", "OK.")]
    assert transcript.date == "2024-03-14"


def test_times_in_words_below_a_video_were_said() -> None:
    text = "0:00\n0 seconds\nwelcome back\n0:03\n3 seconds\nwe look at bridges\n1:07\n1 minute, 7 seconds\nthey fall\n"
    assert said(read_text(text, "x")) == [(None, "welcome back we look at bridges they fall")]


@pytest.mark.parametrize(
    "value",
    [
        {
            "transcripts": [
                {"speaker_name": s, "content": t, "timestamp": f"00:00:0{n}"} for n, (s, t) in enumerate(TALK)
            ]
        },
        {"meeting_transcripts": [{"speaker": s, "content": t} for s, t in TALK]},
        [
            {
                "participant": {"id": 1, "name": s},
                "words": [{"text": word, "start_timestamp": {"relative": 1.0}} for word in t.split()],
            }
            for s, t in TALK
        ],
        [{"speaker": s, "words": [{"text": t, "start_timestamp": 1.5}]} for s, t in TALK],
        {
            "text": "…",
            "words": [
                {"text": word, "start": 0.5, "end": 1.0, "type": kind, "speaker_id": s}
                for s, t in TALK
                for part in t.split()
                for word, kind in ((part, "word"), (" ", "spacing"))
            ],
        },
    ],
    ids="zoom meetings words old-words words-with-speakers".split(),
)
def test_json_in_these_shapes_was_refused_or_lost_its_speakers(value: object) -> None:
    assert said(read_text(json.dumps(value), "x.json")) == TALK


def test_captions_of_a_video_with_durations_were_refused() -> None:
    value = [
        {"text": "welcome back", "start": 0.0, "duration": 2.5},
        {"text": "to bridges", "start": 2.5, "duration": 2},
    ]
    transcript = read_text(json.dumps(value), "x.json")
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [("welcome back to bridges", 0.0, 4.5)]


def test_a_date_in_seconds_since_1970_was_none() -> None:
    value = {"title": "Weekly", "date": 1710406920000, "sentences": [{"speaker_name": s, "text": t} for s, t in TALK]}
    assert read_text(json.dumps(value), "x.json").date == "2024-03-14"


def test_who_joined_a_channel_said_so() -> None:
    joined = {
        "type": "message",
        "subtype": "channel_join",
        "user": "U2",
        "text": "<@U2> has joined",
        "ts": "1710406950.0",
    }
    value = [{"type": "message", "user": s, "text": t, "ts": f"171040698{n}.0"} for n, (s, t) in enumerate(TALK)]
    assert said(read_text(json.dumps([joined, *value]), "x.json")) == TALK


def test_whispers_mark_of_a_new_speaker_was_said() -> None:
    lines = ["Houston, we've had a problem here. [SPEAKER_TURN]", "This is Houston. [SPEAKER_TURN]", "Uh Houston,"]
    lines += ["we've had a problem. [SPEAKER_TURN]"]
    turns = [(None, lines[0][:-15]), (None, lines[1][:-15]), (None, "Uh Houston, we've had a problem.")]
    printed = "".join(f"[00:00:0{n}.000 --> 00:00:0{n + 1}.000]   {line}\n" for n, line in enumerate(lines))
    assert said(read_text(printed, "x")) == turns
    cues = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{line}\n\n" for n, line in enumerate(lines, 1))
    assert said(read_text(cues, "x.srt")) == turns


def test_numbers_of_questions_were_read_into_the_labels_of_a_committee() -> None:
    text = (
        "Oral evidence: Bridges, HC 264\n\nExamination of witness\nWitness: Tom Bright.\n\n"
        "Q1                Chair: Welcome. Could you say who you are?\n\nTom Bright: I am Tom, chief engineer.\n\n"
        "Q2                Jack Roe: How many bridges are old?\n\nTom Bright: About 3,000.\n\nChair: Only those?\n\n"
        "Tom Bright: Yes.\n\nQ3                Karen Poe: What will it cost?\n\nTom Bright: I would say £3 billion.\n"
    )
    speakers = [turn.speaker for turn in read_text(text, "x").turns]
    tom = "Tom Bright"
    assert speakers == ["Chair", tom, "Jack Roe", tom, "Chair", tom, "Karen Poe", tom]


def test_a_debate_copied_from_its_page_was_prose() -> None:
    office = "The Parliamentary Under-Secretary of State for Transport"
    turns = [("Ann Doe", "(Leeds East) (Lab)", "Will he mend the bridges?"), (office, "(Tom Bright)", "We shall.")]
    turns += [
        ("Ann Doe", "", "When will he? I have waited."),
        ("Tom Bright", "", "Soon."),
        ("Mr Speaker", "", "Order."),
    ]
    turns += [("Ann Doe", "", "On a point of order.")]
    text = "Bridges\nVolume 746: debated on Thursday 14 March 2024\n\n" + "".join(
        f"{name}\n" + (f"{where}\n" if where else "") + f"Share this contribution\n\n{words}\n\n"
        for name, where, words in turns
    )
    transcript = read_text(text, "x")
    assert said(transcript) == [(f"{name} {where}".strip(), words) for name, where, words in turns]
    assert transcript.date == "2024-03-14"


def test_what_a_messenger_puts_in_place_of_messages_was_said() -> None:
    lines = [
        "[13/03/2024, 14:02:11] Roof: Messages and calls are end-to-end encrypted. No one can read them.",
        "[13/03/2024, 14:03:01] Ruth Adams: Good morning.",
        "[13/03/2024, 14:04:01] Ruth Adams: \u200eimage omitted",
        "[13/03/2024, 14:05:01] Ken Mori: Nice image",
        "[13/03/2024, 14:06:01] Ken Mori: plan.pdf • \u200e2 pages \u200edocument omitted",
        "[13/03/2024, 14:07:01] Ruth Adams: \u200eRuth Adams added Bob",
        "[13/03/2024, 14:08:01] Ruth Adams: Read it. <This message was edited>",
        "[13/03/2024, 14:09:01] Ken Mori: \u200eThis message was deleted.",
    ]
    transcript = read_text("\n".join(lines), "x")
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [
        ("Ruth Adams", "Good morning."),
        ("Ken Mori", "Nice image"),
        ("Ruth Adams", "Read it."),
    ]
    assert [aside.kind for aside in transcript.asides] == ["event"] * 6


def test_a_chat_that_telegram_exports_as_a_page_was_prose() -> None:
    def message(name: str, time: str, text: str) -> str:
        label = f'<div class="from_name">{name} </div>' if name else ""
        date = f'<div class="pull_right date details" title="12.03.2024 {time}:11 UTC+01:00">{time}</div>'
        picture = '<div class="pull_left userpic_wrap"><div class="initials">R</div></div>' if name else ""
        said = f'<div class="body">{date}{label}<div class="text">{text}</div></div>'
        return f'<div class="message default">{picture}{said}</div>'

    page = (
        '<html><head><title>Exported Data</title></head><body><div class="text bold">Roof</div>'
        '<div class="history"><div class="message service"><div class="body details">12 March 2024</div></div>'
        + message("Ruth Adams", "14:02", "Good morning, everybody.")
        + message("", "14:02", "Let's get started.")
        + '<div class="message service"><div class="body details">Ken Mori pinned this message</div></div>'
        + message("Ken Mori", "14:05", "Can you hear me?")
        + message("Ruth Adams", "14:06", "Yes.")
        + "</div></body></html>"
    )
    transcript = read_text(page, "messages.html")
    assert transcript.date == "2024-03-12"
    assert [(turn.speaker, turn.text) for turn in transcript.turns] == [
        ("Ruth Adams", "Good morning, everybody.\n\nLet's get started."),
        ("Ken Mori", "Can you hear me?"),
        ("Ruth Adams", "Yes."),
    ]


def test_brackets_around_who_types_in_minutes_were_part_of_the_name() -> None:
    page = (
        "<html><head><title>Weekly – 12 March 2024</title></head><body><h1>Weekly</h1>"
        "<p><cite>Ann:</cite> The roof leaks.</p><p><cite>&lt;Ken&gt;</cite> Since when?</p>"
        "<p><cite>Ann:</cite> March.</p></body></html>"
    )
    transcript = read_text(page, "x.html")
    assert (transcript.speakers, transcript.date) == (("Ann", "Ken"), "2024-03-12")


def test_how_long_a_piece_lasts_was_said() -> None:
    text = (
        "Roof\n\nRuth Adams: [00:00:03] Good morning. [00:00:10][6.9]\n\n"
        "Ken Mori: [00:00:11] Can you hear me? [00:00:12][1.2]\n\nRuth Adams: [00:00:13] Yes. [00:00:20][7.0]\n"
    )
    assert [turn.text for turn in read_text(text, "x").turns] == ["Good morning.", "Can you hear me?", "Yes."]


def test_links_and_mentions_of_a_channel_kept_their_brackets() -> None:
    text = (
        '[{"type": "message", "text": "<@U02>, see <https://x.org|the plan> or <https://y.org>", "user": "U01", '
        '"ts": "1710252131.000200", "user_profile": {"real_name": "Ruth Adams"}}, '
        '{"type": "message", "text": "Thanks", "user": "U02", "ts": "1710252150.000200"}]'
    )
    assert read_text(text, "x.json").turns[0].text == "@U02, see the plan or https://y.org"


def test_a_time_over_the_next_turns_as_a_heading_was_no_time() -> None:
    text = (
        "# Roof\n\n### 00:00:00 {#00:00:00}\n\n**Ruth Adams:** Good morning.\n**Ken Mori:** Can you hear me?\n\n"
        "### 00:05:00 {#00:05:00}\n\n   \n**Ruth Adams:** Yes.\n**Ken Mori:** Good.\n"
    )
    assert [turn.start for turn in read_text(text, "x").turns] == [0.0, None, 300.0, None]


def test_whoever_asks_for_a_call_or_sends_a_picture_first_was_nobody() -> None:
    lines = [
        "[13/03/2024, 14:02:11] Bob Poe: \U0001f44d",
        "[13/03/2024, 14:03:01] Ruth Adams: Video call, anyone?",
        "[13/03/2024, 14:04:01] Ken Mori: Voice call, 3 min",
        "[13/03/2024, 14:05:01] Ruth Adams: Right.",
    ]
    transcript = read_text("\n".join(lines), "x")
    assert [turn.text for turn in transcript.turns] == ["\U0001f44d", "Video call, anyone?", "Right."]
