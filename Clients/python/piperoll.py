"""A client of Piperoll, the console server of a collections desk, in one file.

It speaks PRP/1 over TLS and needs nothing but Python 3.9 or later.

    import piperoll

    with piperoll.connect("piperolls://ann@desk.example", cacert="server.pem") as desk:
        account = desk.request("LOOKUP ACCOUNT", "C-20417")
        print(account["balance"], account["currency"])

A refusal is an exception (`Refused`). Money is `decimal.Decimal`, and never a float. A connection
is for one thread. `README.md` beside this file has more; `Protocol/README.md` is the protocol.
"""

from __future__ import annotations

import argparse
import collections
import datetime
import decimal
import getpass
import hashlib
import json
import os
import queue
import re
import secrets
import selectors
import socket
import ssl
import stat
import string
import sys
import threading
import time
import urllib.parse
from types import TracebackType
from typing import (
    Any, Callable, Deque, Dict, Iterable, Iterator, List, Mapping, NamedTuple, NoReturn,
    Optional, Sequence, TextIO, Tuple, Type, Union,
)

__version__ = "0.2.0"
__all__ = [
    "Address", "CertificateRefused", "Connection", "ConnectionLost", "LoginRefused",
    "OutcomeUnknown", "Pending", "PiperollError", "ProtocolFault", "Push", "Refused", "Reply",
    "ReplyReader", "Request", "RequestError", "Row", "Section", "Settings", "SettingsError",
    "Status", "TimedOut", "TrustError", "TryLater", "call_request", "caller_number", "connect", "new_ref",
]

PORT = 7117
"""Where a server listens unless it is told another port."""
LINE_BYTES_MAX = 8192
"""Of a request line or a row, without its end: what the protocol allows."""
BLOCK_BYTES_MAX = 1_048_576
BLOCK_ROWS_MAX = 100_000
LIST_LINES_MAX = 10_000
REPLY_LINE_BYTES_MAX = 1 << 20
"""A longer line is no reply: far above the widest row of a report, far below harm."""
QUIET_SECONDS_MAX = 300.0
"""A session that was silent for so long says PING: the server ends one after 900 seconds."""
RETRY_PAUSES = (0.1, 0.5, 2.0, 5.0)
"""Seconds before each further try to connect: together longer than a restart of a server."""
UNSENT_BYTES_MAX = 1 << 20
"""Requests wait in memory up to this; then `send` waits for the server, as it does for us."""
PIECE_BYTES = 16_384
"""The most that goes into one record of TLS."""
CLOSE_SECONDS = 1.0
"""How long the end of a session may take."""
HOOK_SECONDS = 1.8
"""For `call`, which takes 2 seconds at most: what is left is for starting and ending Python."""
REF_LETTERS = 24
"""Of a reference that is made here: as many as no two will ever share (112 bits)."""
CALL_STATES = ("ringing", "answered", "ended")
"""What becomes of a call, in the protocol's words."""
CALL_ID_BYTES_MAX = 256
"""Of a call's id: what the server takes. A longer one is as well known by its beginning."""
CALLER_NAME_MAX = 64
"""Characters of a caller's name that are sent: the server shows no more."""
WINDOW = 128
"""How many requests from a pipe may be sent before their replies have come."""


# What can go wrong


class PiperollError(Exception):
    """What all errors of this module are."""


class RequestError(PiperollError, ValueError):
    """A value that the protocol cannot carry. Nothing was sent."""


class SettingsError(PiperollError, ValueError):
    """An option, an address, the configuration or a file that is not usable. Nothing was sent."""


class TrustError(PiperollError):
    """The server is not the one that it should be, or nothing says which that is."""


class CertificateRefused(TrustError):
    """The server does not take our certificate."""


class ProtocolFault(PiperollError):
    """What came is not PRP/1. The connection is closed."""


class ConnectionLost(PiperollError):
    """There is no connection, or it ended. The request was not carried out, or it only reads."""


class OutcomeUnknown(ConnectionLost):
    """The connection ended while a write had no reply: it was recorded, or it was not.

    With a `ref`, `Connection.what_happened(ref)` tells, and the same request can be sent again.
    """

    def __init__(self, message: str, ref: Optional[str] = None) -> None:
        super().__init__(message)
        self.ref = ref


class TimedOut(PiperollError):
    """The reply has not come in time. It may still come: `pending.result()` waits again.

    Of a write, `ref` is what `Connection.what_happened` takes.
    """

    def __init__(self, message: str, pending: Optional[Pending] = None) -> None:
        super().__init__(message)
        self.pending = pending
        """The request; nothing where none was sent, as there was no connection."""
        self.ref: Optional[str] = pending.request.ref if pending else None


class Refused(PiperollError):
    """The server refused a request. All of it is in `reply`; the attributes are its usual parts."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        self.code: int = reply.last.code
        self.name: str = reply.last.name
        self.text: str = reply.last.text
        """What it says to people; it may change at any time."""
        fields = reply.fields
        self.rule: Optional[str] = fields.get("rule")
        """The rule that does not allow it."""
        self.key: Optional[str] = fields.get("key")
        """The parameter that is at fault."""
        self.column: Optional[int] = _whole(fields.get("col"))
        """Where in the line that was sent, in bytes from 1."""
        self.row: Optional[int] = _whole(fields.get("row", fields.get("n")))
        """The row of a block or the line of a list, from 1."""
        self.fix: Optional[str] = None
        """What to type instead, if the server can tell."""
        before, mark, line = self.text.partition("; type: ")
        if mark:
            self.fix = line
            self.text = before
        super().__init__(reply.last.line)


class LoginRefused(Refused):
    """530 or 531: the user, the password or the certificate is not taken."""


class TryLater(Refused):
    """4xx: nothing was done. The same request may be sent again after `after` seconds."""

    @property
    def after(self) -> Optional[float]:
        """Seconds; nothing where the server does not say."""
        seconds = self.reply.fields.get("after")
        return float(seconds) if seconds and seconds.replace(".", "", 1).isdigit() else None


def _refusal(reply: Reply) -> Refused:
    code = reply.last.code
    if code in (530, 531):
        return LoginRefused(reply)
    return TryLater(reply) if 400 <= code < 500 and code != 451 else Refused(reply)


def _whole(text: Optional[str]) -> Optional[int]:
    return int(text) if text is not None and text.isascii() and text.isdigit() else None


# Values

Value = Union[str, int, decimal.Decimal, datetime.date, Sequence[Union[str, int, decimal.Decimal]]]
"""What a parameter of a request may be, besides `None`, which leaves a key out.

