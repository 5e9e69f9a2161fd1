"""Regular expressions, compiled when they are first used: a thousand of them would take a second of every start. Pure.

`phrase` reads like what it finds: a space stands for any white space, an apostrophe for either kind, and case makes no
difference.
"""

from __future__ import annotations

import itertools
import re
import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, AnyStr, cast
from weakref import WeakSet

from qa.literals import folded, literals

# What means itself in a phrase: an escape, and a class of characters.
_AS_IT_IS = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])", re.DOTALL)
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")
_FACTS = ("pattern", "flags", "groups", "groupindex")


# So often a pattern is searched for before what its matches hold is worked out, which takes as long.
_OFTEN = 40


class _Regex:
    """Stands for a compiled pattern; from the first use on, its methods are those of the compiled one.

    Where it is often searched for, texts that hold none of what a match would are passed over without a search.
    """

    __slots__ = ("__weakref__", "_compile", *_METHODS, *_FACTS)

    def __init__(self, compile_: Callable[[], re.Pattern[Any]]) -> None:
        self._compile = compile_
        with _making:
            _made.add(self)

    def __getattr__(self, name: str) -> Any:
        # Python asks here only for what is not set yet. Two threads that come at once set the same.
        if name not in _METHODS and name not in _FACTS:
            raise AttributeError(name)
        compiled = self._compile()
        for one in (*_METHODS, *_FACTS):
            setattr(self, one, getattr(compiled, one))
        if isinstance(compiled.pattern, str):
            self.search = _counting(self, compiled)
        return object.__getattribute__(self, name)


def _counting(regex: _Regex, compiled: re.Pattern[str]) -> Callable[..., re.Match[str] | None]:
    """Its search, which is replaced by a quicker one, where there is one, when it has been used often."""
    calls = itertools.count(1)

    def search(text: str, *within: int) -> re.Match[str] | None:
        if next(calls) == _OFTEN:
            held = literals(compiled)
            regex.search = compiled.search if held is None else _passing_over(compiled, held)
        return compiled.search(text, *within)

    return search


def _passing_over(compiled: re.Pattern[str], held: Sequence[str]) -> Callable[..., re.Match[str] | None]:
    """Its search, which is begun only in a text that holds one of the strings."""

    def search(text: str, *within: int) -> re.Match[str] | None:
        plain = _folded(text)
        for one in held:
            if one in plain:
                return compiled.search(text, *within)
        return None

    return search


# The same text is given to one pattern after the other.
_last: tuple[str, str] = ("", "")


def _folded(text: str) -> str:
    global _last
    known, plain = _last
    if known is not text:
        plain = folded(text)
        _last = (text, plain)
    return plain


_made: WeakSet[_Regex] = WeakSet()
_making = threading.Lock()


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern as `re.compile` makes it, once it is used: `re.error` comes no sooner."""
    return cast("re.Pattern[AnyStr]", _Regex(partial(re.compile, text, flags)))


def phrase(text: str) -> re.Pattern[str]:
    r"""A pattern of words: " " finds `\s`, "'" finds "’" as well, outside of classes; case makes no difference."""
    return cast("re.Pattern[str]", _Regex(partial(_of_words, text)))


def compile_all() -> None:
    """Compile what has been made so far: for who would rather wait now than when somebody asks."""
    with _making:
        made = list(_made)
    for one in made:
        one.pattern  # noqa: B018 - what is asked for is compiled


def _of_words(text: str) -> re.Pattern[str]:
    parts = _AS_IT_IS.split(text)
    parts[::2] = [part.replace(" ", r"\s").replace("'", "['’]") for part in parts[::2]]
    return re.compile("".join(parts), re.IGNORECASE)
