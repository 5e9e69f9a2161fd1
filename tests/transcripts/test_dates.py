"""Dates as printed."""

import pytest

from qa.transcripts.dates import date_in_name, find_date, is_only_date


@pytest.mark.parametrize(
    "text",
    [
        "Wed. Jul 24th, 2024",
        "July 24, 2024",
        "JULY 24 2024",
        "24 July 2024",
        "the 24th of July, 2024",
        "24 Jul. 2024",
        "2024-07-24",
        "2024/07/24",
        "2024-07-24T13:12:00Z",
        "24/07/2024",
        "07/24/2024",
        "2024年7月24日",
        "令和六年七月二十四日（水曜日）",
        "令和6年7月24日",
        "2024년 7월 24일 오전 10시",
        "24 июля 2024 года  Москва",
        "24 липня 2024",
        "24 lipca 2024",
        "24. července 2024",
        "24 Ιουλίου 2024",
        "24 Temmuz 2024",
        "24 juli 2024",
        "24 يوليو 2024",
        "Press briefing, July 24, 2024, 1:12 p.m. EST",
    ],
)
def test_known(text: str) -> None:
    assert find_date(text) == "2024-07-24"


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024",
        "2024-02-30",
        "February 31, 2024",
        "31/31/2024",
        "July 2024",
        "10:30",
        "May I, 2024",
        "",
        "1.2.3.2024",
        "令和六年十月四十日",
        "令和元年",
    ],
)
def test_ambiguous_or_impossible_stays_unknown(text: str) -> None:
    assert find_date(text) is None


def test_the_same_day_and_month_is_not_ambiguous() -> None:
    assert find_date("07/07/2024") == "2024-07-07"


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2024-07-24-briefing.txt", "2024-07-24"),
        ("call_20240724.vtt", "2024-07-24"),
        ("2024_07_24.txt", "2024-07-24"),
        ("03-04-2024.txt", None),
        ("20241399.txt", None),
        ("000_510932b8947a7d2c.txt", None),
    ],
)
def test_in_a_file_name(name: str, date: str | None) -> None:
    assert date_in_name(name) == date


def test_nothing_but_a_date() -> None:
    assert is_only_date("Wednesday, July 24, 2024, 1:12 p.m. EST")
    assert not is_only_date("Briefing of July 24, 2024")


def test_years_of_japanese_eras() -> None:
    assert find_date("平成三十一年四月三十日") == "2019-04-30"
    assert find_date("令和元年五月十日") == "2019-05-10"
    assert find_date("昭和二〇年八月十五日") == "1945-08-15"
