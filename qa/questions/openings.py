"""How a question begins before it asks anything: "Ok, and …", "So, please …". Pure."""

START = r"^\W*(?:(?:and|so|but|then|well|now|ok|okay|please)\b[\s,]*)*"
"""The beginning of a pattern: of a question, and of whatever stands before what it asks."""