`True` and `False` are `yes` and `no`. A list is its values with commas between them. A datetime
with a zone is a time of UTC; one without is a day and a time on the clock of whoever it is about.
"""

_AMOUNT = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(_DATE.pattern + r"T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,6}))?Z")
_FORBIDDEN = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_PLAIN = re.compile(r"[^\s\"=<\\]+")


def _amount(text: str) -> decimal.Decimal:
    if not _AMOUNT.fullmatch(text):
        raise ValueError(f"not an amount: {text!r}")
    return decimal.Decimal(text)


def _date(text: str) -> datetime.date:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError(f"not a date such as 2026-11-23: {text!r}")
    return datetime.date(int(match[1]), int(match[2]), int(match[3]))


def _time(text: str) -> datetime.datetime:
    match = _TIME.fullmatch(text)
    if not match:
        raise ValueError(f"not a time such as 2026-11-23T16:46:24Z: {text!r}")
    year, month, day, hour, minute, second = (int(match[group]) for group in range(1, 7))
    micros = int((match[7] or "0").ljust(6, "0"))
    return datetime.datetime(
        year, month, day, hour, minute, second, micros, tzinfo=datetime.timezone.utc)


def _integer(text: str) -> int:
    if not re.fullmatch("-?[0-9]+", text):
        raise ValueError(f"not a whole number: {text!r}")
    return int(text)


class _Values:
    """Texts by name, which can be asked for as what they are.

    The text does not say what it is: `12.50` may be an amount or an account's id. So who reads it
    says that, by the method. Each gives `None` for no value.
    """

    def __init__(self, texts: Mapping[str, Optional[str]]) -> None:
        self._texts = dict(texts)

    def _text(self, name: str) -> Optional[str]:
        return self._texts.get(name)

    def get(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """The text; `default` where there is none."""
        text = self._texts.get(name)
        return default if text is None else text

    def __contains__(self, name: object) -> bool:
        return name in self._texts

    def amount(self, name: str) -> Optional[decimal.Decimal]:
        """Money, a percentage or another number with decimals."""
        text = self._text(name)
        return None if text is None else _amount(text)

    def integer(self, name: str) -> Optional[int]:
        """A count, or the number of an entry."""
        text = self._text(name)
        return None if text is None else _integer(text)

    def date(self, name: str) -> Optional[datetime.date]:
        """A day."""
        text = self._text(name)
        return None if text is None else _date(text)

    def time(self, name: str) -> Optional[datetime.datetime]:
        """A time, in UTC."""
        text = self._text(name)
        return None if text is None else _time(text)


class Row(_Values):
    """A row of a section. `row["name"]` is the text, `None` where there is no value."""

    def _text(self, name: str) -> Optional[str]:
        return self[name]

    def __getitem__(self, column: str) -> Optional[str]:
        try:
            return self._texts[column]
        except KeyError:
            there = ", ".join(self._texts)
            raise KeyError(f"no column {column!r}; there are {there}") from None

    def as_dict(self) -> Dict[str, Optional[str]]:
        """All cells by their columns."""
        return dict(self._texts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and self._texts == other._texts

    def __repr__(self) -> str:
        return f"Row({self._texts!r})"


# Requests


def new_ref() -> str:
    """A reference that no other write has.

    It is of letters alone: digits by chance may be those of a payment card, which no server stores.
    """
    return "py-" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(REF_LETTERS))


def _spelled(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, decimal.Decimal):
        if not value.is_finite():
            raise RequestError(f"{value} is no amount")
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            return value.strftime("%Y-%m-%d/%H:%M")
        moment = value.astimezone(datetime.timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ",".join(_spelled(part) for part in value)
    if isinstance(value, float):
        raise RequestError(f"{value!r} is a float, which no amount is: give decimal.Decimal")
    raise RequestError(f"a value cannot be {type(value).__name__}")


def _checked(text: str, what: str) -> str:
    """The text, if a line can hold it."""
    found = _FORBIDDEN.search(text)
    if found:
        raise RequestError(f"{what} has the control character U+{ord(found[0]):04X} in it")
    if re.search("[\ud800-\udfff]", text):
        raise RequestError(f"{what} is no text: it has half a character in it")
    return text


def _quoted(text: str) -> str:
    """The text as the protocol carries it: bare where that is safe, else a JSON string."""
    if _PLAIN.fullmatch(text) and text != "--" and not text.startswith("@"):
        return text
    return json.dumps(text, ensure_ascii=False)


def _key(name: str) -> str:
    """`as_of` is `as-of`, and `from_` is `from`: Python has words that no name may be."""
    key = name.rstrip("_").replace("_", "-")
    if not re.fullmatch("[A-Za-z][A-Za-z0-9-]*", key):
        raise RequestError(f"{name!r} is no key of the protocol")
    return key


class Request:
    """One request: a line, and perhaps a block of rows.

    `Request("POST PAYMENT", "T-1042", Decimal("500.00"), method="check")` writes it as the protocol
    wants it. A write gets a `ref=` if it has none, so that it can be sent again.
    """

    _READS = frozenset(["LOOKUP", "REPORT", "HELP", "CAPA", "PING", "HELLO", "WATCH"])
    _WRITES = frozenset(["POST", "NOTE"])

    def __init__(self, command: str, /, *arguments: Value, **keys: Optional[Value]) -> None:
        if not re.fullmatch("[A-Za-z]+( [A-Za-z][A-Za-z-]*)*", command):
            raise RequestError(f"{command!r} is no command; give its arguments one by one")
        words = [command]
        for number, argument in enumerate(arguments, 1):
            words.append(_quoted(_checked(_spelled(argument), f"argument {number}")))
        spelled = {
            _key(name): _checked(_spelled(value), f"{_key(name)}=")
            for name, value in keys.items() if value is not None}
        self.verb = command.split(" ")[0].upper()
        if self.verb in self._WRITES and not {"ref", "mode"} & spelled.keys():
            if spelled.get("dry") != "yes":
                spelled["ref"] = new_ref()
        words += [f"{key}={_quoted(value)}" for key, value in spelled.items()]
        self.line = " ".join(words)
        self.block: Optional[List[str]] = None
        self.ref: Optional[str] = spelled.get("ref")
        self.is_tagged = True
        self._is_repeatable = bool(self.ref) or spelled.get("dry") == "yes"

    @classmethod
    def typed(cls, line: str, block: Optional[Sequence[str]] = None) -> Request:
        """A line as somebody has typed it, with its block; nothing is added or changed.

        The lines of the block are as they are sent, without the `.` that ends it.
        """
        request = cls.__new__(cls)
        request.line = line
        request.block = None if block is None else list(block)
        words = list(_words(line))
        if words and words[0].startswith("@"):
            del words[0]
        request.verb = words[0].upper() if words else ""
        keys = dict(word.split("=", 1) for word in words if "=" in word)
        keys = {key.lower(): value for key, value in keys.items()}
        request.ref = keys.get("ref", "").strip('"') or None
        request.is_tagged = False
        request._is_repeatable = bool(request.ref) or keys.get("dry", "").lower() == "yes"
        if block is not None and not request._is_repeatable:
            request._is_repeatable = _rows_have_refs(block)
        return request

    @classmethod
    def rows(
        cls, command: str, rows: Iterable[Mapping[str, Optional[Value]]],
        keys: Mapping[str, Optional[Value]],
    ) -> Request:
        """A write with a block, a mapping for each row. A row without `ref` gets one."""
        given = [{_key(name): value for name, value in row.items()} for row in rows]
        if not given:
            raise RequestError("there are no rows")
        if len(given) > BLOCK_ROWS_MAX:
            raise RequestError(f"{len(given)} rows; a block takes {BLOCK_ROWS_MAX}: send several")
        for row in given:
            if row.get("ref") is None:
                row["ref"] = new_ref()
        columns = list(dict.fromkeys(name for row in given for name in row))
        lines = ["\t".join(columns)]
        for number, row in enumerate(given, 1):
            lines.append("\t".join(_cell(row.get(name), number, name) for name in columns))
        request = cls(command, **dict(keys, mode=keys.get("mode") or "each"))
        request.line += " <<"
        request.block = ["." + line if line.startswith(".") else line for line in lines]
        request._is_repeatable = True
        return request

    @property
    def untagged(self) -> str:
        """The line without a tag that somebody has typed."""
        return re.sub(r"^[ \t]*@\S+[ \t]+", "", self.line)

    @property
    def is_read(self) -> bool:
        """Whether it changes nothing in the book."""
        return self.verb in self._READS

    @property
    def is_repeatable(self) -> bool:
        """Whether it can be sent twice without harm: it reads, or it has a `ref=`."""
        return self.is_read or self._is_repeatable

    def data(self, tag: Optional[str] = None) -> bytes:
        """What is sent, to the end of its last line."""
        line = f"@{tag} {self.untagged}" if tag else self.line
        lines = [line] if self.block is None else [line, *self.block, "."]
        try:
            encoded = [text.encode("utf-8", "surrogateescape") for text in lines]
        except UnicodeEncodeError:
            raise RequestError("the request is no text: it has half a character in it") from None
        if self.is_tagged:
            for number, one in enumerate(encoded):
                if len(one) > LINE_BYTES_MAX:
                    where = f"row {number - 1}" if number else "the request"
                    raise RequestError(
                        f"{where} has {len(one)} bytes; a line takes {LINE_BYTES_MAX}")
            if sum(len(one) + 1 for one in encoded[1:]) > BLOCK_BYTES_MAX:
                raise RequestError(f"a block takes {BLOCK_BYTES_MAX} bytes: send several")
        return b"\n".join(encoded) + b"\n"


def _cell(value: Optional[Value], row: int, name: str) -> str:
    if value is None:
        return "\\N"
    text = _checked(_spelled(value), f"row {row}, {name}")
    return text.replace("\\", "\\\\").replace("\t", "\\t") or "\\N"


_WORD = re.compile(r'(?:[^\s"=]+=)?"(?:[^"\\]|\\.)*"|[^ \t\r]+')


def _words(line: str) -> Iterator[str]:
    """The words of a typed line, up to its free text."""
    for match in _WORD.finditer(line.lstrip("\ufeff")):
        if match[0] == "--":
            return
        yield match[0]


def _opens_block(line: str) -> bool:
    return re.split("[ \t]+", line.rstrip(" \t\r"))[-1] == "<<"


def _rows_have_refs(block: Sequence[str]) -> bool:
    if not block:
        return False
    columns = [name.strip().lower() for name in block[0].rstrip("\r").split("\t")]
    if "ref" not in columns:
        return False
    at = columns.index("ref")
    rows = [line.rstrip("\r").split("\t") for line in block[1:] if line.strip()]
    return all(len(row) > at and row[at] not in ("", "\\N") for row in rows)


# Replies


class Status(_Values):
    """A status line: `[@tag] NNN[+] NAME key=value... ; text`."""

    _HEAD = re.compile(r"(?:@(\S+) )?([1-9][0-9]{2})(\+?)(?: ([A-Za-z0-9-]+))?(?= |$)")
    _FIELD = re.compile(r' +([A-Za-z][A-Za-z0-9-]*)=("(?:[^"\\]|\\.)*"|[^ ]*)')
    _OTHER = re.compile(" +[^ ]+")

    def __init__(self, line: str) -> None:
        head = self._HEAD.match(line)
        if not head:
            raise ProtocolFault(f"the server does not speak PRP/1: {line[:80]!r}")
        self.line = line
        """As it came, without its end; of a block's last line, without the `. `."""
        self.tag: Optional[str] = head[1]
        self.code = int(head[2])
        self.has_block = bool(head[3])
        self.name: str = head[4] or ""
        self.text = ""
        """What it says to people."""
        self.fields: Dict[str, str] = {}
        at = head.end()
        while at < len(line):
            field = self._FIELD.match(line, at)
            if field:
                self.fields[field[1]] = self._value(field[2])
                at = field.end()
            elif line.startswith(" ; ", at) or line[at:] == " ;":
                self.text = line[at + 3:]
                break
            else:
                # Something that a later version adds.
                other = self._OTHER.match(line, at)
                at = other.end() if other else len(line)
        super().__init__(self.fields)

    @staticmethod
    def _value(text: str) -> str:
        if not text.startswith('"'):
            return text
        try:
            value = json.loads(text, strict=False)
        except ValueError:
            raise ProtocolFault(f"a value that is no JSON string: {text[:80]}") from None
        return str(value)


class Section(NamedTuple):
    """A part of a block: its name, its columns and its rows."""

    name: str
    columns: Tuple[str, ...]
    rows: List[Row]


