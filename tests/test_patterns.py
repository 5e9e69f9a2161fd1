"""Patterns that read like what they find, and that cost nothing before they are used."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import qa
from qa.patterns import compile_all, phrase, regex

ROOT = Path(__file__).resolve().parent.parent
MODULES = [one.name for one in pkgutil.walk_packages(qa.__path__, "qa.") if not one.name.startswith("qa.milvus")]


@pytest.mark.parametrize("said", ["I don't know", "i don’t know", "I DON'T\nKNOW", "I don’t\tknow"])
def test_a_phrase_is_found_however_it_is_typed(said):
    assert phrase("i don't know").search(f"Well, {said}.")


def test_a_space_stands_for_one():
    assert not phrase("go on").search("go  on")
    assert phrase("go +on").search("go  on")
    assert phrase("a( b)?c").search("ac")


def test_in_a_class_everything_stands_for_itself():
    name = phrase(r"[\w '-]+")
    assert name.fullmatch("Ann O'Neill")
    assert not name.fullmatch("Ann O’Neill")
    assert not name.fullmatch("Ann\nNeill")
    assert phrase(r"[]' ]").fullmatch("'") and not phrase(r"[]' ]").fullmatch("’")
    assert phrase(r"[^' ]").fullmatch("’")


def test_an_escape_stands_for_itself():
    assert phrase(re.escape("a b")).search("a b")
    assert not phrase(r"\[ '").search("[’")
    assert phrase(r"\[ '").search("[\u00a0’")


def test_a_regex_is_that_of_the_library():
    ours, plain = regex(r"(?P<first>a b)|c", re.MULTILINE), re.compile(r"(?P<first>a b)|c", re.MULTILINE)
    text = "a b, c, A B, a\tb"
    assert ours.findall(text) == plain.findall(text)
    assert [one.span() for one in ours.finditer(text)] == [one.span() for one in plain.finditer(text)]
    assert ours.sub("-", text) == plain.sub("-", text) and ours.split(text) == plain.split(text)
    assert ours.subn("-", text) == plain.subn("-", text)
    assert (ours.pattern, ours.flags, ours.groups, ours.groupindex) == (
        plain.pattern, plain.flags, plain.groups, plain.groupindex,
    )  # fmt: skip
    assert regex(rb"\xff").search(b"\xff")


def test_what_no_pattern_has_is_missed_as_ever():
    with pytest.raises(AttributeError, match="find_all"):
        regex("a").find_all  # noqa: B018 - asking is the test


def test_a_pattern_is_compiled_when_it_is_used():
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("")


def test_all_can_be_compiled_before_they_are_used():
    made = regex("a")
    with pytest.raises(AttributeError):
        object.__getattribute__(made, "search")
    compile_all()
    assert object.__getattribute__(made, "search")("a")


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_compiles(module):
    patterns = list(_patterns(vars(importlib.import_module(module))))
    assert all(isinstance(one.groups, int) for one in patterns)


def test_there_are_patterns_to_compile():
    assert sum(1 for module in MODULES for _ in _patterns(vars(importlib.import_module(module)))) > 700


def test_nothing_is_compiled_when_a_module_is_loaded():
    wrong = []
    for path in sorted((ROOT / "qa").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        inside = {
            id(node)
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            for node in ast.walk(function)
        }
        wrong += [
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile" and id(node) not in inside
        ]
    assert [one for one in wrong if not one.startswith("qa/patterns.py")] == []


def test_the_functions_of_the_library_are_given_no_pattern_of_ours():
    wrong = []
    for path in sorted((ROOT / "qa").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        ours = {
            target.id
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
            if ast.unparse(node.value.func) in ("phrase", "regex")
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        wrong += [
            f"{path.relative_to(ROOT)}:{call.lineno}"
            for call in calls
            if ast.unparse(call.func).startswith("re.") and call.args and ast.unparse(call.args[0]) in ours
        ]
    assert wrong == []


def _patterns(value: object, depth: int = 0):
    """Patterns among a module's values, in tuples and the like."""
    if type(value) is type(regex("")):
        yield value
    elif isinstance(value, dict) and depth < 4:
        for key, one in value.items():
            yield from () if str(key).startswith("__") else _patterns(one, depth + 1)
    elif isinstance(value, list | tuple | set | frozenset) and depth < 4:
        for one in value:
            yield from _patterns(one, depth + 1)


def test_no_match_is_asked_whether_its_pattern_is_one_of_these():
    """It never is: a match has the compiled one, and a file of times made by Whisper was read as plain text so."""
    for path in (ROOT / "qa").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Is | ast.IsNot | ast.Eq | ast.NotEq):
                assert not (isinstance(node.left, ast.Attribute) and node.left.attr == "re"), f"{path}:{node.lineno}"
