"""Names made safe, limits kept, and what a dropped file is understood as."""

import io
import unicodedata
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qa import folder as folders
from qa.web.shelf import uploads
from qa.web.shelf.uploads import LARGEST, discard, is_inside, receive, safe_name

TALK = "July 1, 2024\nThe heron inquiry\n\nANN: The heron nests here.\n\nBEN: It does, every year.\n"


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("talk.txt", "talk.txt"),
        ("Gespräch (2).docx", "Gespräch (2).docx"),
        ("会议记录.txt", "会议记录.txt"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\Windows\\system.ini", "system.ini"),
        ("/absolute/talk.txt", "talk.txt"),
        ("..", "transcript"),
        ("", "transcript"),
        (".hidden.txt", "hidden.txt"),
        ("...", "transcript"),
        ("a\0b\x1b\n.txt", "ab.txt"),
        ("invoice\u202etxt.exe", "invoicetxt.exe"),
        ("zero\u200bwidth\ufeff.txt", "zerowidth.txt"),
        ("a  \t b.txt  ", "a b.txt"),
        ("talk.txt. . .", "talk.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("console.txt", "console.txt"),
        ("README.md", "README transcript.md"),
        ('<img src=x onerror="alert(1)">.txt', "_img src=x onerror=_alert(1)__.txt"),
        ("Cafe\u0301.txt", "Café.txt"),
        ("half \ud83d pair.txt", "half � pair.txt"),
    ],
)
def test_names_are_made_safe(given_name, name):
    assert safe_name(given_name) == name


@example("a" * 300 + ".txt")
@example("é" * 200 + "." + "x" * 300)
@given(st.text(st.characters(), max_size=300))
def test_every_name_is_possible_everywhere_and_is_indexed(given_name):
    name = safe_name(given_name)
    assert name
    assert len(name.encode()) <= uploads.LONGEST_NAME + 20
    assert not set(name) & set('/\\<>:"|?*')
    assert not name.startswith((".", " ")) and not name.endswith((".", " "))
    assert all(not unicodedata.category(one).startswith("C") for one in name)
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name) == name


@pytest.fixture
def rooms(tmp_path):
    """Folders: where uploads arrive, where they wait, transcripts, index."""
    made = [tmp_path / name for name in ("arrived", "waiting", "seeds", "index")]
    for one in made[:3]:
        one.mkdir()
    return made


def dropped(rooms, name, content, others=()):
    arrived, waiting, seeds, index = rooms
    upload = arrived / "upload"
    upload.write_bytes(content if isinstance(content, bytes) else content.encode())
    one = receive(upload, name, waiting, seeds, index, others)
    assert not upload.exists(), "what was uploaded is moved, or deleted"
    return one


def test_what_a_transcript_is_understood_as(rooms):
    one = dropped(rooms, "heron.txt", TALK)
    understood = one.understood
    assert (one.name, one.reason, one.present, one.namesake) == ("heron.txt", None, None, None)
    assert (understood.format, understood.title, understood.date) == ("dialogue", "The heron inquiry", "2024-07-01")
    assert (understood.turns, understood.words, understood.speakers) == (2, 8, ("ANN", "BEN"))
    assert (understood.speaker, understood.opening) == ("ANN", "The heron nests here.")
    assert one.path.read_text() == TALK
    discard(one)
    assert not list(rooms[1].iterdir())


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("bad.txt", b"\x00\x01\x02\x03" * 9, "not text (binary data)"),
        ("song.mp3", b"ID3", "sound, video, pictures and archives are no transcripts"),
        ("bundle.zip", b"PK\x03\x04", "sound, video, pictures and archives are no transcripts"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "save it as docx"),
        ("bad.json", b"{", "not valid JSON"),
        ("cut.docx", b"PK\x03\x04[Content_Types].xml", "damaged or cut off"),
    ],
)
def test_what_cannot_be_added_says_why_and_leaves_nothing(rooms, name, content, reason):
    one = dropped(rooms, name, content)
    assert reason in one.reason
    assert one.path is None and one.understood is None
    assert not list(rooms[1].iterdir())


def test_a_file_too_large_is_not_read(rooms):
    upload = rooms[0] / "upload"
    with upload.open("wb") as file:
        file.truncate(LARGEST + 1)
    one = receive(upload, "long.txt", *rooms[1:])
    assert "larger than 50 MB" in one.reason
    assert not upload.exists()


def test_a_docx_that_unpacks_to_gigabytes_is_refused_at_once(rooms):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("word/document.xml", b"")
        for number in range(3):
            archive.writestr(f"word/part{number}.xml", bytes(24 << 20))
    one = dropped(rooms, "bomb.docx", packed.getvalue())
    assert "unpacks to 72 MB" in one.reason


def test_the_same_bytes_are_not_added_twice(rooms):
    (rooms[2] / "below").mkdir()
    (rooms[2] / "below" / "other name.txt").write_text(TALK)
    assert dropped(rooms, "heron.txt", TALK).present == "below/other name.txt"
    first = dropped(rooms, "a.txt", TALK + "More.\n")
    second = dropped(rooms, "b.txt", TALK + "More.\n", [first])
    assert (second.twin, second.present) == (first.key, None)
    assert dropped(rooms, "c.txt", TALK + "More.\n", [first, second]).twin == first.key


def test_a_namesake_is_said_and_the_next_free_name_offered(rooms):
    (rooms[2] / "Heron.TXT").write_text("Something else.")
    (rooms[2] / "heron (2).txt").write_text("And this.")
    one = dropped(rooms, "heron.txt", TALK)
    assert (one.namesake, one.name) == ("Heron.TXT", "heron (3).txt")


def test_only_what_was_uploaded_is_read(tmp_path):
    arrived = tmp_path / "arrived"
    arrived.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    inside = arrived / "a.txt"
    inside.write_text("x")
    (arrived / "link.txt").symlink_to(secret)
    assert is_inside(inside, arrived)
    for path in (secret, arrived / ".." / "secret.txt", arrived / "link.txt", arrived / "none.txt", arrived):
        assert not is_inside(path, arrived)
    assert not is_inside(arrived / "a\0b", arrived)


def test_a_safe_name_is_never_passed_over(rooms):
    for name in (".a.txt", "README", "readme.md", "~$lock.txt"):
        assert dropped(rooms, name, TALK + name).path is not None, name
    found, _ = folders.scan(rooms[1], rooms[1] / "index")
    assert len(found) == 4
