"""Accounts: a file of names and hashed passwords, a line each: `NAME:scrypt$LOG2N$R$P$SALT$KEY`."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import os
import secrets
import stat
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qa.errors import InvalidInput

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1024
_LONGEST_NAME = 64
_LARGEST_FILE = 1 << 20
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS_READ = stat.S_IRGRP | stat.S_IROTH


@dataclass(frozen=True, slots=True)
class Cost:
    """How much work a guess is: scrypt takes 2^log_n · r · 128 bytes, p times."""

    log_n: int = 15
    r: int = 8
    p: int = 3


@dataclass(frozen=True, slots=True)
class Hashed:
    """A password that cannot be read back."""

    cost: Cost
    salt: bytes = field(repr=False)
    key: bytes = field(repr=False)

    @classmethod
    def of(cls, password: str, cost: Cost = Cost()) -> Hashed:
        """Hash a password with a salt of its own."""
        salt = secrets.token_bytes(16)
        return cls(cost, salt, _derived(password, salt, cost))

    def matches(self, password: str) -> bool:
        """Whether this is the password; takes as long where it is not."""
        return hmac.compare_digest(_derived(password, self.salt, self.cost), self.key)

    def __str__(self) -> str:
        cost = self.cost
        return f"scrypt${cost.log_n}${cost.r}${cost.p}${_encoded(self.salt)}${_encoded(self.key)}"


class Accounts:
    """Who may sign in, as the file says when it is read."""

    def __init__(self, hashed: Mapping[str, Hashed]) -> None:
        """Args: the hashed password of each name."""
        self._hashed = dict(hashed)
        # An unknown name must cost what a known one costs, or guessing would find out who has an account.
        cost = max((one.cost for one in self._hashed.values()), key=lambda one: (one.log_n, one.r * one.p))
        self._nobody = Hashed.of(secrets.token_urlsafe(), cost)

    @classmethod
    def load(cls, path: Path, warn: Callable[[str], None]) -> Accounts:
        """Read the file.

        Args:
            path: the file.
            warn: told where other users of the machine can read it.

        Raises:
            InvalidInput: there is none, it cannot be read, holds no account or something else, or others may change it.
        """
        hashed, mode = _read(path)
        if not hashed:
            raise InvalidInput(f"{path} holds no account: `qa account {path} NAME` adds one")
        if os.name == "posix" and mode & _OTHERS_WRITE:
            raise InvalidInput(f"others may write to {path}, and so let themselves in: run `chmod 600 {path}`")
        if os.name == "posix" and mode & _OTHERS_READ:
            warn(f"other users of this machine can read {path}: run `chmod 600 {path}`")
        return cls(hashed)

    def admit(self, name: str, password: str) -> bool:
        """Whether there is such an account with that password; takes as long for a name that is unknown."""
        known = self._hashed.get(name)
        if len(password) > LONGEST_PASSWORD:
            return False
        return (known or self._nobody).matches(password) and known is not None


def save(path: Path, name: str, password: str, cost: Cost = Cost()) -> bool:
    """Add an account to the file, which is made where missing, or give it another password; whether it is new.

    Raises:
        InvalidInput: a name or password that cannot be used, or a file that is no file of accounts.
    """
    _check_name(name)
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput(f"the password is too short: give it at least {SHORTEST_PASSWORD} characters")
    if len(password) > LONGEST_PASSWORD or not password.isprintable():
        raise InvalidInput(f"the password must be printable characters, at most {LONGEST_PASSWORD}")
    hashed = _read(path)[0] if path.exists() else {}
    new = name not in hashed
    _write(path, {**hashed, name: Hashed.of(password, cost)})
    return new


def remove(path: Path, name: str) -> None:
    """Take an account out of the file. Raises InvalidInput where there is none of that name."""
    hashed, _ = _read(path)
    if name not in hashed:
        raise InvalidInput(f"{path} has no account of that name; it has {', '.join(sorted(hashed)) or 'none'}")
    _write(path, {one: key for one, key in hashed.items() if one != name})


def _read(path: Path) -> tuple[dict[str, Hashed], int]:
    """Accounts and mode of the file. No message repeats a line: it may hold a password that was put in by hand."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        raise InvalidInput(f"there is no file of accounts {path}: `qa account {path} NAME` makes one") from None
    except OSError as error:
        raise InvalidInput(f"the file of accounts {path} cannot be read: {error.strerror}") from error
    hashed: dict[str, Hashed] = {}
    try:
        if len(text) > _LARGEST_FILE:
            raise ValueError(f"it has more than {_LARGEST_FILE:,} bytes")
        for number, line in enumerate(text.decode("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                try:
                    name, one = _parsed(line)
                except (ValueError, InvalidInput):
                    raise ValueError(f"line {number} is no account as `qa account` writes it") from None
                if name in hashed:
                    raise ValueError(f"line {number} names an account a second time")
                hashed[name] = one
    except UnicodeDecodeError:
        raise InvalidInput(f"{path} is no file of accounts: it is not text in UTF-8") from None
    except ValueError as error:
        raise InvalidInput(f"{path} is no file of accounts: {error}") from None
    return hashed, mode


def _parsed(line: str) -> tuple[str, Hashed]:
    name, _, rest = line.partition(":")
    _check_name(name)
    scheme, log_n, r, p, salt, key = rest.strip().split("$")
    cost = Cost(int(log_n), int(r), int(p))
    if scheme != "scrypt" or not (1 <= cost.log_n <= 20 and 1 <= cost.r <= 32 and 1 <= cost.p <= 16):
        raise ValueError
    hashed = Hashed(cost, _decoded(salt), _decoded(key))
    if len(hashed.salt) < 8 or len(hashed.key) < 16:
        raise ValueError
    return name, hashed


def _write(path: Path, hashed: Mapping[str, Hashed]) -> None:
    """Replace the file at once, readable by its owner alone."""
    # A link stays one.
    target = path.resolve()
    lines = ["# Accounts of qa: written by `qa account`, read by `qa serve --auth`. Keep it to yourself."]
    lines += [f"{name}:{one}" for name, one in sorted(hashed.items())]
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise InvalidInput(f"the file of accounts {path} cannot be written: {error.strerror}") from error


def _check_name(name: str) -> None:
    if not name or len(name) > _LONGEST_NAME or name != name.strip() or not name.isprintable() or set(name) & set(":#"):
        raise InvalidInput(
            f"a name has 1 to {_LONGEST_NAME} printable characters, no colon, no # and no space at its ends"
        )


def _derived(password: str, salt: bytes, cost: Cost) -> bytes:
    # One letter can be typed as one character or as two, by keyboard and system.
    secret = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    memory = 128 * cost.r * ((1 << cost.log_n) + cost.p + 2) + (1 << 20)
    return hashlib.scrypt(secret, salt=salt, n=1 << cost.log_n, r=cost.r, p=cost.p, maxmem=memory, dklen=32)


def _encoded(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
