"""Which encoding from before Unicode a text is in, told by the letters that its languages use most.

A wrong encoding turns text into rare signs, so the share of frequent ones tells them apart after a few sentences.
"""

from __future__ import annotations

from typing import NamedTuple

from qa.patterns import regex

_SAMPLE = 1 << 16
_SIMPLIFIED = frozenset(
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么"
    "之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给"
    "名法间斯知世什两次使身者被高已亲其进此话常与活正感问吗呢吧，。？！：“”"
)
_TRADITIONAL = frozenset(
    "的一是了我不人在他有這個上們來到時大地為子中你說生國年著就那和要她出也得裡後自以會家可下而過天去能對小多然於心學麼"
    "之都好看起發當沒成只如事把還用第樣道想作種開美總從無情己面最女但現前些所同日手又行意動方期它頭經長兒回位分愛老因很給"
    "名法間斯知世什兩次使身者被高已親其進此話常與活正感問嗎呢吧，。？！：「」"
)
_KANA = frozenset(map(chr, range(0x3041, 0x30FD))) | frozenset("、。「」？！")
_HANGUL = frozenset(
    "이다는에의가을를하고은로한지도사기그어인자리나수아해시대라서들일전정있보제과게만으면것부스내거장원주국상오우여까니요네"
    "습했안무말생음성세때저더와신경공동조진"
)
_CYRILLIC = frozenset("оеаинтсрвлкмдпуяызбгчй")
_GREEK = frozenset("αοιετσνηυρπκμλςίόάέή")


class _Charset(NamedTuple):
    """An encoding, the signs that show it, and the share of them among all that is not ASCII."""

    name: str
    frequent: frozenset[str]
    share: float


_CHARSETS = (
    _Charset("gb18030", _SIMPLIFIED, 0.2),
    _Charset("big5hkscs", _TRADITIONAL, 0.2),
    _Charset("cp932", _KANA, 0.35),
    _Charset("euc_jp", _KANA, 0.35),
    _Charset("cp949", _HANGUL, 0.3),
    _Charset("cp1251", _CYRILLIC, 0.7),
    _Charset("koi8_r", _CYRILLIC, 0.7),
    _Charset("cp866", _CYRILLIC, 0.7),
    _Charset("cp1253", _GREEK, 0.6),
)
_UTF16 = tuple(
    _Charset(name, frequent, share)
    for name in ("utf-16-le", "utf-16-be")
    for frequent, share in ((_SIMPLIFIED, 0.2), (_TRADITIONAL, 0.2), (_KANA, 0.35), (_HANGUL, 0.3), (_CYRILLIC, 0.6))
)
_LETTERS = "éèêëàâäáãåçîïíìôöóòõøûüúùñßæœ"
_WESTERN = regex(
    rf"(?<=[a-z])[{_LETTERS}…]|[{_LETTERS}](?=[a-z])|(?<![^\s(])[“‘«„](?=\w)|(?<=[\w.,!?…])[”’»]|(?<=\s)[–—](?=\s)"
)
"""What is most of all that is not ASCII in the languages of western Europe, in its place."""
_ALPHABETS = (_CYRILLIC, _GREEK)
_MIXED = regex(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]")


def guess(data: bytes) -> str | None:
    """The encoding of text that is not UTF-8; None where nothing shows it."""
    return _best(data, _CHARSETS)


def guess_utf16(data: bytes) -> str | None:
    """Which UTF-16 a text is in that bears no mark and is of no Latin script; None where nothing shows it."""
    return _best(data, _UTF16)


def western(data: bytes) -> str:
    """The encoding of text in Latin letters that is not UTF-8: that of Windows, or of the older Macintosh."""
    windows, mac = (len(_WESTERN.findall(data[:_SAMPLE].decode(name, "replace"))) for name in ("cp1252", "mac_roman"))
    return "mac_roman" if mac > windows else "cp1252"


def _best(data: bytes, charsets: tuple[_Charset, ...]) -> str | None:
    sample = data[:_SAMPLE]
    scored = [(score / charset.share, charset.name) for charset in charsets if (score := _score(sample, charset))]
    best, name = max(scored, default=(0.0, None))
    return name if best >= 1 else None


def _score(sample: bytes, charset: _Charset) -> float:
    """Share of the frequent signs, 0 where the bytes do not fit the encoding."""
    text = sample.decode(charset.name, "replace")
    foreign = [char for char in text if char > "\x7f"]
    wrong = foreign.count("\ufffd")
    if wrong > 1 + len(foreign) // 200 or len(foreign) < 4:
        return 0.0
    # Letters of another alphabet make words of their own; accents and quotes of a Latin text do not.
    if charset.frequent in _ALPHABETS and 10 * len(_MIXED.findall(text)) > len(foreign):
        return 0.0
    return sum(char in charset.frequent for char in foreign) / len(foreign)
