"""Letters as mail programs save them."""

import pytest

from qa.models import Transcript
from qa.transcripts import read_bytes


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in transcript.turns]


LETTER = """From: Ann Roe <ann@x.example>
To: Bob Poe <bob@x.example>
Subject: The call of 4 March 2021
Date: Fri, 05 Mar 2021 09:12:44 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Content-Transfer-Encoding: quoted-printable

Bob, this is what was said.

LEE: The caf=C3=A9 closes at five.
OKAFOR: That's too early, and every=
body knows it.
LEE: It's the law.
"""
CALL = [
    ("LEE", "The café closes at five."),
    ("OKAFOR", "That's too early, and everybody knows it."),
    ("LEE", "It's the law."),
]


def test_a_letter_was_read_as_it_is_carried() -> None:
    transcript = read_bytes(LETTER.encode(), "call.eml")
    assert said(transcript) == CALL
    assert (transcript.title, transcript.date) == ("The call of 4 March 2021", "2021-03-04")
    assert transcript.asides[0].text.startswith("From: Ann Roe <ann@x.example>\nTo: Bob Poe")


def test_a_letter_in_parts_and_one_that_is_a_page() -> None:
    page = "<p><b>LEE:</b> Who wrote it?</p><p><b>OKAFOR:</b> I did.</p><p><b>LEE:</b> Right.</p>"
    head = "From: a@x.example\nMIME-Version: 1.0\nContent-Type: "
    html = f"{head}text/html; charset=utf-8\n\n<html><body>{page}</body></html>\n"
    assert said(read_bytes(html.encode(), "x.eml"))[1] == ("OKAFOR", "I did.")
    mixed = (
        f'{head}multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/plain; charset=utf-8\n'
        "Content-Transfer-Encoding: base64\n\nTEVFOiBXaG8gd3JvdGUgaXQ/Ck9LQUZPUjogSSBkaWQuCkxFRTogUmlnaHQuCg==\n"
        "--B\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--B--\n"
    )
    assert said(read_bytes(mixed.encode(), "x.eml"))[1] == ("OKAFOR", "I did.")


def test_what_is_no_letter_or_has_no_words_is_read_as_text() -> None:
    text = "From: Ann\nDate: March 4, 2021\n\nANN: Who wrote it?\nBOB: I did.\nANN: Right.\n"
    assert read_bytes(text.encode(), "x.eml").speakers == ("ANN", "BOB")
    empty = read_bytes(b"From: a@x.example\nMIME-Version: 1.0\nContent-Type: text/plain\n\n", "x.eml")
    assert (empty.asides, empty.turns[0].text.startswith("From: a@x.example")) == ((), True)


def letter(kind: str, *parts: tuple[str, str]) -> bytes:
    """A letter in parts, each its type with the words."""
    body = "".join(f"--B\nContent-Type: {held}\n\n{words}\n" for held, words in parts)
    return f'From: a@x.example\nMIME-Version: 1.0\nContent-Type: {kind}; boundary="B"\n\n{body}--B--\n'.encode()


IN_TEXT = "LEE: Who wrote it?\nOKAFOR: I did.\nLEE: Right."
ON_A_PAGE = "<p><b>LEE:</b> Who wrote it?</p><p><b>OKAFOR:</b> I did.</p><p><b>LEE:</b> Right.</p>"
WROTE = [("LEE", "Who wrote it?"), ("OKAFOR", "I did."), ("LEE", "Right.")]


@pytest.mark.parametrize("text", [IN_TEXT, "", " \n"])
@pytest.mark.parametrize("first", ["text/plain", "text/html"])
def test_a_letter_that_says_the_same_twice_is_read_once(text: str, first: str) -> None:
    ways = [("text/plain", text), ("text/html", ON_A_PAGE)]
    ways.sort(key=lambda way: way[0] != first)
    assert said(read_bytes(letter("multipart/alternative", *ways), "x.eml")) == WROTE


def test_what_stands_behind_a_picture_in_a_letter_was_lost() -> None:
    one, label, two = IN_TEXT.rpartition("LEE:")
    text = [("text/plain", one), ("image/png", "x"), ("text/plain", label + two)]
    assert said(read_bytes(letter("multipart/mixed", *text), "x.eml")) == WROTE
    page = [("text/html", ON_A_PAGE), ("text/plain", "OKAFOR: A < B.\n")]
    assert said(read_bytes(letter("multipart/mixed", *page), "x.eml")) == [*WROTE, ("OKAFOR", "A < B.")]
    with_file = [("text/plain", IN_TEXT), ("text/plain\nContent-Disposition: attachment", "BOB: I was there.")]
    assert said(read_bytes(letter("multipart/mixed", *with_file), "x.eml")) == WROTE


def test_a_letter_in_an_unknown_encoding_was_read_as_it_is_carried() -> None:
    data = letter("multipart/mixed", ("text/plain; charset=x-unknown", IN_TEXT))
    assert said(read_bytes(data, "x.eml")) == WROTE


def test_a_head_without_end_took_for_ever() -> None:
    fields = "From: a@x.example\nMIME-Version: 1.0\nX-List:\n" + "                a b\n" * 500
    assert len(read_bytes(f"{fields}no blank line".encode(), "x.eml").turns) == 1
