"""Who somebody is, as questions ask it, and what people are to each other: "Who is Ann Lee?", "his sister". Pure."""

from __future__ import annotations

from qa.patterns import phrase
from qa.questions.openings import START

WHO_IS = phrase(
    START + r"who(?: (?:is|was)|'s) (?:exactly )?(?P<name>(?!(?:the|a|an|his|her|their|our|your|my|it|this|"
    r"that|he|she|they|in|on|at|for|against|speaking|there|here)\b)[^\W\d_][\w.'’-]*(?: "
    r"[\w.'’-]+){0,3}?)(?: (?:anyway|again|exactly))?[\s?.!]*$"
)
"""A question for who somebody is that goes by a name."""
KIN = frozenset(
    "sister brother wife husband mother father mum mom dad son daughter aunt uncle cousin gran granny grandmother "
    "grandfather grandson granddaughter niece nephew friend neighbour neighbor partner colleague widow".split()
)
"""What somebody is to somebody else."""