class Reply(_Values):
    """A whole reply. `reply["balance"]` is a value of its status lines, which must be there."""

    def __init__(self, first: Status, lines: Sequence[str] = (), last: Optional[Status] = None):
        self.first = first
        self.last = last or first
        """The status line that says what came of it: of a block the last one."""
        self.lines: List[str] = list(lines)
        """The lines of the block, without the dots that the protocol adds in front."""
        self.fields: Dict[str, str] = {**self.first.fields, **self.last.fields}
        """The keys of both status lines."""
        self._sections: Optional[List[Section]] = None
        super().__init__(self.fields)

    def __getitem__(self, key: str) -> str:
        try:
            return self.fields[key]
        except KeyError:
            there = ", ".join(self.fields)
            raise KeyError(f"no key {key!r}; there are {there}") from None

    @property
    def code(self) -> int:
        """Of the last status line, or of the first where the last is a plain 200."""
        return self.last.code if self.last.code != 200 else self.first.code

    @property
    def name(self) -> str:
        """The word for the code."""
        return self.last.name if self.last.code != 200 else self.first.name

    @property
    def is_refused(self) -> bool:
        """Whether it is a refusal; of a block, of some of its rows too."""
        return self.last.code >= 400

    @property
    def is_pending(self) -> bool:
        """Whether it, or a row of it, waits for another user's approval."""
        return self.code == 264 or "pending" in self.fields

    @property
    def format(self) -> str:
        """`tsv`, `jsonl`, `table` or `text`: how its block is written; `""` where it has none."""
        return self.first.fields.get("fmt", "tsv") if self.first.has_block else ""

    @property
    def sections(self) -> List[Section]:
        """The parts of the block, of a reply in tsv or jsonl."""
        if self._sections is None:
            if self.format == "tsv":
                self._sections = _tsv_sections(self.lines)
            elif self.format == "jsonl":
                self._sections = _jsonl_sections(self.lines)
            elif self.format == "":
                self._sections = []
            else:
                raise ValueError(
                    f"a reply in fmt={self.format} has lines and no rows; ask with fmt=tsv")
        return self._sections

    def rows(self, section: Optional[str] = None) -> List[Row]:
        """The rows of a section, or those of all where none is named."""
        return [
            row for one in self.sections if section in (None, one.name) for row in one.rows]

    @property
    def verbatim(self) -> List[str]:
        """All its lines, as they are shown to people."""
        if not self.first.has_block:
            return [self.first.line]
        return [self.first.line, *self.lines, ". " + self.last.line]

    def __repr__(self) -> str:
        return f"<Reply {self.last.line}>"


def _tsv_sections(lines: Sequence[str]) -> List[Section]:
    sections: List[Section] = []
    rest = iter(lines)
    for line in rest:
        if line.startswith("# "):
            header = next(rest, None)
            if header is None:
                raise ProtocolFault(f"section {line[2:]} has no header row")
            sections.append(Section(line[2:], tuple(header.split("\t")), []))
        elif not sections:
            raise ProtocolFault(f"a row that is in no section: {line[:80]!r}")
        else:
            section = sections[-1]
            cells = line.split("\t")
            if len(cells) != len(section.columns):
                raise ProtocolFault(
                    f"a row of {section.name} has {len(cells)} cells for "
                    f"{len(section.columns)} columns")
            section.rows.append(Row(dict(zip(section.columns, map(_cell_text, cells)))))
    return sections


_ESCAPES = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\", "\\#": "#"}


def _cell_text(cell: str) -> Optional[str]:
    if "\\" not in cell:
        return cell
    if cell == "\\N":
        return None
    try:
        return re.sub(r"\\.?", lambda found: _ESCAPES[found[0]], cell)
    except KeyError as unknown:
        raise ProtocolFault(f"an escape that tsv does not have: {unknown}") from None


def _jsonl_sections(lines: Sequence[str]) -> List[Section]:
    sections: List[Section] = []
    for line in lines:
        try:
            # Numbers stay as they are written, so that all formats come to the same.
            row = json.loads(line, parse_int=str, parse_float=str, strict=False)
            name = row.pop("section")
        except (ValueError, KeyError, AttributeError, TypeError):
            raise ProtocolFault(f"not a row of jsonl: {line[:80]!r}") from None
        values = [name, *row.values()]
        if any(value is not None and not isinstance(value, str) for value in values):
            raise ProtocolFault(f"not a row of jsonl: {line[:80]!r}")
        if not sections or sections[-1].name != name:
            sections.append(Section(name, tuple(row), []))
        sections[-1].rows.append(Row(row))
    return sections


class Push(NamedTuple):
    """A line that nobody asked for: what WATCH has asked to be told of."""

    type: str
    """`PAID`, `CALL` and so on. `LOST`: so many were lost, `n`; without `n` nobody knows how many,
    because the connection ended and was made again."""
    fields: Dict[str, str]

    @property
    def seq(self) -> Optional[int]:
        """Its number in the session."""
        return _whole(self.fields.get("seq"))


class ReplyReader:
    """Cuts what comes into replies and pushes, however its bytes are split.

    It looks at no verb and no code: a `+` opens a block, a line that begins with one dot ends it.
    """

    def __init__(self) -> None:
        self._partial = bytearray()
        self._first: Optional[Status] = None
        self._lines: List[str] = []

    @property
    def is_idle(self) -> bool:
        """Whether nothing half-read is held."""
        return not self._partial and self._first is None

    def feed(self, data: bytes) -> List[Union[Reply, Push]]:
        """Takes bytes, and gives what they complete."""
        done: List[Union[Reply, Push]] = []
        start = 0
        while True:
            end = data.find(b"\n", start)
            if end < 0:
                break
            self._partial += data[start:end]
            start = end + 1
            line = bytes(self._partial)
            self._partial.clear()
            self._check(len(line))
            self._take(line[:-1] if line.endswith(b"\r") else line, done)
        self._partial += data[start:]
        self._check(len(self._partial))
        return done

    @staticmethod
    def _check(count: int) -> None:
        if count > REPLY_LINE_BYTES_MAX:
            raise ProtocolFault(f"a line of more than {REPLY_LINE_BYTES_MAX} bytes")

    def _take(self, data: bytes, done: List[Union[Reply, Push]]) -> None:
        try:
            line = data.decode("utf-8")
        except UnicodeDecodeError:
            raise ProtocolFault(f"a line that is not UTF-8: {data[:80]!r}") from None
        if self._first is None:
            if line.startswith("* "):
                done.append(_push(line))
                return
            status = Status(line)
            if status.has_block:
                self._first = status
            else:
                done.append(Reply(status))
        elif not line.startswith("."):
            self._lines.append(line)
        elif line.startswith(". "):
            done.append(Reply(self._first, self._lines, Status(line[2:])))
            self._first = None
            self._lines = []
        else:
            self._lines.append(line[1:])


def _push(line: str) -> Push:
    # It is written as a status line is, with `*` in the place of the code.
    status = Status("200 " + line[2:])
    return Push(status.name, status.fields)


# Who the server is


class Address(NamedTuple):
    """Where a server is, and who talks to it: `piperolls://user@host:port`."""

    host: str
    port: int
    user: Optional[str]

    @classmethod
    def parse(cls, url: str) -> Address:
        """Raises `SettingsError`."""
        wanted = "an address is piperolls://user@host:port, with or without user@ and :port"
        text = url if "://" in url else "piperolls://" + url
        parts = urllib.parse.urlsplit(text)
        try:
            port = parts.port
        except ValueError:
            port = 0
        if parts.scheme != "piperolls" or not parts.hostname or port == 0:
            raise SettingsError(f"{url}: {wanted}")
        if parts.path.strip("/") or parts.query or parts.fragment:
            raise SettingsError(f"{url}: {wanted}")
        if parts.password is not None:
            raise SettingsError("a password does not belong into an address: other programs see it")
        user = urllib.parse.unquote(parts.username) if parts.username else None
        return cls(parts.hostname, port or PORT, user)

    @property
    def host_and_port(self) -> str:
        """As known_hosts has it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def _fingerprint(text: str) -> bytes:
    """The digest in `SHA256:a4:79:...`; colons and case do not matter. Raises `SettingsError`."""
    kind, _, digits = text.partition(":")
    digits = digits.replace(":", "")
    if kind.upper() != "SHA256" or not re.fullmatch("[0-9A-Fa-f]{64}", digits):
        raise SettingsError("a fingerprint is SHA256: and 64 hexadecimal digits")
    return bytes.fromhex(digits)


def _shown(digest: bytes) -> str:
    return "SHA256:" + digest.hex(":")


def _public_key(certificate: bytes) -> bytes:
    """The SubjectPublicKeyInfo of a certificate, both in DER (RFC 5280, 4.1)."""

    def element(at: int) -> Tuple[int, int]:
        """Where the contents of the element there begin and end."""
        length = certificate[at + 1]
        at += 2
        if length & 0x80:
            count = length & 0x7F
            length = int.from_bytes(certificate[at:at + count], "big")
            at += count
        return at, at + length

    at, _ = element(0)
    at, _ = element(at)
    # [0] is the version, and may be left out. Then come the serial number, the algorithm, the
    # issuer, the validity and the subject.
    for _ in range(6 if certificate[at] == 0xA0 else 5):
        _, at = element(at)
    _, end = element(at)
    return certificate[at:end]


class _Trust:
    """What says that a server is the right one: authorities, or fingerprints."""

    def __init__(
        self, address: Address, cacert: Optional[str], trust: Optional[str],
        known_hosts: Optional[str],
    ) -> None:
        if cacert and trust:
            raise SettingsError("give either trust or cacert, not both")
        self._cacert = cacert
        self._pins: List[bytes] = []
        self._where = "trust"
        if cacert:
            return
        if trust:
            self._pins = [_fingerprint(trust)]
        elif known_hosts:
            self._where = known_hosts
            self._pins = _known(known_hosts, address)

    def context(self, cert: Optional[str], key: Optional[str]) -> ssl.SSLContext:
        """Of TLS, with a client certificate."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        if self._cacert:
            # A server's own certificate is trusted too, whoever signed it. That is OpenSSL's
            # X509_V_FLAG_PARTIAL_CHAIN, which ssl names from Python 3.10 on.
            context.verify_flags |= ssl.VerifyFlags(0x80000)
            context.hostname_checks_common_name = False
            _load(self._cacert, lambda: context.load_verify_locations(self._cacert))
        else:
            # The fingerprint is compared before the first byte is sent.
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        if cert:
            _load(cert, lambda: context.load_cert_chain(cert, key, _no_passphrase))
        return context

    def check(self, certificate: Optional[bytes], address: Address) -> None:
        """Compares the fingerprint. Raises `TrustError`."""
        if self._cacert:
            return
        if not certificate:
            raise TrustError("the server shows no certificate")
        key = hashlib.sha256(_public_key(certificate)).digest()
        # Up to 0.2.0 the fingerprint was that of the whole certificate.
        if {key, hashlib.sha256(certificate).digest()} & set(self._pins):
            return
        name = address.host_and_port
        if self._pins:
            raise TrustError(
                f"{name} has another key than {self._where} says: it shows {_shown(key)}. Somebody "
                "may be listening in, or the server got a new key; ask whoever runs it")
        raise TrustError(
            f"{name} is not known. It shows {_shown(key)}. Compare that with what `piperolld init` "
            "printed; if it is the same, give it as trust (--trust, or trust= in the config)")


