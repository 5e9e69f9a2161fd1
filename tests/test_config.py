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
    assert Settings.load({}) == Settings(None, Path("index"), None, None, "127.0.0.1", None)
    assert Settings.load({}).folder == Path("seeds")


def test_a_folder_that_was_given_could_not_be_told_from_the_default():
    assert Settings.load({}).seeds is None
    assert Settings.load({}, seeds="seeds").seeds == Settings.load({"QA_SEEDS": "seeds"}).seeds == Path("seeds")
    assert Settings.load({}, seeds="a").folder == Path("a")


def test_a_setting_that_does_not_exist_was_swallowed():
    with pytest.raises(TypeError, match="there is no setting sedes"):
        Settings.load({}, sedes="x", seeds="y")


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


@pytest.mark.parametrize("folder", ["~nobody-of-this-name/seeds", "a\0b", ""])
@pytest.mark.parametrize("name", ["seeds", "index"])
def test_folder_that_can_be_none(folder, name):
    with pytest.raises(InvalidInput, match=f"{name} must be a folder, not "):
        Settings.load({}, **{name: folder})


@pytest.mark.parametrize(
    ("name", "low", "high"), [("port", 0, 65535), ("passage_tokens", 16, 8192), ("llm_context", 512, 10_000_000)]
)
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
    st.sampled_from(
        ["QA_SEEDS", "QA_INDEX", "QA_MODEL", "QA_PASSAGE_TOKENS", "QA_HOST", "QA_PORT"]
        + ["QA_LLM_BASE_URL", "QA_LLM_MODEL", "QA_LLM_API_KEY", "QA_LLM_TIMEOUT", "QA_LLM_CONTEXT"]
    ),
)
def test_any_value_is_a_setting_or_our_error(value, name):
    try:
        settings = Settings.load({name: value})
    except InvalidInput as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(settings.folder, Path) and isinstance(settings.index, Path)


def test_no_language_model_unless_set():
    settings = Settings.load({})
    assert (settings.llm_base_url, settings.llm_model, settings.llm_api_key) == (None, None, None)
    assert (settings.llm_timeout, settings.llm_context) == (30.0, 8192)


def test_the_language_model_is_set_like_the_rest():
    environ = {"QA_LLM_BASE_URL": "http://e/v1", "QA_LLM_MODEL": "e", "QA_LLM_API_KEY": "k", "QA_LLM_TIMEOUT": "2.5"}
    settings = Settings.load({**environ, "QA_LLM_CONTEXT": "4096"}, llm_model="a")
    assert (settings.llm_base_url, settings.llm_model, settings.llm_api_key) == ("http://e/v1", "a", "k")
    assert (settings.llm_timeout, settings.llm_context) == (2.5, 4096)


def test_seconds_at_the_edge():
    for good in ("0.001", 0.2, 30, "3600"):
        assert Settings.load({}, llm_timeout=good).llm_timeout == float(good)
    for bad in (0, -1, "nan", "inf", 3601, "soon", "", "1,5"):
        with pytest.raises(InvalidInput, match="llm_timeout must be seconds above 0, up to 3600, not '"):
            Settings.load({}, llm_timeout=bad)


def test_the_key_is_never_shown():
    settings = Settings.load({"QA_LLM_API_KEY": " sk-secret\n"})
    assert settings.llm_api_key == "sk-secret"
    assert "secret" not in repr(settings) and "secret" not in str(settings) and "secret" not in f"{settings}"
    for bad in ("sk-secret\x07x", "sk-secret\nx", "sk-secrét"):
        with pytest.raises(InvalidInput, match="llm_api_key holds characters") as caught:
            Settings.load({}, llm_api_key=bad)
        assert "secr" not in str(caught.value)
    assert Settings.load({}, llm_api_key="  ").llm_api_key is None
