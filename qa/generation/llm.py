"""A language model behind an OpenAI-compatible address. The only module that imports openai.

Only the configured address is contacted: no proxy and no other setting is taken from the environment, no redirection
is followed, and of what the client would say of this machine nothing is sent. A reply is read by a thread of its own,
so that a server that stalls, dribbles or never ends holds up nobody for longer than the time set.
"""

from __future__ import annotations

import base64
import itertools
import json
import queue
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

from qa.errors import GeneratorError, InvalidInput
from qa.generation import events
from qa.patterns import regex
from qa.render import shortened

if TYPE_CHECKING:
    from qa.config import Settings
    from qa.protocols import Generator

ANSWER_TOKENS = 512
TOTAL_SECONDS = 180.0
_CHARS_A_TOKEN = 8  # more than any language needs: a reply beyond it comes from a server that does not stop
_LONGEST_PAUSE = 8.0  # seconds; the words themselves are there at once
_NO_KEY = "none"
_SENT = frozenset(
    "host accept accept-encoding connection content-type content-length transfer-encoding authorization "
    "user-agent".split()
)
_HALF_AT_END = regex("[\ud800-\udbff]$")
_HALF = regex("[\ud800-\udfff]")


class OpenAIGenerator:
    """Chat completions of one model at one address.

    Args:
        base_url: of the server; a user and password in it are sent where there is no key, and shown nowhere.
        model: the name by which the server knows the model.
        api_key: where the server wants one.
        timeout: seconds to wait for the server to take the call, and for each next piece.
        context_tokens: how many tokens prompt and answer may have together.
        retries: how often a call is made again after a lost connection, a 429 or a 5xx, with growing pauses.
        total: seconds after which an answer is given up, whatever the server does.

    Raises:
        InvalidInput: `base_url` is no address of a server.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str | None = None,
        *,
        timeout: float = 30.0,
        context_tokens: int = 8192,
        retries: int = 2,
        total: float = TOTAL_SECONDS,
    ) -> None:
        parts = _parts(base_url)
        self._where = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl().rstrip("/")
        self._model = model
        self._authorization = f"Bearer {api_key or _NO_KEY}"
        self._secrets = [api_key] if api_key else []
        if parts.username is not None and not api_key:
            user, password = unquote(parts.username), unquote(parts.password or "")
            encoded = base64.b64encode(f"{user}:{password}".encode()).decode()
            self._authorization = f"Basic {encoded}"
            self._secrets += [encoded, *([password] if password else [])]
        self._timeout = timeout
        self._context_tokens = context_tokens
        self._retries = retries
        self._total = total

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._where!r}, {self._model!r})"

    @property
    def name(self) -> str:
        """What the user called the model."""
        return self._model

    @property
    def context_tokens(self) -> int:
        """How many tokens prompt and answer may have together."""
        return self._context_tokens

    @property
    def answer_tokens(self) -> int:
        """How many tokens of that are kept for the answer."""
        return min(ANSWER_TOKENS, self._context_tokens // 4)

    def stream(self, messages: Sequence[Mapping[str, str]]) -> Iterator[str]:
        """The reply to messages (`role`, `content`), piece by piece; it ends early where it is longer than asked for.

        Raises:
            GeneratorError: openai is not installed, the server cannot be reached, refuses, breaks off, or takes too
                long.
        """
        call = _Call()
        # openai's own exceptions hold the request, its headers, the key: none of them is chained to ours.
        client = self._client(call)
        if isinstance(client, GeneratorError):
            raise client
        threading.Thread(target=self._work, args=(client, messages, call), name="qa-llm", daemon=True).start()
        deadline = time.monotonic() + self._total
        try:
            while True:
                try:
                    piece = call.pieces.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    piece = self._too_long()
                if piece is None:
                    return
                if isinstance(piece, GeneratorError):
                    raise piece
                yield piece
                if time.monotonic() > deadline:
                    raise self._too_long()
        finally:
            call.over.set()

    def _error(self, what: str, then: str) -> GeneratorError:
        return GeneratorError(f"{self._where}: {what}; {then}")

    def _too_long(self) -> GeneratorError:
        return self._error(f"its reply was not complete after {self._total:g} seconds", "try a faster model")

    def _client(self, call: _Call) -> Any:
        """A client of its own for the call, or why there is none."""
        try:
            import openai
        except ImportError:
            return GeneratorError("a language model needs the package openai; pip install -e '.[llm]' in qa's folder")

        def only_what_is_needed(request: Any) -> None:
            # OPENAI_CUSTOM_HEADERS, OPENAI_ORG_ID and the client's account of this machine stay here.
            for header in [name for name in request.headers if name.lower() not in _SENT]:
                del request.headers[header]
            request.headers["authorization"] = self._authorization
            if call.over.is_set():
                raise GeneratorError("given up")

        try:
            return openai.OpenAI(
                base_url=self._where,
                api_key=_NO_KEY,
                default_headers={"Authorization": self._authorization},
                timeout=self._timeout,
                max_retries=self._retries,
                http_client=openai.DefaultHttpxClient(
                    trust_env=False,
                    follow_redirects=False,
                    timeout=self._timeout,
                    event_hooks={"request": [only_what_is_needed], "response": [_wait_for_no_one]},
                ),
            )
        except Exception as error:
            return self._explained(error)

    def _work(self, client: Any, messages: Sequence[Mapping[str, str]], call: _Call) -> None:
        """In the thread: the reply into the queue, and None or what went wrong at its end."""
        try:
            with client, self._begun(client, messages) as stream:
                # Its bytes rather than its records: a record may never end, and be of any size.
                for piece in self._texts(events.data_of(call.while_awaited(stream.response.iter_bytes()))):
                    call.pieces.put(piece)
            call.pieces.put(None)
        except GeneratorError as error:
            # Without the frames of this thread, which hold the client.
            call.pieces.put(GeneratorError(str(error)))
        except Exception as error:
            call.pieces.put(self._explained(error))

    def _begun(self, client: Any, messages: Sequence[Mapping[str, str]]) -> Any:
        """The stream of a completion, without those options that the model does not know: some know neither."""
        options = {"temperature": 0, "max_tokens": self.answer_tokens}
        while True:
            try:
                return client.chat.completions.create(
                    model=self._model, messages=[dict(message) for message in messages], stream=True, **options
                )
            except Exception as error:
                refused = getattr(error, "status_code", None) == 400
                unknown = next((name for name in options if refused and name in str(error)), None)
                if unknown is None:
                    raise
                del options[unknown]

    def _texts(self, data: Iterable[str]) -> Iterator[str]:
        """What the model says, from the events of a stream of chat completions."""
        left = self.answer_tokens * _CHARS_A_TOKEN
        held = ""
        seen = ended = False
        for event in data:
            seen = True
            if event.strip() == "[DONE]":
                ended = True
                break
            text, last = self._delta(event)
            ended = ended or last
            # Half a character, when a server writes one as two escapes in two events.
            text = (held + text).encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
            held = text[-1:] if _HALF_AT_END.search(text) else ""
            text = _HALF.sub("\ufffd", text.removesuffix(held))
            if text:
                yield text[:left]
                left -= len(text)
            if left <= 0:
                return
        if not seen:
            raise self._no_completions()
        if not ended:
            raise self._error("its reply broke off", "ask again, or look at the server's log")

    def _delta(self, event: str) -> tuple[str, bool]:
        """The text of one event, and whether it is the last one that has any."""
        try:
            record = json.loads(event)
            if record.get("error"):
                raise self._error(f"it failed{self._detail(record)}", "look at the server's log")
            choices = record.get("choices") or []
            if not choices:
                return "", False
            text = (choices[0].get("delta") or {}).get("content") or ""
            if not isinstance(text, str):
                raise TypeError
            return text, bool(choices[0].get("finish_reason"))
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
            raise self._no_completions() from None

    def _no_completions(self) -> GeneratorError:
        return self._error("what it sends is no stream of chat completions", "check QA_LLM_BASE_URL: most end in /v1")

    def _explained(self, error: Exception) -> GeneratorError:
        """A foreign exception in one line: what is wrong, where, what to do; never its own text, which may quote us."""
        status = getattr(error, "status_code", None)
        if isinstance(status, int):
            return self._refused(status, getattr(error, "body", None))
        cause: BaseException | None = error
        names: list[str] = []
        while cause is not None and len(names) < 8:
            names.append(type(cause).__name__)
            cause = cause.__cause__ or cause.__context__
        if any("Timeout" in name for name in names):
            what = f"no answer within {self._timeout:g} seconds"
            return self._error(what, "raise QA_LLM_TIMEOUT, or see to the server")
        if "ConnectError" in names:
            return self._error("it cannot be reached", "start the server, or check QA_LLM_BASE_URL")
        if any("Decod" in name for name in names):
            return self._no_completions()
        return self._error(f"the connection failed ({names[-1]})", "look at the server's log")

    def _refused(self, status: int, body: object) -> GeneratorError:
        if status in (401, 403):
            return self._error(f"it refuses the key ({status})", "check QA_LLM_API_KEY")
        if 300 <= status < 400:
            return self._error(f"it points elsewhere ({status})", "set QA_LLM_BASE_URL to the address itself")
        if status == 404:
            return self._error(f"not found (404{self._detail(body)})", "check QA_LLM_BASE_URL and QA_LLM_MODEL")
        if status == 429:
            return self._error("too many requests, or none left (429)", "wait, or see to the account")
        then = "look at the server's log" if status >= 500 else "check QA_LLM_MODEL and QA_LLM_CONTEXT"
        return self._error(f"it answers with error {status}{self._detail(body)}", then)

    def _detail(self, body: object) -> str:
        """What the server says of an error, in one line, without what is secret; empty where it says nothing."""
        if isinstance(body, Mapping):
            body = body.get("error", body)
        if isinstance(body, Mapping):
            body = body.get("message")
        if not isinstance(body, str) or body.lstrip().startswith("<"):  # a page of some server in between
            return ""
        for secret in self._secrets:
            body = body.replace(secret, "…")
        line = shortened(" ".join("".join(char if char.isprintable() else " " for char in body).split()), 160)
        return f": {line}" if line else ""


@dataclass(slots=True)
class _Call:
    """What the reading thread and whoever waits for it share: the pieces, and whether nobody waits any more."""

    pieces: queue.SimpleQueue[str | GeneratorError | None] = field(default_factory=queue.SimpleQueue)
    over: threading.Event = field(default_factory=threading.Event)

    def while_awaited(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """What is read, as long as somebody waits for it."""
        return itertools.takewhile(lambda _: not self.over.is_set(), chunks)


def from_settings(settings: Settings) -> Generator | None:
    """The language model that is set; None where none is.

    Raises:
        InvalidInput: only one of address and model is set, or the address is none.
    """
    if not settings.llm_base_url and not settings.llm_model:
        return None
    if not settings.llm_base_url:
        raise InvalidInput("llm_model is set, but llm_base_url is not; set QA_LLM_BASE_URL to the server's address")
    if not settings.llm_model:
        raise InvalidInput("llm_base_url is set, but llm_model is not; set QA_LLM_MODEL to a model the server has")
    return OpenAIGenerator(
        settings.llm_base_url,
        settings.llm_model,
        settings.llm_api_key,
        timeout=settings.llm_timeout,
        context_tokens=settings.llm_context,
    )


def _wait_for_no_one(response: Any) -> None:
    """Where a server asks for a long pause before the next try, there is none."""
    in_thousandths = response.headers.get("retry-after-ms")
    try:
        pause = float(in_thousandths) / 1000 if in_thousandths else float(response.headers.get("retry-after", 0))
        long = pause > _LONGEST_PAUSE
    except ValueError:  # a date
        long = True
    if long:
        response.headers["x-should-retry"] = "false"


def _parts(base_url: str) -> SplitResult:
    example = "such as http://127.0.0.1:11434/v1"
    try:
        parts = urlsplit(base_url.strip())
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        shown = base_url.rpartition("@")[2]
        raise InvalidInput(f"llm_base_url must be the address of a server, {example}, not {shown!r}")
    if parts.query or parts.fragment:
        raise InvalidInput(f"llm_base_url must end with its path, {example}; give a key as QA_LLM_API_KEY")
    return parts