def _no_passphrase() -> str:
    raise SettingsError("the key has a passphrase; a program cannot type it")


def _load(file: str, load: Callable[[], None]) -> None:
    try:
        load()
    except ssl.SSLError as error:
        raise SettingsError(f"{file}: not usable as PEM: {_reason(error)}") from None
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror or error}") from None


def _known(file: str, address: Address) -> List[bytes]:
    """What a file of lines `host:port SHA256:...` says of a server."""
    text = _text_of(file, is_secret=False)
    digests: List[bytes] = []
    for number, line in enumerate((text or "").split("\n"), 1):
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        try:
            name, shown = words
            digest = _fingerprint(shown)
        except ValueError:
            raise SettingsError(f"{file}: line {number} is not `host:port SHA256:...`") from None
        if name == address.host_and_port:
            digests.append(digest)
    return digests


def _text_of(file: str, is_secret: bool) -> Optional[str]:
    """A small file; nothing where there is none. What others may read or change is refused."""
    try:
        with open(file, "rb") as stream:
            status = os.fstat(stream.fileno())
            # Windows has rights of another kind, which its folders for users already set.
            if os.name == "posix" and stat.S_ISREG(status.st_mode):
                if status.st_uid not in (os.getuid(), 0):
                    raise SettingsError(f"{file} belongs to somebody else")
                if status.st_mode & (0o077 if is_secret else 0o022):
                    mode = "600" if is_secret else "go-w"
                    raise SettingsError(f"others have rights on {file}; type: chmod {mode} {file}")
            return stream.read(1 << 20).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise SettingsError(f"{file} is no text in UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror or error}") from None


# The connection


class _Deadline:
    """A moment by which something must have happened, or never."""

    def __init__(self, seconds: Optional[float]) -> None:
        self._moment = None if seconds is None else time.monotonic() + seconds

    @property
    def left(self) -> Optional[float]:
        """Seconds; nothing for never."""
        return None if self._moment is None else max(0.0, self._moment - time.monotonic())

    @property
    def is_over(self) -> bool:
        return self.left == 0.0


def _reason(error: Exception) -> str:
    """What an error of the system or of TLS says, without its numbers."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    if isinstance(error, ssl.SSLError) and error.reason:
        return error.reason.lower().replace("_", " ")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


class _Wire:
    """One TLS connection. It reads whenever it writes, so that neither side waits for the other."""

    def __init__(self, link: socket.socket, context: ssl.SSLContext, host: str) -> None:
        self._link = link
        link.setblocking(False)
        self._incoming = ssl.MemoryBIO()
        self._outgoing = ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=host)
        self._plain = bytearray()
        self._cipher = bytearray()
        self.queued = 0
        """All bytes that were ever to be sent."""
        self.has_ended = False
        """Whether the other side has ended it."""
        self._selector = selectors.DefaultSelector()
        self._selector.register(link, selectors.EVENT_READ)

    @classmethod
    def open(cls, address: Address, context: ssl.SSLContext, deadline: _Deadline) -> _Wire:
        """Connects and agrees on TLS. Raises `ConnectionLost`, `TimedOut` or `TrustError`."""
        if deadline.is_over:
            raise TimedOut(f"{address.host_and_port} does not answer in time")
        try:
            link = socket.create_connection((address.host, address.port), deadline.left)
            link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except socket.timeout:
            raise TimedOut(f"{address.host_and_port} does not answer") from None
        except OSError as error:
            raise ConnectionLost(f"{address.host_and_port}: {_reason(error)}") from None
        wire = cls(link, context, address.host)
        try:
            wire._handshake(deadline)
        except ssl.SSLCertVerificationError as error:
            wire.close()
            raise TrustError(f"{address.host_and_port} is not trusted: {_reason(error)}") from None
        except ssl.SSLError as error:
            wire.close()
            raise _tls_ended(address, error) from None
        except OSError as error:
            wire.close()
            raise ConnectionLost(f"{address.host_and_port}: no TLS: {_reason(error)}") from None
        except BaseException:
            wire.close()
            raise
        return wire

    def _handshake(self, deadline: _Deadline) -> None:
        while True:
            try:
                self._tls.do_handshake()
                return
            except ssl.SSLWantReadError:
                pass
            finally:
                self._cipher += self._outgoing.read()
            if self.has_ended:
                raise ConnectionLost("the server ended the connection before TLS was agreed on")
            if deadline.is_over:
                raise TimedOut("the server does not agree on TLS in time")
            self._move(deadline.left)

    @property
    def certificate(self) -> Optional[bytes]:
        """The server's, in DER."""
        return self._tls.getpeercert(binary_form=True)

    @property
    def given(self) -> int:
        """How many bytes TLS has taken: what lies behind them was surely not sent."""
        return self.queued - len(self._plain)

    @property
    def unsent(self) -> int:
        return len(self._plain)

    def queue(self, data: bytes) -> None:
        """To be sent by `step`."""
        self._plain += data
        self.queued += len(data)

    def step(self, seconds: Optional[float], waker: Optional[socket.socket] = None) -> bytes:
        """Sends and receives what it can, and waits so long for that to be something.

        A byte that comes to `waker` ends the waiting too.
        """
        self._encrypt()
        self._move(seconds, waker)
        received = self._decrypt()
        self._encrypt()
        return received

    def _encrypt(self) -> None:
        if self._plain and not self._cipher and not self.has_ended:
            taken = self._tls.write(bytes(self._plain[:PIECE_BYTES]))
            del self._plain[:taken]
        self._cipher += self._outgoing.read()

    def _decrypt(self) -> bytes:
        received = bytearray()
        while True:
            try:
                piece = self._tls.read(65_536)
            except ssl.SSLWantReadError:
                return bytes(received)
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                piece = b""
            except ssl.SSLError:
                # What came before the fault was said all the same.
                if received:
                    return bytes(received)
                raise
            if not piece:
                self.has_ended = True
                return bytes(received)
            received += piece

    def _move(self, seconds: Optional[float], waker: Optional[socket.socket] = None) -> None:
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._cipher else 0)
        self._selector.modify(self._link, events)
        if waker:
            self._selector.register(waker, selectors.EVENT_READ)
        try:
            ready = self._selector.select(seconds)
        finally:
            if waker:
                self._selector.unregister(waker)
        for key, mask in ready:
            if key.fileobj is not self._link:
                continue
            if mask & selectors.EVENT_WRITE:
                self._send()
            if mask & selectors.EVENT_READ:
                self._receive()

    def _send(self) -> None:
        try:
            del self._cipher[:self._link.send(self._cipher)]
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            # The server reads no more. Why, it may have said: that is still to be read.
            self._cipher.clear()

    def _receive(self) -> None:
        try:
            data = self._link.recv(65_536)
        except (BlockingIOError, InterruptedError):
            return
        except ConnectionError:
            data = b""
        if data:
            self._incoming.write(data)
        else:
            self._incoming.write_eof()
            if self._tls.version() is None:
                self.has_ended = True

    def close(self, deadline: Optional[_Deadline] = None) -> None:
        """Ends TLS in order, if a deadline leaves time for it, and closes."""
        try:
            while deadline and not deadline.is_over and not self.has_ended:
                self._encrypt()
                if not self._plain and not self._cipher:
                    break
                self._move(deadline.left)
            if deadline and not self.has_ended:
                try:
                    self._tls.unwrap()
                except ssl.SSLError:
                    pass
                self._link.send(self._outgoing.read())
        except (OSError, ValueError):
            pass
        self._selector.close()
        self._link.close()


_HTTP = re.compile(r" HTTP/[0-9.]+\s*$|^\s*Host:", re.IGNORECASE)


class Pending:
    """A request that was sent, and its reply once it has come."""

    def __init__(self, connection: Connection, request: Request) -> None:
        self._connection = connection
        self.request = request
        self._reply: Optional[Reply] = None
        self._error: Optional[PiperollError] = None
        self._tag: Optional[str] = None
        self._start = 0
        self._tries = 0

    @property
    def is_done(self) -> bool:
        """Whether there is a reply, or will be none."""
        return self._reply is not None or self._error is not None

    def result(self) -> Reply:
        """Waits for the reply. Raises `Refused`, and what `outcome` raises."""
        reply = self.outcome()
        if reply.is_refused:
            raise _refusal(reply)
        return reply

    def outcome(self) -> Reply:
        """Waits for the reply, and gives a refusal as a reply too.

        Raises `TimedOut`, `ConnectionLost`, `OutcomeUnknown` or `ProtocolFault`.
        """
        self._connection._await(self)
        if self._error is not None:
            raise self._error
        assert self._reply is not None
        return self._reply


