"""Encodings from before Unicode."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.errors import UnreadableFile
from qa.transcripts import read_bytes
from qa.transcripts.charsets import guess
from qa.transcripts.decoding import decode

CHINESE = "记者：您好，请您介绍一下这座桥。\n赵明：好的。我们从那一年开始勘察，前后用了八年时间。\n"
TRADITIONAL = "記者：您好，請您介紹一下這座橋。\n趙明：好的。我們從那一年開始，前後用了八年時間。\n"
JAPANESE = "司会：それでは始めます。\n山田：木を植える案に賛成です。夏はあそこが一番暑いですから。\n"
KOREAN = "기자: 안녕하세요. 이 다리를 소개해 주세요.\n김민수: 네, 우리는 그 해에 공사를 시작했습니다.\n"
RUSSIAN = "Ведущий: Добрый день. Расскажите, пожалуйста, о мосте.\nИванов: Мы начали работу в том году.\n"
GREEK = "Δημοσιογράφος: Καλησπέρα σας. Πώς είστε;\nΜαρία: Πολύ καλά, ευχαριστώ για την πρόσκληση.\n"
FRENCH = "Mme Lefèvre : Bonsoir à tous. La séance est ouverte.\nM. Dubœuf : Merci. L’école, d’abord.\n"
ENGLISH = "MR DOE:  Well – it’s “fine.”\n\nMS ROE:  It isn’t.\n"
PLAIN = "MR DOE:  A café in town, I’d say.\n\nMS ROE:  Naïve.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (CHINESE, "gb18030"),
        (CHINESE, "gbk"),
        (CHINESE, "utf-16-le"),
        (CHINESE, "utf-16-be"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (JAPANESE, "utf-16-le"),
        (KOREAN, "euc_kr"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (RUSSIAN, "utf-16-le"),
        (GREEK, "cp1253"),
        (FRENCH, "cp1252"),
        (ENGLISH, "cp1252"),
        (PLAIN, "cp1252"),
        (ENGLISH, "mac_roman"),
        (FRENCH.replace("œ", "oe").replace("’", "'"), "latin-1"),
    ],
)
def test_round_trip(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x") == text


def test_a_bad_byte_spoils_nothing_else() -> None:
    for text, encoding in ((CHINESE, "utf-8"), (RUSSIAN, "utf-8"), (FRENCH, "utf-8"), (RUSSIAN, "cp1251")):
        data = text.encode(encoding)
        cut = data.index(b"\n")
        found = decode(data[:cut] + b"\xff" + data[cut:], "x")
        assert found.replace("\ufffd", "").replace("я\n", "\n", 1) == text.replace("я\n", "\n", 1)
        assert len(found) == len(text) + 1


def test_text_cut_inside_a_character() -> None:
    assert decode(CHINESE.encode()[:-2], "x").startswith(CHINESE[:-2])
    assert decode(CHINESE.encode("gb18030")[:-2], "x").startswith(CHINESE[:-3])


def test_noise_is_no_language() -> None:
    noise = random.Random(7).randbytes(5000)
    assert guess(noise) is None
    with pytest.raises(UnreadableFile, match="binary"):
        decode(noise, "x")


@given(st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_bytes_give_text_or_one_reason(data: bytes) -> None:
    try:
        text = decode(data, "x")
    except UnreadableFile as error:
        assert error.reason
    else:
        text.encode()
        assert "\r" not in text


@pytest.mark.parametrize("name", ["ISO-8859-0", "windows-1259"])
def test_a_page_that_names_an_encoding_that_does_not_exist(name: str) -> None:
    page = f'<?xml version="1.0" encoding="{name}"?><TEI><p>Good morning, José.</p></TEI>'.encode("latin-1")
    assert "Good morning, José." in read_bytes(page, "x.xml").turns[0].text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"ANN DOE: Good\0 morning.\n\nBOB ROE: Yes.\n\nANN DOE: Shall we?\n\nBOB ROE: We shall.\n", "x.txt"),
        (b'{"turns": [{"speaker": "ANN DOE", "text": "Good\\u0000 morning."}]}', "x.json"),
    ],
)
def test_nul_is_no_character_of_a_text(data: bytes, name: str) -> None:
    turn = read_bytes(data, name).turns[0]
    assert (turn.speaker, turn.text) == ("ANN DOE", "Good morning.")


def test_an_escaped_backslash_before_u0000_is_kept() -> None:
    data = b'{"turns": [{"speaker": "ANN", "text": "C:\\\\u0000"}]}'
    assert read_bytes(data, "x.json").turns[0].text == "C:\\u0000"


@pytest.mark.parametrize(
    ("mark", "printed"),
    [
        ("\u200b", "Ann{}: Are we on?\nTom{}: I think so.\n"),
        ("\u00ad", "An{}n: Are we on?\nTo{}m: I think so.\n"),
        ("\u200e", "{}Ann: Are we on?\n{}Tom: I think so.\n"),
        ("\u2068", "{}Ann: Are we on?\n{}Tom: I think so.\n"),
        ("\u2060", "Ann: Are {}we on?\nTom: I think{} so.\n"),
    ],
    ids="zero-width soft-hyphen left-to-right isolate joiner".split(),
)
def test_a_sign_that_nobody_sees_hid_a_label_or_a_word(mark: str, printed: str) -> None:
    transcript = read_bytes((2 * printed).format(*[mark] * 4).encode(), "x.txt")
    assert [(turn.speaker, turn.text) for turn in transcript.turns][:2] == [
        ("Ann", "Are we on?"),
        ("Tom", "I think so."),
    ]


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85"])
def test_other_line_ends_were_none(end: str) -> None:
    text = "Ann: Are we on?\nTom: I think so.\nAnn: Good.\n".replace("\n", end)
    assert len(read_bytes(text.encode(), "x.txt").turns) == 3
