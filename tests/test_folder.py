"""qa.folder: which files are documents, and when one has changed."""

from __future__ import annotations

import os
import socket
from dataclasses import replace

import pytest

from qa.errors import FolderEmpty, FolderMissing, UnreadableFile
from qa.folder import Found, copies, fingerprint, has_changed, inside, lies_in, scan, source
from qa.models import Source


def put(folder, *names, text="words"):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def documents(folder, leave_out=None):
    found, unreadable = scan(folder, leave_out or folder / "nowhere")
    assert unreadable == []
    return [one.document for one in found]


def test_documents_by_name_with_slashes(tmp_path):
    put(tmp_path, "b.txt", "a.txt", "2024/c.vtt", "2024/may/d.srt", "a/z.txt")
    assert documents(tmp_path) == ["2024/c.vtt", "2024/may/d.srt", "a.txt", "a/z.txt", "b.txt"]


def test_hidden_readme_and_media_are_passed_over(tmp_path):
    put(
        tmp_path, "kept.txt", ".hidden.txt", ".git/config", "sub/.hidden/x.txt", "README", "readme.txt", "sub/ReadMe.MD"
    )
    put(
        tmp_path,
        "talk.mp3",
        "talk.MP4",
        "photo.JPEG",
        "all.zip",
        "sub/kept.mp3.txt",
        "readme-first.txt",
        "unreadme.txt",
    )
    assert documents(tmp_path) == ["kept.txt", "readme-first.txt", "sub/kept.mp3.txt", "unreadme.txt"]


def test_index_inside_the_folder_is_left_out(tmp_path):
    put(tmp_path, "kept.txt", "index/store.sqlite", "sub/index/kept.txt")
    assert documents(tmp_path, tmp_path / "index") == ["kept.txt", "sub/index/kept.txt"]
    assert documents(tmp_path, tmp_path / "sub" / ".." / "index") == ["kept.txt", "sub/index/kept.txt"]


def test_index_left_out_through_a_link(tmp_path):
    put(tmp_path, "seeds/kept.txt", "seeds/index/store.sqlite")
    (tmp_path / "link").symlink_to(tmp_path / "seeds" / "index")
    assert documents(tmp_path / "seeds", tmp_path / "link") == ["kept.txt"]


def test_odd_names(tmp_path):
    names = [
        "a b.txt",
        "Ünï.txt",
        "new\nline.txt",
        "quote'\".txt",
        "王.txt",
        "no-suffix",
        "semi;colon%20.txt",
        "back\\slash",
    ]
    put(tmp_path, *names)
    assert documents(tmp_path) == sorted(names)


def test_name_that_is_no_text_is_named(tmp_path):
    put(tmp_path, "kept.txt")
    (tmp_path / os.fsdecode(b"bad\xff.txt")).write_text("words")
    found, (bad,) = scan(tmp_path, tmp_path / "index")
    assert [one.document for one in found] == ["kept.txt"]
    assert str(bad) == "'bad\\udcff.txt': its name is not UTF-8: rename it"