def _tls_ended(address: Address, error: ssl.SSLError) -> PiperollError:
    reason = _reason(error)
    # In TLS 1.3 the handshake is over here before the server has looked at our certificate.
    if "alert" in reason and re.search("certificate|unknown ca|access denied", reason):
        return CertificateRefused(f"{address.host_and_port} refuses our certificate: {reason}")
    return ConnectionLost(f"{address.host_and_port} ended TLS: {reason}")


class Connection:
    """A session with a server; for one thread.

    If the connection is lost, it is made again, and what had no reply is sent again in its order
    as far as that does no harm: what only reads, and writes with a `ref=`. For another write the
    answer is `OutcomeUnknown`, and nothing behind it is sent. With `resume=False` it is not made
    again: for who has to know whether it is the same server still.
    """

    def __init__(
        self, address: Address, *, cacert: Optional[str] = None, trust: Optional[str] = None,
        known_hosts: Optional[str] = None, cert: Optional[str] = None, key: Optional[str] = None,
        password: Optional[str] = None, timeout: Optional[float] = 60.0,
        on_push: Optional[Callable[[Push], None]] = None, script: bool = False,
        format: Optional[str] = None, resume: bool = True,
    ) -> None:
        if password is not None and not address.user:
            raise SettingsError("a password needs its user: piperolls://user@host")
        if bool(cert) != bool(key):
            raise SettingsError("a certificate and its key go together: cert and key")
        self.address = address
        self.timeout = timeout
        """Seconds that a request may take, with all that it waits for. `None`: no end."""
        self.on_push = on_push
        """Called with what WATCH tells, between replies, in the thread that waits for something."""
        self.user: Optional[str] = None
        """Who is logged in."""
        self.role: Optional[str] = None
        self._trust = _Trust(address, cacert, trust, known_hosts)
        self._context = self._trust.context(cert, key)
        self._password = password
        self._hello = Request("HELLO", "PRP/1", client=f"piperoll.py/{__version__}")
        self._hello.line += " class=script" if script else ""
        self._hello.line += f" fmt={format}" if format else ""
        self._watch: Optional[Request] = None
        self._wire: Optional[_Wire] = None
        self._reader = ReplyReader()
        self._flight: Deque[Pending] = collections.deque()
        self._pushes: Deque[Push] = collections.deque()
        self._is_telling = False
        self._is_in_list = False
        self._is_closed = False
        self._may_resume = resume
        self._farewell: Optional[Reply] = None
        self._tags = 0
        self._spoke = 0.0
        self._open(_Deadline(timeout))

    # What a user of the module calls

    def request(self, command: str, /, *arguments: Value, **keys: Optional[Value]) -> Reply:
        """Asks, and waits for the reply. Raises `Refused`, and all that `Pending.outcome` raises.

        `desk.request("REPORT AGING", by="collector", as_of=date(2026, 10, 31))`
        """
        return self.send(Request(command, *arguments, **keys)).result()

    def send(self, request: Request) -> Pending:
        """Sends without waiting for the reply. Replies come in the order of the requests."""
        if self._is_closed:
            raise ConnectionLost("the connection was closed here")
        pending = Pending(self, request)
        self._enqueue(pending)
        deadline = _Deadline(self.timeout)
        self._advance(deadline, 0.0)
        while self._wire and self._wire.unsent > UNSENT_BYTES_MAX and not deadline.is_over:
            self._advance(deadline)
        self._tell()
        return pending

    def pipeline(self, requests: Iterable[Request]) -> Iterator[Reply]:
        """Sends all, and gives their replies in order, refusals too (`Reply.is_refused`)."""
        sent: Deque[Pending] = collections.deque()
        for request in requests:
            sent.append(self.send(request))
            while sent and (sent[0].is_done or len(sent) >= WINDOW):
                yield sent.popleft().outcome()
        while sent:
            yield sent.popleft().outcome()

    def write_rows(
        self, command: str, rows: Iterable[Mapping[str, Optional[Value]]], /,
        **keys: Optional[Value],
    ) -> Reply:
        """Writes many of one kind as a block. Each row without a `ref` gets one.

        With `mode="each"`, which is the default, each row is for itself: if some are refused that
        is `Refused` with the code 551, and the rows of its `reply` say which. With `mode="atomic"`
        all are written, or none. Refs that are made here are for this call: give your own to be
        able to write the same rows again.
        """
        return self.send(Request.rows(command, rows, keys)).result()

    def write_list(self, requests: Iterable[Request]) -> Reply:
        """Writes of any kind: all are recorded, or none. Gives the reply to COMMIT.

        Raises `Refused` with the refusal of the first line that was wrong in itself, or that of
        COMMIT (451, which names the line, `row`).
        """
        lines = list(requests)
        if len(lines) > LIST_LINES_MAX:
            raise RequestError(f"{len(lines)} lines; a list takes {LIST_LINES_MAX}")
        is_safe = all(line.is_repeatable for line in lines)
        for pause in (*RETRY_PAUSES, None):
            begin = self.send(Request("BEGIN"))
            sent = [self.send(line) for line in lines]
            commit = self.send(Request("COMMIT"))
            try:
                begin.result()
                outcomes = [one.outcome() for one in sent]
                end = commit.outcome()
            except ConnectionLost as lost:
                # Each line has its ref, so that the whole list can be sent again.
                if pause is None or self._is_closed or not is_safe:
                    self._raise_worst([begin, *sent, commit], lost)
                time.sleep(pause)
                continue
            if end.is_refused:
                raise _refusal(next((one for one in outcomes if one.is_refused), end))
            return end
        raise AssertionError("the last pass returns or raises")

    @staticmethod
    def _raise_worst(sent: Sequence[Pending], lost: ConnectionLost) -> NoReturn:
        raise next((one._error for one in sent if isinstance(one._error, OutcomeUnknown)), lost)

    def what_happened(self, ref: str) -> Optional[Reply]:
        """What became of a write: its reply, or `None` if nothing was recorded with that `ref`.

        Raises `Refused` (550) if it waited for an approval and was rejected, or has expired.
        """
        reply = self.send(Request("LOOKUP REF", ref)).outcome()
        if reply.last.code == 540:
            return None
        if reply.is_refused:
            raise _refusal(reply)
        return reply

    def watch(self, *what: str, account: Optional[str] = None) -> Reply:
        """Has `on_push` called with what is recorded: `desk.watch("payments", "calls")`.

        Each call takes the place of the one before; none at all ends it.
        """
        return self.request("WATCH", ",".join(what) or "off", account=account)

    def listen(self, seconds: Optional[float] = None) -> None:
        """Waits for what WATCH tells, for so long; `None`: for ever. It keeps the session open.

        If the connection is lost it is made again, and `on_push` is told `LOST`.
        """
        deadline = _Deadline(seconds)
        while not deadline.is_over:
            if time.monotonic() - self._spoke > QUIET_SECONDS_MAX:
                self.send(Request("PING"))
            left = QUIET_SECONDS_MAX if deadline.left is None else deadline.left
            self._advance(_Deadline(self.timeout), min(left, QUIET_SECONDS_MAX))
            self._tell()

    def close(self) -> None:
        """Ends the session. What has no reply yet gets none."""
        self._is_closed = True
        if self._wire:
            self._wire.close(_Deadline(CLOSE_SECONDS))
            self._settle(ConnectionLost("the connection was closed here"))

    def __enter__(self) -> Connection:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    # How a connection begins

    def _open(self, deadline: _Deadline) -> None:
        self._wire = None
        self._reader = ReplyReader()
        self._farewell = None
        self._is_in_list = False
        wire = _Wire.open(self.address, self._context, deadline)
        try:
            self._trust.check(wire.certificate, self.address)
            self._wire = wire
            if self._watch and (not self._pushes or self._pushes[-1] != Push("LOST", {})):
                self._pushes.append(Push("LOST", {}))
            self._log_in(wire, deadline)
        except BaseException:
            self._wire = None
            wire.close()
            raise

    def _log_in(self, wire: _Wire, deadline: _Deadline) -> None:
        requests = [("hello", self._hello)]
        if self._password is not None and self.address.user:
            login = Request("AUTH", self.address.user, password=self._password)
            requests = [("auth", login), *requests]
        if self._watch:
            requests.append(("watch", self._watch))
        for tag, request in requests:
            wire.queue(request.data(tag))
        replies: List[Reply] = []
        while len(replies) < len(requests):
            if deadline.is_over:
                raise TimedOut(f"{self.address.host_and_port} does not answer in time")
            for item in self._read(wire, deadline.left):
                if isinstance(item, Push) or len(replies) == len(requests):
                    self._take(item)
                elif item.first.tag == requests[len(replies)][0]:
                    if item.is_refused:
                        raise _refusal(item)
                    replies.append(item)
                else:
                    # 430 and 421 come without being asked for, and nothing follows.
                    raise _refusal(item) if item.is_refused else ProtocolFault(item.last.line)
        hello = replies[-2 if self._watch else -1]
        self.user, self.role = hello.get("user"), hello.get("role")
        self._spoke = time.monotonic()

    def _read(
        self, wire: _Wire, seconds: Optional[float], waker: Optional[socket.socket] = None,
    ) -> List[Union[Reply, Push]]:
        """What comes within so many seconds. Raises `ConnectionLost` at the end of it all."""
        if wire.has_ended:
            raise ConnectionLost(f"{self.address.host_and_port} ended the connection")
        try:
            data = wire.step(seconds, waker)
        except ssl.SSLError as error:
            raise _tls_ended(self.address, error) from None
        except OSError as error:
            raise ConnectionLost(f"{self.address.host_and_port}: {_reason(error)}") from None
        return self._reader.feed(data)

    # How requests go and replies come

    def _enqueue(self, pending: Pending) -> None:
        if pending.request.is_tagged:
            self._tags += 1
            pending._tag = str(self._tags)
        data = pending.request.data(pending._tag)
        self._flight.append(pending)
        self._put(pending, data)

    def _put(self, pending: Pending, data: bytes) -> None:
        if self._wire:
            pending._start = self._wire.queued
            self._wire.queue(data)
            self._spoke = time.monotonic()

    def _await(self, pending: Pending) -> None:
        deadline = _Deadline(self.timeout)
        while not pending.is_done:
            if deadline.is_over:
                raise TimedOut(
                    f"no reply within {self.timeout:g} seconds; it may still come", pending)
            self._advance(deadline)
        self._tell()

    def _advance(
        self, deadline: _Deadline, wait: Optional[float] = None,
        waker: Optional[socket.socket] = None,
    ) -> None:
        """One step: bytes go or come, or a lost connection is made again.

        `wait` is how many seconds it waits at most for bytes; the deadline is for all of it.
        """
        if self._wire is None:
            self._resume(deadline)
        wire = self._wire
        if wire is None:
            return
        try:
            for item in self._read(wire, deadline.left if wait is None else wait, waker):
                self._take(item)
            if self._farewell:
                raise ConnectionLost("nothing follows 421")
        except ConnectionLost as error:
            self._lose(error)
        except PiperollError as error:
            self._end(error)
            raise

    def _take(self, item: Union[Reply, Push]) -> None:
        if isinstance(item, Push):
            self._pushes.append(item)
            return
        tag, code = item.first.tag, item.last.code
        head = self._flight[0] if self._flight else None
        # 421 comes unasked, and so does 430 to a client that has no room. But 421 is also the reply
        # to a line that looks like HTTP, and a line that was typed has no tag to tell it by.
        is_asked = head is not None and head._tag is None and (
            code == 430 or bool(_HTTP.search(head.request.line)))
        if tag is None and code in (421, 430) and not is_asked:
            self._farewell = item
            return
        # Of a line that is too long the server does not read the tag.
        is_own = head is not None and (tag == head._tag or head._tag is None or code == 513)
        if head is None or not is_own:
            raise ProtocolFault(f"a reply that nobody asked for: {item.last.line[:80]}")
        self._flight.popleft()
        head._reply = item
        self._note(head.request, item)

    def _note(self, request: Request, reply: Reply) -> None:
        """What a reply says of the session, so that it can be made again."""
        if request.verb in ("COMMIT", "ABORT"):
            self._is_in_list = False
        elif reply.is_refused:
            return
        elif request.verb == "BEGIN":
            self._is_in_list = True
        elif request.verb == "WATCH":
            self._watch = None if reply.get("watch") == "off" else request
        elif request.verb == "HELLO":
            self._hello = request
        elif request.verb == "AUTH" or request.verb == "PASSWORD" and self._password is not None:
            # The password that holds now is not kept, and the one before would be a wrong one.
            self._may_resume = False

    def _tell(self) -> None:
        """Tells what came unasked; not within the telling of something else."""
        if self._is_telling:
            return
        self._is_telling = True
        try:
            while self._pushes:
                push = self._pushes.popleft()
                if self.on_push:
                    self.on_push(push)
        finally:
            self._is_telling = False

    # How a connection ends

    def _lose(self, error: ConnectionLost) -> None:
        """Keeps what can be sent again, and fails the rest."""
        farewell = self._farewell
        if farewell is not None:
            error = ConnectionLost(f"the server closed the session: {farewell.last.line}")
        if not self._may_resume:
            self._end(error)
            return
        wire, self._wire = self._wire, None
        given = wire.given if wire else 0
        if wire:
            wire.close()
        # All without a reply was not carried out, says 421.
        is_clean = farewell is not None and farewell.last.code == 421
        is_listed = self._is_in_list or any(
            one.request.verb in ("BEGIN", "COMMIT", "ABORT") for one in self._flight)
        for place, pending in enumerate(self._flight):
            was_sent = wire is not None and pending._start < given
            pending._tries += was_sent
            is_safe = not was_sent or is_clean or pending.request.is_repeatable
            if is_listed or not is_safe or pending._tries > len(RETRY_PAUSES):
                self._fail(list(self._flight)[place:], error, given, is_clean or wire is None)
                while len(self._flight) > place:
                    self._flight.pop()
                break
        self._is_in_list = False

    def _end(self, error: PiperollError) -> None:
        """Fails all that has no reply."""
        wire, self._wire = self._wire, None
        if wire:
            wire.close()
        lost = error if isinstance(error, ConnectionLost) else ConnectionLost(str(error))
        is_clean = self._farewell is not None and self._farewell.last.code == 421
        self._fail(list(self._flight), lost, wire.given if wire else 0, is_clean)
        self._flight.clear()
        self._is_closed = self._is_closed or not self._may_resume

    def _settle(self, error: ConnectionLost) -> None:
        wire, self._wire = self._wire, None
        self._fail(list(self._flight), error, wire.given if wire else 0, False)
        self._flight.clear()

    @staticmethod
    def _fail(
        pending: Sequence[Pending], error: ConnectionLost, given: int, is_clean: bool,
    ) -> None:
        for one in pending:
            is_write = not one.request.is_read and one.request.verb not in ("BEGIN", "ABORT")
            was_sent = one._tries > 0 or one._start < given
            if is_write and was_sent and not is_clean:
                one._error = OutcomeUnknown(
                    f"{error}; a write had no reply: it was recorded or not", one.request.ref)
            else:
                one._error = ConnectionLost(f"{error}; the request was not carried out")
            one._error.__cause__ = error

    def _resume(self, deadline: _Deadline) -> None:
        """Connects again, and sends again what has no reply."""
        tries = self._flight[0]._tries if self._flight else 0
        if tries > 1:
            # What was sent twice and ended the connection twice is given time.
            time.sleep(RETRY_PAUSES[min(tries, len(RETRY_PAUSES)) - 1])
        for pause in (*RETRY_PAUSES, None):
            try:
                self._open(deadline)
                break
            except (TryLater, ConnectionLost, TimedOut) as error:
                last: PiperollError = error
            except PiperollError as error:
                self._end(error)
                raise
            if pause is None or deadline.is_over:
                was_awaited = bool(self._flight)
                self._end(last)
                if was_awaited:
                    return
                raise last
            left = deadline.left
            time.sleep(pause if left is None else min(pause, left))
        for pending in self._flight:
            self._put(pending, pending.request.data(pending._tag))


