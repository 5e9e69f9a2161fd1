"""What stands where no conversation has begun."""

from __future__ import annotations

from qa.web.library import Overview
from qa.web.markup import safe
from qa.web.shelf.listing import waiting_line


def welcome_html(overview: Overview, seeds: str) -> str:
    """What this is, and three questions worth asking; where nothing is indexed, how to add transcripts.

    Args:
        overview: what is indexed.
        seeds: the folder to put transcripts into.
    """
    if overview.problem is not None and not overview.empty:
        return f'<div class="qa-welcome"><h2>The library cannot be read</h2><p>{safe(overview.problem)}</p></div>'
    if overview.waiting:
        return (
            '<div class="qa-welcome"><h2>There is nothing to ask yet</h2><p>Nothing is indexed so far. '
            f"{waiting_line(overview.waiting, seeds)}</p>"
            '<p><button type="button" class="qa-open-library">Open the library</button></p></div>'
        )
    if overview.empty:
        return (
            '<div class="qa-welcome"><h2>There is nothing to ask yet</h2><p>The library is empty.</p>'
            "<p>Transcripts may be text, captions, Word, PDF, web pages or JSON. Drop them anywhere on this page, or "
            f"put them into the folder <code>{safe(seeds)}</code> and press “Rebuild index” in the library.</p>"
            '<p><button type="button" class="qa-open-library">Add transcripts</button></p></div>'
        )
    if overview.generation is None:
        return ""
    examples = "".join(
        f'<li><button type="button" class="qa-example qa-ask-this">{safe(one)}</button></li>'
        for one in overview.examples
    )
    listed = f'<ul class="qa-examples" aria-labelledby="qa-worth-asking">{examples}</ul>'
    asking = f'<h3 id="qa-worth-asking">For example</h3>{listed}'
    return (
        '<div class="qa-welcome"><h2>Ask what was said, and by whom</h2>'
        "<p>Every answer is made of quotes, word for word. Follow a number to read the quote where it was said. "
        f"Where nobody said it, that is the answer.</p>{asking if examples else ''}"
        '<p class="qa-keys"><kbd>/</kbd> to ask · <kbd>j</kbd> <kbd>k</kbd> through the citations · '
        "<kbd>Esc</kbd> closes · <kbd>?</kbd> "
        '<button type="button" class="qa-all-keys">all keys</button></p></div>'
    )