def test_link_loops_and_broken_links(tmp_path):
    put(tmp_path, "kept.txt", "sub/also.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "absent")
    (tmp_path / "linked.txt").symlink_to(tmp_path / "kept.txt")
    found, unreadable = scan(tmp_path, tmp_path / "index")
    assert [one.document for one in found] == ["kept.txt", "sub/also.txt"]
    assert sorted(one.path for one in unreadable) == ["gone.txt", "self"]


def test_a_link_to_a_file_that_is_gone_says_so(tmp_path):
    put(tmp_path, "kept.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    _, unreadable = scan(tmp_path, tmp_path / "index")
    assert [str(one) for one in unreadable] == ["gone.txt: is a link to a file that is not there"]


def test_pipes_and_sockets_are_named_and_never_read(tmp_path, monkeypatch):
    # Opening a pipe that nobody writes to would wait for ever.
    put(tmp_path, "kept.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        found, unreadable = scan(tmp_path, tmp_path / "index")
    assert [one.document for one in found] == ["kept.txt"]
    assert [str(one) for one in unreadable] == [
        "pipe.txt: is not a regular file",
        "socket.txt: is not a regular file",
    ]


def test_an_index_among_the_transcripts_was_read(tmp_path):
    put(tmp_path, "kept.txt", "old/store.sqlite", "old/.build.lock", "old/lexical/meta.json", "of/store.sqlite")
    found, unreadable = scan(tmp_path, tmp_path / "index")
    assert [one.document for one in found] == ["kept.txt", "of/store.sqlite"]
    assert unreadable == []


def test_folder_that_cannot_be_entered_is_named(tmp_path, monkeypatch):
    put(tmp_path, "kept.txt", "closed/lost.txt")
    scandir = os.scandir

    def refuse(path):
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found, unreadable = scan(tmp_path, tmp_path / "index")
    assert [one.document for one in found] == ["kept.txt"]
    assert [str(one) for one in unreadable] == ["closed: Permission denied"]


def test_transcripts_that_cannot_be_read_were_a_folder_named_by_a_dot(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", os.fspath(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(FolderMissing, match=r"transcripts .* cannot be read \(Permission denied\): give another"):
        scan(tmp_path, tmp_path / "index")


def test_what_lies_in_a_folder_that_cannot_be_read():
    closed = {"a/b", "talk.txt"}
    assert all(lies_in(one, closed) for one in ("a/b/c.txt", "a/b/c/d.txt", "a/b", "talk.txt"))
    assert not any(lies_in(one, closed) for one in ("a/bc.txt", "a/c.txt", "b/c.txt", "talk.txt.txt", "."))
    assert lies_in("a/c.txt", {"."}) and not lies_in("a/c.txt", set())


def test_no_folder_a_file_and_nothing_in_it(tmp_path):
    with pytest.raises(FolderMissing, match="absent does not exist: give another with --seeds"):
        scan(tmp_path / "absent", tmp_path / "index")
    put(tmp_path, "file.txt")
    with pytest.raises(FolderMissing, match="is a file, not a folder"):
        scan(tmp_path / "file.txt", tmp_path / "index")
    put(tmp_path, "empty/README.md", "empty/.hidden", "empty/talk.mp3")
    with pytest.raises(FolderEmpty, match="nothing to index"):
        scan(tmp_path / "empty", tmp_path / "index")


def test_source_has_the_hash_of_the_bytes(tmp_path):
    put(tmp_path, "a.txt", text="abc")
    (found,), _ = scan(tmp_path, tmp_path / "index")
    assert found == Found(tmp_path / "a.txt", "a.txt", fingerprint((tmp_path / "a.txt").stat()), 3)
    known = source(found)
    assert known.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (known.document, known.stat) == ("a.txt", found.stat)
    (tmp_path / "a.txt").unlink()
    with pytest.raises(UnreadableFile, match="a.txt: No such file"):
        source(found)


def test_has_changed(tmp_path):
    put(tmp_path, "a.txt", text="abc")
    (found,), _ = scan(tmp_path, tmp_path / "index")
    known, path = source(found), tmp_path / "a.txt"
    assert not has_changed(tmp_path, known)
    os.utime(path, (1, 1))
    assert not has_changed(tmp_path, known), "touched, the same bytes"
    path.write_text("abd")
    os.utime(path, ns=(0, int(known.stat.split(":")[1])))
    assert has_changed(tmp_path, known), "as long, its time set back"
    path.write_text("abc")
    assert not has_changed(tmp_path, known)
    path.unlink()
    assert has_changed(tmp_path, known)
    path.mkdir()
    assert has_changed(tmp_path, known)


def test_same_stat_is_not_read_again(tmp_path):
    put(tmp_path, "a.txt")
    (found,), _ = scan(tmp_path, tmp_path / "index")
    assert not has_changed(tmp_path, replace(source(found), sha256="0" * 64))


def test_a_linked_folder_is_followed_once(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_text("x")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "archive").symlink_to(elsewhere)
    (seeds / "same").symlink_to(elsewhere)
    assert documents(seeds, tmp_path / "index") == ["archive/a.txt"]


def test_a_link_to_a_file_beside_it_was_a_document_of_its_own_and_one_elsewhere_is(tmp_path):
    put(tmp_path, "outside.txt", "seeds/kept.txt")
    seeds = tmp_path / "seeds"
    (seeds / "again.txt").symlink_to(seeds / "kept.txt")
    (seeds / "in.txt").symlink_to(tmp_path / "outside.txt")
    assert documents(seeds) == ["in.txt", "kept.txt"]


def test_documents_that_hold_the_same_are_named_together():
    sources = [Source(name, sha, "") for name, sha in (("c", "1"), ("a", "1"), ("b", "2"), ("d", "1"))]
    (line,) = copies(sources)
    assert line == "a, c and d hold the same: answers quote and count it once, as a"
    many = copies([Source(f"{name}{n}", str(n), "") for n in range(5) for name in "xy"])
    assert [line.split(" hold")[0] for line in many] == [
        "x0 and y0",
        "x1 and y1",
        "x2 and y2",
        "and 2 more such groups",
    ]


def test_a_path_as_a_shell_completes_it_names_the_document(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("seeds/sub/a.txt", "./seeds/sub/a.txt", str(tmp_path / "seeds" / "sub" / "a.txt"), "seeds//sub/a.txt"):
        assert inside(tmp_path / "seeds", name) == "sub/a.txt"
    for name in ("sub/a.txt", "a.txt", "A title, of 2024", "seeds", "seeds2/a.txt", "../a.txt", ""):
        assert inside(tmp_path / "seeds", name) == name