# Settings


class Settings:
    """Which server, and who asks: as options, `PIPEROLL_URL` and the configuration file say.

    The file is `config` in the folder `piperoll` of `%APPDATA%` on Windows, else of
    `XDG_CONFIG_HOME` or `~/.config`. It has lines `key=value`. `known_hosts` stands beside it.
    """

    NAMES = ("url", "cert", "key", "cacert", "trust", "known-hosts", "password-file")
    # Settings that answer the same question stand or fall together.
    _TOGETHER = (("url",), ("known-hosts",), ("cert", "key"), ("cacert", "trust"),
                 ("password-file", "password-fd"))
    # The Swift client has these too.
    _ELSEWHERE = ("window",)

    def __init__(self, given: Mapping[str, Optional[str]]) -> None:
        self.values = {name: value for name, value in given.items() if value is not None}

    @classmethod
    def of_user(cls) -> Settings:
        """Those of the environment and the configuration file. Raises `SettingsError`."""
        file = os.path.join(cls.folder(), "config")
        values: Dict[str, Optional[str]] = {}
        for number, line in enumerate((_text_of(file, is_secret=False) or "").split("\n"), 1):
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            name, equals, value = (part.strip() for part in line.partition("="))
            if not equals or not value or name in values:
                raise SettingsError(f"{file}: line {number} is not key=value, with a key once")
            if name not in cls.NAMES + cls._ELSEWHERE:
                raise SettingsError(f"{file}: line {number}: there are {', '.join(cls.NAMES)}")
            values[name] = value if name in ("url", "trust") else os.path.expanduser(value)
        url = os.environ.get("PIPEROLL_URL")
        return cls({"url": url}).over(cls(values)) if url else cls(values)

    @staticmethod
    def folder() -> str:
        """Of the configuration."""
        if os.name == "nt":
            home = os.environ.get("APPDATA") or os.path.expanduser("~")
        else:
            home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")
        return os.path.join(home, "piperoll")

    def over(self, weaker: Settings) -> Settings:
        """These, and from `weaker` what they leave open."""
        merged = dict(self.values)
        for names in self._TOGETHER:
            if not any(name in self.values for name in names):
                merged.update({n: weaker.values[n] for n in names if n in weaker.values})
        return Settings(merged)

    def connect(self, *, password: Optional[str] = None, **options: Any) -> Connection:
        """Connects and logs in; `options` are those of `Connection`."""
        get = self.values.get
        address = Address.parse(get("url") or "127.0.0.1")
        if password is None:
            password = self._password()
        for name in ("cert", "key"):
            file = get(name)
            if file and _text_of(file, is_secret=name == "key") is None:
                raise SettingsError(f"{file}: No such file or directory")
        return Connection(
            address, cacert=get("cacert"), trust=get("trust"),
            known_hosts=get("known-hosts") or os.path.join(self.folder(), "known_hosts"),
            cert=get("cert"), key=get("key"), password=password, **options)

    def _password(self) -> Optional[str]:
        file, descriptor = self.values.get("password-file"), self.values.get("password-fd")
        if file and descriptor:
            raise SettingsError("give either password-file or password-fd, not both")
        if descriptor:
            return _line_of_descriptor(descriptor)
        if not file:
            return None
        text = _text_of(file, is_secret=True)
        if text is None:
            raise SettingsError(f"{file}: No such file or directory")
        return _password(text.split("\n", 1)[0], file)


