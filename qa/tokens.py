"""How long a text is in tokens of `cl100k_base`: budgets for passages and prompts; the only import of tiktoken.

The ranks are a file in this package (`qa/data/`, from tiktoken, MIT licence), because `tiktoken.get_encoding`
downloads them at first use. What an embedding model would cut off is its own tokenizer's business, not this one's.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import QAError

if TYPE_CHECKING:
    import tiktoken

_RANKS = Path(__file__).parent / "data" / "cl100k_base.tiktoken"
_RANKS_SHA256 = "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"
# As published in tiktoken's `tiktoken_ext/openai_public.py`: how text is cut before pairs are merged.
_PATTERN = (
    r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+"
    r"| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"
)


@cache
def _encoding() -> tiktoken.Encoding:
    import tiktoken
    from tiktoken.load import load_tiktoken_bpe

    try:
        ranks = load_tiktoken_bpe(str(_RANKS), expected_hash=_RANKS_SHA256)
    except (OSError, ValueError) as error:
        raise QAError(f"{_RANKS}: the token table is missing or damaged; reinstall qa ({error})") from error
    # No special tokens: a transcript that quotes "<|endoftext|>" is quoting, not ending.
    return tiktoken.Encoding("cl100k_base", pat_str=_PATTERN, mergeable_ranks=ranks, special_tokens={})


def count(text: str) -> int:
    """Number of tokens in `text`."""
    return len(_encoding().encode_ordinary(text))


def counts(texts: Iterable[str]) -> list[int]:
    """Number of tokens in each text."""
    encode = _encoding().encode_ordinary
    return [len(encode(text)) for text in texts]


def truncate(text: str, limit: int) -> str:
    """The longest beginning of `text`, cut between tokens, that has at most `limit` tokens.

    A character whose bytes span the cut is left out, so that the result is always a beginning of `text`.
    """
    encoding = _encoding()
    tokens = encoding.encode_ordinary(text)
    if len(tokens) <= limit:
        return text
    for keep in range(max(limit, 0), 0, -1):
        beginning = encoding.decode_bytes(tokens[:keep]).decode("utf-8", errors="ignore")
        # The end of a text is tokenized unlike its middle, and now and then takes a token more.
        if text.startswith(beginning) and len(encoding.encode_ordinary(beginning)) <= limit:
            return beginning
    return ""
