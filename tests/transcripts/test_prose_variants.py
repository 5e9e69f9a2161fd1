"""Labels in many prints: who speaks when, in a few words each."""

import pytest

from qa.transcripts import read_text

VARIANTS: dict[str, tuple[str, list[tuple[str, float | None]]]] = {
    "name and time of day": (
        "Ann Doe  9:15 AM\n"
        "hello there, did you see the boat?\n"
        "\n"
        "Bob Roe  9:16 AM\n"
        "yes I did\n"
        "it sank\n"
        "\n"
        "Ann Doe  9:20 AM\n"
        "oh no\n",
        [("Ann Doe", 33300.0), ("Bob Roe", 33360.0), ("Ann Doe", 33600.0)],
    ),
    "name, spaces and time": (
        "Ann Doe   0:03\nHello, everyone.\n\nBob Roe   0:07\nHi.\n\nAnn Doe   1:12:03\nBye.\n",
        [("Ann Doe", 3.0), ("Bob Roe", 7.0), ("Ann Doe", 4323.0)],
    ),
    "parts in small letters": (
        "interviewer: How did you start?\n"
        "\n"
        "respondent: I just began.\n"
        "\n"
        "interviewer: And then?\n"
        "\n"
        "respondent: I went on.\n",
        [("interviewer", None), ("respondent", None), ("interviewer", None), ("respondent", None)],
    ),
    "single letters": (
        "I: How did you start?\n\nR: I just began.\n\nI: And then?\n\nR: I went on.\n",
        [("I", None), ("R", None), ("I", None), ("R", None)],
    ),
    "letter and number": (
        "M1: How did you start?\nF2: I just began.\nM1: And then?\nF2: I went on.\n",
        [("M1", None), ("F2", None), ("M1", None), ("F2", None)],
    ),
    "marks of captions": (
        ">> ANN: How did you start?\n\n>> BOB: I just began.\n\n>> ANN: And then?\n\n>> BOB: I went on.\n",
        [("ANN", None), ("BOB", None), ("ANN", None), ("BOB", None)],
    ),
    "brackets and colon": (
        "[Ann]: How did you start?\n\n[Bob]: I just began.\n\n[Ann]: And then?\n\n[Bob]: I went on.\n",
        [("Ann", None), ("Bob", None), ("Ann", None), ("Bob", None)],
    ),
    "brackets": (
        "[Ann] How did you start?\n\n[Bob] I just began.\n\n[Ann] And then?\n\n[Bob] I went on.\n",
        [("Ann", None), ("Bob", None), ("Ann", None), ("Bob", None)],
    ),
    "capitals alone": (
        "ANN\nHow did you start?\n\nBOB\nI just began.\n\nANN\nAnd then?\n\nBOB\nI went on.\n",
        [("ANN", None), ("BOB", None), ("ANN", None), ("BOB", None)],
    ),
    "colon and tab": (
        "Ann:\tHow did you start?\nBob:\tI just began.\nAnn:\tAnd then?\nBob:\tI went on.\n",
        [("Ann", None), ("Bob", None), ("Ann", None), ("Bob", None)],
    ),
    "office in brackets": (
        "Ann Doe (CEO): How did you start?\n"
        "\n"
        "Bob Roe (Sailor): I just began.\n"
        "\n"
        "Ann Doe (CEO): And then?\n"
        "\n"
        "Bob Roe (Sailor): I went on.\n",
        [("Ann Doe (CEO)", None), ("Bob Roe (Sailor)", None), ("Ann Doe (CEO)", None), ("Bob Roe (Sailor)", None)],
    ),
    "chapters in front": (
        "# Boats\n"
        "\n"
        "00:00 Intro\n"
        "05:10 First boats\n"
        "10:20 The end\n"
        "\n"
        "[00:00:05] Ann: How did you start?\n"
        "\n"
        "[00:00:15] Bob: I just began.\n"
        "\n"
        "[00:06:05] Ann: And then?\n"
        "\n"
        "[00:10:25] Bob: I went on.\n",
        [("Ann", 5.0), ("Bob", 15.0), ("Ann", 365.0), ("Bob", 625.0)],
    ),
    "name, bar, time": (
        "Ann Doe | 00:12\nHow did you start?\n\nBob Roe | 00:15\nI just began.\n\nAnn Doe | 00:20\nAnd then?\n",
        [("Ann Doe", 12.0), ("Bob Roe", 15.0), ("Ann Doe", 20.0)],
    ),
    "time inside bold": (
        "**[00:00:05] Ann:** How did you start?\n"
        "\n"
        "**[00:00:15] Bob:** I just began.\n"
        "\n"
        "**[00:01:05] Ann:** And then?\n",
        [("Ann", 5.0), ("Bob", 15.0), ("Ann", 65.0)],
    ),
    "bold, time, colon": (
        "**Ann** (00:05): How did you start?\n\n**Bob** (00:15): I just began.\n\n**Ann** (01:05): And then?\n",
        [("Ann", 5.0), ("Bob", 15.0), ("Ann", 65.0)],
    ),
    "bold and time": (
        "**Ann** [00:05] How did you start?\n\n**Bob** [00:15] I just began.\n\n**Ann** [01:05] And then?\n",
        [("Ann", 5.0), ("Bob", 15.0), ("Ann", 65.0)],
    ),
    "bold and time in italics": (
        "**Ann Doe** *(00:00:05)*\n"
        "\n"
        "How did you start?\n"
        "\n"
        "**Bob Roe** *(00:00:15)*\n"
        "\n"
        "I just began.\n"
        "\n"
        "**Ann Doe** *(00:01:05)*\n"
        "\n"
        "And then?\n",
        [("Ann Doe", 5.0), ("Bob Roe", 15.0), ("Ann Doe", 65.0)],
    ),
    "linked time": (
        "Ann Doe [(00:00:05)](https://youtube.com/watch?v=x&t=5) How did you start?\n"
        "\n"
        "Bob Roe [(00:00:15)](https://youtube.com/watch?v=x&t=15) I just began.\n"
        "\n"
        "Ann Doe [(00:01:05)](https://youtube.com/watch?v=x&t=65) And then?\n",
        [("Ann Doe", 5.0), ("Bob Roe", 15.0), ("Ann Doe", 65.0)],
    ),
    "heading with time": (
        "## Ann Doe 00:05\n"
        "\n"
        "How did you start?\n"
        "\n"
        "## Bob Roe 00:15\n"
        "\n"
        "I just began.\n"
        "\n"
        "## Ann Doe 01:05\n"
        "\n"
        "And then?\n",
        [("Ann Doe", 5.0), ("Bob Roe", 15.0), ("Ann Doe", 65.0)],
    ),
    "numbered speakers": (
        "SPEAKER_00: How did you start?\n\nSPEAKER_01: I just began.\n\nSPEAKER_00: And then?\n",
        [("SPEAKER_00", None), ("SPEAKER_01", None), ("SPEAKER_00", None)],
    ),
    "range of times first": (
        "[00:00:05.120 - 00:00:07.300] SPEAKER_00: How did you start?\n"
        "[00:00:07.300 - 00:00:09.000] SPEAKER_01: I just began.\n"
        "[00:00:09.5 - 00:00:10.0] SPEAKER_00: And then?\n",
        [("SPEAKER_00", 5.12), ("SPEAKER_01", 7.3), ("SPEAKER_00", 9.5)],
    ),
    "range of times after": (
        "SPEAKER_00 [00:00:05 - 00:00:07]:\n"
        "How did you start?\n"
        "\n"
        "SPEAKER_01 [00:00:07 - 00:00:09]:\n"
        "I just began.\n"
        "\n"
        "SPEAKER_00 [00:00:09 - 00:00:10]:\n"
        "And then?\n",
        [("SPEAKER_00", 5.0), ("SPEAKER_01", 7.0), ("SPEAKER_00", 9.0)],
    ),
    "French": (
        "Journaliste : Comment avez-vous commencé ?\n"
        "\n"
        "Anne Dupont : J'ai juste commencé.\n"
        "\n"
        "Journaliste : Et après ?\n"
        "\n"
        "Anne Dupont : J'ai continué.\n",
        [("Journaliste", None), ("Anne Dupont", None), ("Journaliste", None), ("Anne Dupont", None)],
    ),
    "German": (
        "Frage: Wie haben Sie angefangen?\n\nAntwort: Einfach so.\n\nFrage: Und dann?\n\nAntwort: Ich machte weiter.\n",
        [("Frage", None), ("Antwort", None), ("Frage", None), ("Antwort", None)],
    ),
    "Spanish": (
        "**Periodista:** ¿Cómo empezó?\n"
        "\n"
        "**Ana Pérez:** Empecé sin más.\n"
        "\n"
        "**Periodista:** ¿Y después?\n"
        "\n"
        "**Ana Pérez:** Seguí.\n",
        [("Periodista", None), ("Ana Pérez", None), ("Periodista", None), ("Ana Pérez", None)],
    ),
    "Russian": (
        "Журналист: Как вы начали?\n\nИванова: Просто начала.\n\nЖурналист: А потом?\n\nИванова: Продолжила.\n",
        [("Журналист", None), ("Иванова", None), ("Журналист", None), ("Иванова", None)],
    ),
    "Korean": (
        "기자: 어떻게 시작하셨나요?\n\n김철수: 그냥 시작했습니다.\n\n기자: 그 다음은요?\n\n김철수: 계속했습니다.\n",
        [("기자", None), ("김철수", None), ("기자", None), ("김철수", None)],
    ),
    "Japanese parliament": (
        "○議長（山田太郎君）\u3000これより会議を開きます。\n"
        "\n"
        "○田中花子君\u3000質問します。\n"
        "\n"
        "○議長（山田太郎君）\u3000田中君。\n"
        "\n"
        "○田中花子君\u3000ありがとうございます。\n",
        [("議長（山田太郎君）", None), ("田中花子君", None), ("議長（山田太郎君）", None), ("田中花子君", None)],
    ),
    "Chinese bold": (
        "**主持人：** 欢迎大家。\n\n**王明：** 谢谢。\n\n**主持人：** 我们开始吧。\n\n**王明：** 好的。\n",
        [("主持人", None), ("王明", None), ("主持人", None), ("王明", None)],
    ),
    "Chinese with times": (
        "主持人 00:05\n欢迎大家。\n\n王明 00:10\n谢谢。\n\n主持人 00:15\n我们开始吧。\n",
        [("主持人", 5.0), ("王明", 10.0), ("主持人", 15.0)],
    ),
    "Chinese numbered speakers": (
        "发言人1 00:05\n欢迎大家。\n\n发言人2 00:10\n谢谢。\n\n发言人1 00:15\n我们开始吧。\n",
        [("发言人1", 5.0), ("发言人2", 10.0), ("发言人1", 15.0)],
    ),
    "Arabic": (
        "المذيع: كيف بدأت؟\n\nأحمد: بدأت فقط.\n\nالمذيع: وبعد ذلك؟\n\nأحمد: واصلت.\n",
        [("المذيع", None), ("أحمد", None), ("المذيع", None), ("أحمد", None)],
    ),
    "bold questions": (
        "**Q: How did you start?**\n\nA: I just began, and I went on.\n\n**Q: And then?**\n\nA: I went on, I think.\n",
        [("Q", None), ("A", None), ("Q", None), ("A", None)],
    ),
    "questions and answers": (
        "Q: How did you start?\n\nA: I just began, I suppose.\n\nQ: And then?\n\nA: I went on, as I do.\n",
        [("Q", None), ("A", None), ("Q", None), ("A", None)],
    ),
    "chat with dates": (
        "2021-03-04 12:01:05 <ann> hi\n"
        "2021-03-04 12:01:09 <bob> hello\n"
        "2021-03-04 12:02:00 --> cy (~cy@x) has joined #a\n"
        "2021-03-04 12:02:09 <ann> bye\n",
        [("ann", 43265.0), ("bob", 43269.0), ("ann", 43329.0)],
    ),
    "chat with ISO times": (
        "[2021-03-04T12:01:05] <ann> hi\n[2021-03-04T12:01:09] <bob> hello\n[12:02:09] <ann> bye\n",
        [("ann", 43265.0), ("bob", 43269.0), ("ann", 43329.0)],
    ),
    "chat in columns": (
        "12:01:05\tann\thi\n12:01:09\tbob\thello\n12:02:00\t-->\tcy has joined #a\n12:02:09\tann\tbye\n",
        [("ann", 43265.0), ("bob", 43269.0), ("ann", 43329.0)],
    ),
    "messenger in brackets": (
        "[04/03/2021, 09:15:02] Ann: hi\n[04/03/2021, 09:15:09] Bob: hello\n[04/03/2021, 09:16:02] Ann: \u200ebye\n",
        [("Ann", 33302.0), ("Bob", 33309.0), ("Ann", 33362.0)],
    ),
    "messenger with telephone number": (
        "3/4/21, 9:15 AM - ann: hi\n3/4/21, 9:16 AM - +1 555 0100: hello\n3/4/21, 9:16 AM - ann: bye\n",
        [("ann", 33300.0), ("+1 555 0100", 33360.0), ("ann", 33360.0)],
    ),
    "meeting chat with date": (
        "2021-03-04 09:15:02 From Ann Doe to Everyone:\n"
        "    hi\n"
        "2021-03-04 09:15:09 From Bob Roe to Everyone:\n"
        "    hello\n",
        [("Ann Doe", 33302.0), ("Bob Roe", 33309.0)],
    ),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_speakers_and_times(name: str) -> None:
    text, expected = VARIANTS[name]
    transcript = read_text(text, "x")
    assert [(turn.speaker, turn.start) for turn in transcript.turns] == expected
    assert all(turn.text for turn in transcript.turns)
