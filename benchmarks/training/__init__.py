"""How the learnt parts of `qa` were learnt; README.md says what was run."""