def _line_of_descriptor(number: str) -> str:
    """The first line; what lies behind it stays there."""
    line = bytearray()
    try:
        while not line.endswith(b"\n") and len(line) < LINE_BYTES_MAX:
            byte = os.read(int(number), 1)
            if not byte:
                break
            line += byte
    except (OSError, ValueError):
        raise SettingsError(f"--password-fd {number}: cannot be read") from None
    return _password(line.decode("utf-8", "replace").rstrip("\n"), f"--password-fd {number}")


def _password(line: str, where: str) -> str:
    line = line.rstrip("\r")
    if not line:
        raise SettingsError(f"{where}: no password in it")
    return line


def connect(
    url: Optional[str] = None, *, cacert: Optional[str] = None, trust: Optional[str] = None,
    known_hosts: Optional[str] = None, cert: Optional[str] = None, key: Optional[str] = None,
    password: Optional[str] = None, password_file: Optional[str] = None,
    timeout: Optional[float] = 60.0, on_push: Optional[Callable[[Push], None]] = None,
    script: bool = False,
) -> Connection:
    """Connects to a server that is trusted, and logs in.

    What is not given is taken from `PIPEROLL_URL` and the configuration file (`Settings`).

    - `url`: `piperolls://user@host:port`.
    - `trust`: the fingerprint of the server's key, `SHA256:...`. Or `cacert`: a file of authorities
      in PEM; the server's own `server.pem` may be one. Or a line of `known_hosts`.
    - `cert` and `key`: a client certificate, which logs in without a password.
    - `password`, or `password_file`, whose first line it is and which nobody else may read.
    - `timeout`: seconds for connecting, and then for each request.
    - `on_push`: called with what `Connection.watch` asks for.
    - `script`: no person waits; the server has limits of their own for such sessions.

    Raises `SettingsError`, `TrustError`, `ConnectionLost`, `TimedOut` or `Refused`.
    """
    given = Settings({
        "url": url, "cacert": cacert, "trust": trust, "known-hosts": known_hosts, "cert": cert,
        "key": key, "password-file": password_file})
    return given.over(Settings.of_user()).connect(
        password=password, timeout=timeout, on_push=on_push, script=script)


# The softphone's hook

_CALLER_BYTES_MAX = 512
"""Longer than any URI with a number in it."""
_NUMBER = re.compile(r"[0-9+\-./() ]*")
_EXTENSION = re.compile(r";.*|(extension|extn|ext|x|#|,)[ .:,]*[0-9]+", re.IGNORECASE | re.DOTALL)


def call_request(
    number: Optional[str], *, state: str, to: Optional[str] = None, id: Optional[str] = None,
    name: Optional[str] = None,
) -> Request:
    """The request that tells of a call; `None` is a hidden number.

    The caller chooses the name and the id: what no request can hold is left out of them.
    """
    return Request(
        "CALL", number or "unknown", state=state, to=to,
        id=None if id is None else _plain(id).encode()[:CALL_ID_BYTES_MAX].decode("utf-8", "ignore"),
        name=None if name is None else _plain(name)[:CALLER_NAME_MAX])


def _plain(text: str) -> str:
    """Without what is invisible, orders a terminal about or changes the direction of text."""
    whole = text.encode("utf-8", "replace").decode()
    return "".join(letter if letter.isprintable() else " " for letter in whole)


def caller_number(text: str) -> Optional[str]:
    """The telephone number in what a softphone says of a caller; `None` where there is none.

    It takes a `sip:`, `sips:` or `tel:` URI, or a bare number, with or without an extension. Of a
    SIP address that is what stands before `@`. What is left must be 3 to 15 digits, perhaps with a
    plus in front. The extension is left away: accounts are found by the number.
    """
    if len(text.encode("utf-8", "replace")) > _CALLER_BYTES_MAX:
        return None
    scheme, colon, rest = text.partition(":")
    user = text
    # The colon of `ext: 12` ends no scheme.
    if colon and re.fullmatch("[A-Za-z]*", scheme):
        if scheme.lower() in ("sip", "sips"):
            user, at, _ = rest.partition("@")
            if not at:
                return None
        elif scheme.lower() == "tel":
            user = rest.partition(";")[0]
        else:
            return None
    if re.search("%(?![0-9A-Fa-f]{2})", user):
        return None
    user = urllib.parse.unquote(user, errors="replace")
    written = _NUMBER.match(user)
    assert written is not None
    behind = user[written.end():]
    if behind and not _EXTENSION.fullmatch(behind):
        return None
    number = re.sub(r"[\-./() ]", "", written[0])
    return number if re.fullmatch(r"\+?[0-9]{3,15}", number) else None


# The command line

_OK, _REFUSED, _USAGE, _UNREACHABLE, _LOGIN, _UNKNOWN, _RETRY, _UNWRITTEN, _PENDING = range(9)
_SEVERITY = (_OK, _PENDING, _RETRY, _REFUSED, _LOGIN, _USAGE, _UNREACHABLE, _UNWRITTEN, _UNKNOWN)
"""Exit codes, what a script must know first at the end."""
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def _worse(one: int, other: int) -> int:
    return max(one, other, key=_SEVERITY.index)


def _code_of(reply: Reply) -> int:
    code = reply.last.code
    if code == 451:
        code = _whole(reply.fields.get("code")) or code
    if code >= 400:
        return _RETRY if code < 500 else _LOGIN if code in (530, 531) else _REFUSED
    return _PENDING if reply.is_pending else _OK


def _code_of_error(error: PiperollError) -> int:
    if isinstance(error, OutcomeUnknown) or isinstance(error, TimedOut) and error.ref:
        return _UNKNOWN
    if isinstance(error, (RequestError, SettingsError)):
        return _USAGE
    if isinstance(error, CertificateRefused):
        return _LOGIN
    return _code_of(error.reply) if isinstance(error, Refused) else _UNREACHABLE


def _say(text: str) -> None:
    sys.stderr.write(f"piperoll: {_visible(text)}\n")


def _visible(text: str) -> str:
    """For a terminal, to which a control character is an order."""
    return _INVISIBLE.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


