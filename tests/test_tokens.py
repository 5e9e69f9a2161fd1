"""qa.tokens: known answers, and truncation that always returns a beginning."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import tokens
from qa.errors import QAError


def test_rank_file_is_the_published_one(repo_root):
    data = (repo_root / "qa/data/cl100k_base.tiktoken").read_bytes()
    assert hashlib.sha256(data).hexdigest() == "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("hello world", 2),
        ("tiktoken is great!", 6),
        ("antidisestablishmentarianism", 6),
        ("2 + 2 = 4", 7),
        ("お誕生日おめでとう", 9),
    ],
)
def test_known_counts(text, expected):
    assert tokens.count(text) == expected


def test_counts_agree_with_count():
    texts = ["hello world", "", "Thank you, Minister."]
    assert tokens.counts(texts) == [tokens.count(text) for text in texts]
    assert tokens.counts([]) == []


def test_special_tokens_are_ordinary_text():
    assert tokens.count("<|endoftext|>") == 7
    assert tokens.truncate("<|endoftext|> and more", 100) == "<|endoftext|> and more"


def test_truncate_known_answers():
    assert tokens.truncate("hello world", 2) == "hello world"
    assert tokens.truncate("hello world", 1) == "hello"
    assert tokens.truncate("hello world", 0) == ""
    assert tokens.truncate("hello world", -3) == ""


def test_truncate_never_splits_a_character():
    # Each of these is several tokens of a few bytes: cutting between them would leave half a character.
    assert tokens.truncate("𝔘𝔫𝔦", 1) == ""
    for limit in range(12):
        assert "\ufffd" not in tokens.truncate("𝔘𝔫𝔦𝔠𝔬𝔡𝔢", limit)


@given(st.text(), st.integers(min_value=0, max_value=40))
def test_truncate_is_a_beginning_within_the_limit(text, limit):
    cut = tokens.truncate(text, limit)
    assert text.startswith(cut)
    assert tokens.count(cut) <= limit


def test_damaged_rank_file_is_our_error(tmp_path, monkeypatch):
    damaged = tmp_path / "ranks.tiktoken"
    damaged.write_bytes(b"IQ== 0\n")
    monkeypatch.setattr(tokens, "_RANKS", damaged)
    tokens._encoding.cache_clear()
    try:
        with pytest.raises(QAError, match="reinstall qa"):
            tokens.count("hello")
        monkeypatch.setattr(tokens, "_RANKS", Path(tmp_path / "absent"))
        with pytest.raises(QAError, match="reinstall qa"):
            tokens.count("hello")
    finally:
        tokens._encoding.cache_clear()


def test_import_loads_nothing_and_counting_needs_no_network(offline_env):
    code = "import sys, qa.tokens; assert 'tiktoken' not in sys.modules; print(qa.tokens.count('hello world'))"
    done = subprocess.run([sys.executable, "-c", code], env=offline_env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "2"
