"""Styles and scripts of the page, a file a panel, put together when it is served."""

from __future__ import annotations

import html
from pathlib import Path

HERE = Path(__file__).parent
_EARLY = "early"
_PRINT = "print"
_SIGN_IN = "sign_in"
_WATCH = """
new MutationObserver(() => { for (const watch of qa.watchers) watch(); }).observe(document.body, {
  childList: true, subtree: true, attributes: true, attributeFilter: ['aria-label', 'data-opened'],
});
"""


def styles() -> str:
    """All styles of the window: the page's, then each panel's."""
    own = [path for path in _in_order("css") if path.stem not in {_PRINT, _SIGN_IN}]
    return "\n".join(path.read_text(encoding="utf-8") for path in own)


def scripts() -> str:
    """All scripts as one function, run when the page has loaded."""
    own = [path for path in _in_order("js") if path.stem not in {_EARLY, _SIGN_IN} and not path.stem.endswith("bridge")]
    bodies = [path.read_text(encoding="utf-8") for path in own]
    return "() => {\n" + "\n".join([*bodies, _WATCH]) + "}"


def head() -> str:
    """What stands in the head of the page: the script that runs before all others, and how it is on paper.

    Gradio confines what it is given as styles to a part of the page, which is not what scrolls, nor the ground.
    """
    early = (HERE / f"{_EARLY}.js").read_text(encoding="utf-8")
    paper = (HERE / f"{_PRINT}.css").read_text(encoding="utf-8")
    return f'<script>{early}</script><style media="print">{paper}</style>'


def sign_in() -> str:
    """Styles and script of the form for signing in, as an element: it is shown before the page is, without the page's.

    The form's message is all of it that is ours. No script runs in there, but a style tells when it is loaded.
    """
    css, js = ((HERE / f"{_SIGN_IN}.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return f'<style onload="{html.escape(js)}">{css}</style>'


def bridge(name: str = "bridge") -> str:
    """What lets a script of the page call the server: runs in the scope of the component that does."""
    return (HERE / f"{name}.js").read_text(encoding="utf-8")


def _in_order(kind: str) -> list[Path]:
    """The page's file first: the panels build on it."""
    return sorted(HERE.glob(f"*.{kind}"), key=lambda path: (path.stem != "page", path.name))
