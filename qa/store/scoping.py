"""A Scope as SQL over `documents d`, and over the speakers of turns.

All names together are one parameter, as JSON: of parameters, as of conditions in a row, SQLite takes only so many.
"""

from __future__ import annotations

import json

from qa.models import Scope


def documents_where(scope: Scope) -> tuple[str, list[object]]:
    """Condition on `d` for the live documents in scope, speakers left aside, and its parameters."""
    clauses = ["d.state = 'live'"]
    parameters: list[object] = []
    if scope.documents:
        clauses.append("d.path IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(scope.documents))
    # An undated document compares as NULL, and falls out.
    if scope.after:
        clauses.append("d.date >= ?")
        parameters.append(scope.after)
    if scope.before:
        clauses.append("d.date <= ?")
        parameters.append(scope.before)
    return " AND ".join(clauses), parameters


def speakers_where(scope: Scope) -> tuple[str, list[object]]:
    """Condition on `s` for the speakers in scope; TRUE where the scope names none."""
    if not scope.speakers:
        return "TRUE", []
    clause = (
        "(s.label, s.person) IN (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?))"
    )
    return clause, [json.dumps([(who.label, who.person or "") for who in scope.speakers])]
