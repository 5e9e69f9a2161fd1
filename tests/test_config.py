"""qa.config: arguments before the environment before defaults, and bad values named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.config import Settings
from qa.errors import InvalidInput


def test_defaults():
    assert Settings.load({}) == Settings()
    assert Settings.load({}) == Settings(Path("seeds"), Path("index"), None, None, "127.0.0.1", None)


def test_environment_before_defaults_and_arguments_before_both():
    environ = {"QA_SEEDS": "/e/seeds", "QA_MODEL": "other", "QA_PORT": "8000", "QA_PASSAGE_TOKENS": "100"}
    settings = Settings.load(environ, seeds="/a/seeds", port=9000, model=None)
    assert settings.seeds == Path("/a/seeds")
    assert settings.port == 9000
    assert (settings.model, settings.passage_tokens) == ("other", 100)
    assert settings.index == Path("index")


def test_the_process_environment_is_read_when_asked(monkeypatch):
    monkeypatch.setenv("QA_HOST", "0.0.0.0")
    assert Settings.load().host == "0.0.0.0"
    monkeypatch.delenv("QA_HOST")
    assert Settings.load().host == "127.0.0.1"


def test_empty_and_foreign_variables_count_nothing():
    assert Settings.load({"QA_PORT": "", "QA_MODEL": "", "QA_SEEDS": "", "QA_NONSENSE": "x", "PORT": "x"}) == Settings()


def test_home_is_expanded(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ann")
    assert Settings.load({"QA_INDEX": "~/index"}).index == Path("/home/ann/index")
    assert Settings.load({}, seeds=Path("~/seeds")).seeds == Path("/home/ann/seeds")


@pytest.mark.parametrize("folder", ["~nobody-of-this-name/seeds", "a\0b"])
def test_folder_that_can_be_none(folder):
    with pytest.raises(InvalidInput, match="seeds must be a folder, not "):
        Settings.load({}, seeds=folder)


@pytest.mark.parametrize(("name", "low", "high"), [("port", 0, 65535), ("passage_tokens", 16, 8192)])
def test_numbers_at_the_edge(name, low, high):
    for good in (low, high, str(low), f" {high} "):
        assert getattr(Settings.load({}, **{name: good}), name) == int(good)
        assert getattr(Settings.load({f"QA_{name.upper()}": str(good)}), name) == int(good)
    for bad in (low - 1, high + 1, "x", "1.5", 20.0, "", "16k", True, "−20"):
        with pytest.raises(InvalidInput, match=f"{name} must be a whole number from {low} to {high}, not '"):
            Settings.load({}, **{name: bad})
    with pytest.raises(InvalidInput, match=name):
        Settings.load({f"QA_{name.upper()}": "much"})


def test_port_nought_is_given():
    assert Settings.load({"QA_PORT": "8000"}, port=0).port == 0


@given(
    st.text(max_size=20),
    st.sampled_from(["QA_SEEDS", "QA_INDEX", "QA_MODEL", "QA_PASSAGE_TOKENS", "QA_HOST", "QA_PORT"]),
)
def test_any_value_is_a_setting_or_our_error(value, name):
    try:
        settings = Settings.load({name: value})
    except InvalidInput as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(settings.seeds, Path) and isinstance(settings.index, Path)
