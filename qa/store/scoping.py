"""A Scope as SQL over `documents d`, and over the speakers of turns."""

from __future__ import annotations

from qa.models import Scope


def documents_where(scope: Scope) -> tuple[str, list[object]]:
    """Condition on `d` for the live documents in scope, speakers left aside, and its parameters."""
    clauses = ["d.state = 'live'"]
    parameters: list[object] = []
    if scope.documents:
        clauses.append(f"d.path IN ({marks(scope.documents)})")
        parameters.extend(scope.documents)
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
    clause = " OR ".join(["(s.label = ? AND s.person = ?)"] * len(scope.speakers))
    return f"({clause})", [value for who in scope.speakers for value in (who.label, who.person or "")]


def marks(values: tuple[str, ...]) -> str:
    """Question marks for an IN list."""
    return ",".join("?" * len(values))