class _Printer:
    """Prints replies, and remembers what they mean for the exit code."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._is_terminal = sys.stdout.isatty()
        self.code = _OK

    def line(self, text: str) -> None:
        sys.stdout.write((_visible(text) if self._is_terminal else text) + "\n")

    def reply(self, reply: Reply, number: Optional[int] = None) -> None:
        """`number` is the line of the input that it answers."""
        self.code = _worse(self.code, _code_of(reply))
        if reply.format == "text":
            for line in reply.lines:
                self.line(line)
        elif self._form == "verbatim":
            for line in reply.verbatim:
                self.line(line)
        elif reply.first.code < 400:
            self._data(reply)
        if reply.is_refused and (self._form != "verbatim" or reply.format == "text"):
            dot = ". " if reply.first.has_block else ""
            where = f"line {number}: " if number else ""
            sys.stderr.write(f"{where}{_visible(dot + reply.last.line)}\n")
        sys.stdout.flush()

    def _data(self, reply: Reply) -> None:
        names = [line for line in reply.lines if line.startswith("# ")]
        for line in reply.lines:
            if self._form == "json" or len(names) != 1 or line != names[0]:
                self.line(line)
        if self._form == "json":
            status = {"section": "status", "status": reply.code, "result": reply.name}
            row = {**status, **reply.fields}
            self.line(json.dumps(row, ensure_ascii=False, separators=(",", ":")))
        else:
            cells = [f"{key}={_escaped(value)}" for key, value in reply.fields.items()]
            self.line("\t".join(["# status", str(reply.code), reply.name, *cells]))


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _fill_in(parser: argparse.ArgumentParser) -> None:
    """The options that `call` has too."""
    add = parser.add_argument
    add("-u", "--url", help="piperolls://user@host:port; else PIPEROLL_URL, else the config")
    add("--cert", metavar="FILE", help="client certificate (PEM)")
    add("--key", metavar="FILE", help="its private key (PEM, mode 0600)")
    add("--cacert", metavar="FILE", help="authorities that sign servers (PEM)")
    add("--trust", metavar="SHA256:...", help="the fingerprint of the server's key")
    add("--known-hosts", metavar="FILE", help="instead of known_hosts beside the config")
    add("--password-file", metavar="FILE", help="first line: the password; mode 0600")
    add("--password-fd", metavar="N", help="the password is read from here")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--tsv", dest="form", action="store_const", const="tsv",
                      help="only data: header rows and rows")
    form.add_argument("--json", dest="form", action="store_const", const="json",
                      help="only data: one JSON object a line")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="piperoll.py", allow_abbrev=False,
        description="Sends one command, or those that come on standard input, a line each.",
        epilog="`piperoll.py call --help` is about softphones.")
    _fill_in(parser)
    parser.add_argument("--version", action="version", version=f"piperoll.py {__version__}")
    parser.add_argument("command", nargs=argparse.REMAINDER, metavar="COMMAND",
                        help="all from its first word on: LOOKUP ACCOUNT A-1")
    return parser


def _call_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="piperoll.py call", allow_abbrev=False,
        description="Says who calls; for softphones that run a program when it rings. The "
        "operator's console shows the caller. It takes 2 seconds at most. An unknown caller is no "
        "failure: it prints `unknown`.")
    parser.add_argument("--from", dest="caller", required=True, metavar="NUMBER",
                        help="the number, or a sip: or tel: URI")
    parser.add_argument("--state", choices=CALL_STATES, default=CALL_STATES[0],
                        help="what has become of the call")
    parser.add_argument("--id", help="the softphone's name of the call")
    parser.add_argument("--name", help="the display name; it is shown and not kept")
    parser.add_argument("--to", help="the operator who is called, if that is not you")
    parser.add_argument("--output", metavar="FILE",
                        help="print into this file, where no shell can; it is made anew")
    _fill_in(parser)
    return parser


def _settings(options: argparse.Namespace) -> Settings:
    values = vars(options)
    names = Settings.NAMES + ("password-fd",)
    return Settings({name: values.get(name.replace("-", "_")) for name in names})


def _bound(arguments: Sequence[str]) -> List[str]:
    """`--from -5` as `--from=-5`: what a caller sends is a value, whatever it looks like.

    A telephone that cuts a caller's text into words must not make options of them, which could name
    another server or another file. So what follows `--from` belongs to the number, but for the
    claims of the call and the form of the output.
    """
    bound: List[str] = []
    number: Optional[List[str]] = None
    rest = iter(arguments)
    for word in rest:
        if number is None and (word == "--from" or word.startswith("--from=")):
            number = [next(rest, "") if word == "--from" else word[len("--from="):]]
        elif word in ("--id", "--name", "--to", "--state"):
            bound.append(f"{word}={next(rest, '')}")
        elif number is None or re.fullmatch("--(tsv|json|(id|name|to|state)=.*)", word, re.DOTALL):
            bound.append(word)
        else:
            number.append(word)
    # What a telephone's script leaves empty it does not know.
    bound = [word for word in bound if not re.fullmatch("--(id|name|to|state)=", word)]
    return bound if number is None else [*bound, "--from=" + " ".join(number)]


def _call(arguments: Sequence[str], outer: argparse.Namespace) -> int:
    """Runs the hook: on a thread of its own, so that nothing keeps a telephone waiting."""
    options = _call_parser().parse_args(_bound(arguments))
    if options.output:
        try:
            sys.stdout = sys.stderr = open(options.output, "w", encoding="utf-8", newline="\n")
        except OSError as error:
            raise SettingsError(f"{options.output}: {_reason(error)}") from None
    form = options.form or outer.form or "verbatim"
    number = caller_number(options.caller)

    def told(number: Optional[str]) -> Request:
        request = call_request(
            number, state=options.state, to=options.to, id=options.id, name=options.name)
        return Request.typed(request.line)

    done: queue.Queue[Union[Reply, PiperollError]] = queue.Queue()

    def tell() -> None:
        try:
            settings = _settings(options).over(_settings(outer)).over(Settings.of_user())
            with settings.connect(timeout=HOOK_SECONDS, format=_format(form)) as desk:
                reply = desk.send(told(number)).outcome()
                # It is a number that nobody can have. Somebody calls all the same.
                if number and reply.last.code == 504 and reply.get("key") == "from":
                    reply = desk.send(told(None)).outcome()
                done.put(reply)
        except PiperollError as error:
            done.put(error)

    threading.Thread(target=tell, daemon=True).start()
    try:
        answer = done.get(timeout=HOOK_SECONDS)
    except queue.Empty:
        answer = TimedOut("the server does not answer in time")
    if isinstance(answer, PiperollError):
        _say(str(answer))
        return _code_of_error(answer)
    is_hidden = number is None or answer.get("call") == "unknown"
    if not answer.is_refused and (is_hidden or answer.get("accounts") == "0"):
        print("unknown")
        return _OK
    printer = _Printer(form)
    if form == "verbatim" and not answer.is_refused:
        claims = {"name": options.name, "id": options.id, "to": options.to}
        shown = [f" {key}={_clean(value)}"
                 for key, value in claims.items() if value is not None]
        printer.line(f"call from={number}{''.join(shown)}")
    printer.reply(answer)
    return printer.code


def _clean(text: str) -> str:
    """What the caller chose: nothing of it may order a terminal about, wherever it is shown."""
    whole = text.encode("utf-8", "replace").decode()
    return _visible(json.dumps(whole, ensure_ascii=False))


def _format(form: str) -> str:
    if form != "verbatim":
        return "jsonl" if form == "json" else "tsv"
    return "table" if sys.stdout.isatty() else "tsv"


def _connect(settings: Settings, form: str) -> Connection:
    """As the settings say; at a terminal it asks for a password that nothing else gives."""
    get = settings.values.get
    password = None
    user = Address.parse(get("url") or "127.0.0.1").user
    given = get("cert") or get("password-file") or get("password-fd")
    if user and not given and sys.stdin.isatty():
        password = _password(getpass.getpass(f"password of {user}: "), "the terminal")
    return settings.connect(password=password, format=_format(form))


def _one(words: Sequence[str]) -> Request:
    """A command of words, as a shell has cut it."""
    parts: List[str] = []
    free = False
    for word in words:
        _checked(word, "the command")
        key = re.match("[a-z][a-z0-9-]*=", word)
        if free or re.fullmatch(r'[^\s"]+', word):
            free = free or word == "--"
            parts.append(word)
        elif key:
            parts.append(key[0] + json.dumps(word[key.end():], ensure_ascii=False))
        else:
            parts.append(json.dumps(word, ensure_ascii=False))
    line = " ".join(parts)
    if _opens_block(line):
        raise RequestError("<< opens a block: send it through a pipe")
    return Request.typed(line)


class _Input:
    """The requests of standard input, read on a thread: Windows waits for a pipe nowhere else."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._queue: queue.Queue[Optional[Tuple[int, Request]]] = queue.Queue(WINDOW)
        self.waker, self._wake = socket.socketpair()
        self.waker.setblocking(False)
        self.is_cut = False
        """Whether the input ended in the middle of something that was not sent."""
        threading.Thread(target=self._read, daemon=True).start()

    def next(self, wait: bool) -> Optional[Tuple[int, Request]]:
        """The next request with the number of its line; `None` at the end. Raises `queue.Empty`."""
        if not wait:
            try:
                self.waker.recv(4096)
            except BlockingIOError:
                pass
        return self._queue.get(block=wait)

    def _put(self, item: Optional[Tuple[int, Request]]) -> None:
        self._queue.put(item)
        self._wake.send(b".")

    def _read(self) -> None:
        first, line, last = 0, "", 0
        block: Optional[List[str]] = None
        for number, text in enumerate(iter(self._stream.readline, ""), 1):
            last = number
            ended = text.endswith("\n")
            text = text.rstrip("\n")
            if number == 1:
                text = text.lstrip("\ufeff")
            if block is not None:
                if text.rstrip("\r") != ".":
                    block.append(text)
                    continue
                request = Request.typed(line, block)
                block = None
            elif not text.strip():
                continue
            elif _opens_block(text):
                first, line, block = number, text, []
                continue
            else:
                first, request = number, Request.typed(text.rstrip("\r"))
            # A last line without its end may have been cut off: `... 1000` may be half an amount.
            if not ended and not (request.block is None and request.is_read):
                break
            self._put((first, request))
            if request.verb in ("QUIT", "BYE"):
                last = 0
                break
        else:
            last = last if block is not None else 0
        self.is_cut = last > 0
        self._put(None)


def _run(desk: Connection, source: _Input, printer: _Printer) -> int:
    """Sends what comes, and prints the replies as they come."""
    sent: Deque[Tuple[int, Pending]] = collections.deque()
    is_open = True
    refused: List[str] = []
    desk.on_push = lambda push: printer.line(
        f"* {push.type}" + "".join(f" {key}={value}" for key, value in push.fields.items()))
    code = _OK
    while is_open or sent:
        while sent and sent[0][1].is_done:
            number, pending = sent.popleft()
            try:
                reply = pending.outcome()
            except PiperollError as error:
                _say(f"line {number}: {error}")
                code = _worse(code, _code_of_error(error))
                is_open = False
                continue
            printer.reply(reply, number)
            if reply.is_refused:
                refused.append(f"line {number} ({reply.last.code})")
        if is_open and len(sent) < WINDOW:
            try:
                item = source.next(wait=not sent and desk._watch is None)
                if item is None:
                    is_open = False
                else:
                    sent.append((item[0], desk.send(item[1])))
                continue
            except queue.Empty:
                pass
        if sent or is_open:
            desk._advance(_Deadline(desk.timeout), QUIET_SECONDS_MAX, source.waker)
            desk._tell()
    if source.is_cut and code == _OK:
        _say("the input ends in the middle of a line or a block; that was not sent")
        code = _USAGE
    if refused:
        _say("refused: " + ", ".join(refused))
    return _worse(code, printer.code)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs the command line, and gives the exit code: the same as those of `piperoll`."""
    # A program of Windows without a window has neither.
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        if options.command[:1] == ["call"]:
            return _call(options.command[1:], options)
        form = options.form or "verbatim"
        request = _one(options.command) if options.command else None
        printer = _Printer(form)
        settings = _settings(options).over(Settings.of_user())
        with _connect(settings, form) as desk:
            if request:
                printer.reply(desk.send(request).outcome())
                return printer.code
            if hasattr(sys.stdin, "reconfigure"):
                sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
            return _run(desk, _Input(sys.stdin), printer)
    except PiperollError as error:
        _say(str(error))
        return _code_of_error(error)
    except BrokenPipeError:
        return 141
    except OSError as error:
        _say(f"the output could not be written: {_reason(error)}")
        return _UNWRITTEN
    except KeyboardInterrupt:
        return 130


def program() -> NoReturn:
    """Runs the command line as a program.

    It ends at once: a thread that still waits for a name or for input keeps nobody waiting.
    """
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        code = 141
    except (OSError, ValueError):
        code = code or _UNWRITTEN
    os._exit(code)


if __name__ == "__main__":
    program()
