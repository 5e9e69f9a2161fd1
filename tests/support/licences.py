"""The licences of what is installed, as docs/licences.md lists them: `python -m tests.support.licences`."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[2]
_LONGEST = 60
HEAD = """# Licences

What an installation with all extras is made of, by what each package says of itself. `qa` itself is under the MIT
licence. The list is made by `python -m tests.support.licences`; a test holds it against `constraints.txt`.

| package | version | licence |
| --- | --- | --- |
"""


def licence(name: str) -> str:
    """What a package's metadata calls its licence: the expression, the classifiers, or the first line of the text."""
    about = metadata(name)
    if expression := about.get("License-Expression"):
        return expression
    classified = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or [] if one.startswith("License")]
    if classified:
        return ", ".join(classified)
    lines = (about.get("License") or "").strip().splitlines()
    return lines[0][:_LONGEST] if lines else "not said in its metadata"


def pins() -> dict[str, str]:
    """What is pinned, by name."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(re.findall(r"^([\w.-]+)==(\S+)$", "\n".join(lines), re.MULTILINE))


def table() -> str:
    """The page; what is pinned for other systems, and not installed here, is left out."""
    rows = []
    for name, version in sorted(pins().items()):
        try:
            rows.append(f"| {name} | {version} | {licence(name).replace('|', '/')} |")
        except PackageNotFoundError:
            continue
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table())
