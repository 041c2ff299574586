"""Reads a transcript, as `../Transcripts/README.md` describes it, and compares what came."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Dict, Iterator, List, NamedTuple, Optional

TRANSCRIPTS = Path(__file__).resolve().parent.parent / "Transcripts"

_STEP = re.compile(r"([CSE!])([0-9]?)(?:\*([0-9]+))?([:>])(?: (.*))?", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x([0-9A-F]{2})|u([0-9a-fA-F]{4})|([rnt\\]))")
_PLAIN = {"r": b"\r", "n": b"\n", "t": b"\t", "\\": b"\\"}
_PLACES = {
    "{n}": "[-0-9]{1,20}", "{amount}": "[-.0-9]{1,24}", "{date}": "[-0-9]{10}",
    "{time}": "[-0-9T:.Z]{24}", "{hash}": "[0-9a-f]{16,64}", "{incident}": "[0-9a-f]{8}",
    "{word}": r"[^\x00-\x20]{1,256}",
}


class Step(NamedTuple):
    """A line of a transcript."""

    act: str
    """`send`, `end`, `expect`, or what becomes of the server: `stop`, `room`, `day`, `hour`."""
    connection: int
    data: bytes
    text: str
    times: int
    number: int
    """Of the line in its file, from 1."""


class Transcript:
    """A conversation with a server, and what the server must be for it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = str(path.relative_to(TRANSCRIPTS)) if TRANSCRIPTS in path.parents else str(path)
        lines = path.read_bytes().decode("utf-8").split("\n")
        self.claim = lines[0].lstrip("# ")
        self.heads: Dict[str, str] = {}
        self.steps: List[Step] = []
        for number, line in enumerate(lines, 1):
            head = re.fullmatch("# ([a-z0-9]+): (.+)", line)
            if head:
                self.heads[head[1]] = (self.heads.get(head[1], "") + " " + head[2]).strip()
            elif line and not line.startswith("#"):
                self.steps.append(self._step(line, number))

    @classmethod
    def all(cls) -> Iterator[Transcript]:
        """Those of the specification."""
        for path in sorted(TRANSCRIPTS.glob("*/*.txt")):
            yield cls(path)

    def _step(self, line: str, number: int) -> Step:
        match = _STEP.fullmatch(line)
        text = (match[5] or "") if match else ""
        act = {"C:": "send", "C>": "send", "E:": "end", "S:": "expect", "!:": text}.get(
            match[1] + match[4] if match else "")
        if match is None or act not in ("send", "end", "expect", "stop", "room", "day", "hour"):
            raise ValueError(f"{self.name}:{number}: not a line of a transcript")
        count = int(match[3] or 1)
        data = b""
        if act == "send":
            text = re.sub(r"\{([^{}*]+)\*([0-9]+)\}", lambda it: it[1] * int(it[2]), text)
            data = _unescaped(text) if match[4] == ">" else b"".join(
                (text.replace("{i}", str(n)) if count > 1 else text).encode() + b"\n"
                for n in range(1, count + 1))
        return Step(act, int(match[2] or 1), data, text, count, number)

    def user(self, connection: int) -> Optional[str]:
        """Who talks on a connection; nothing for nobody who is logged in."""
        user = self.heads.get("user" if connection == 1 else f"user{connection}", "admin")
        return None if user == "none" else user

    @property
    def users(self) -> List[str]:
        """All who talk, and all who are made."""
        talking = {self.user(step.connection) for step in self.steps} - {None}
        return sorted({user for user in talking if user} | set(self.heads.get("made", "").split()))

    @property
    def book(self) -> List[str]:
        """The requests with which the book begins."""
        name = self.heads.get("include")
        if not name:
            return []
        lines = (TRANSCRIPTS / f"{name}.txt").read_text("utf-8").split("\n")
        return [line[3:] for line in lines if line.startswith("C: ")]

    @property
    def _sent(self) -> str:
        return b"".join(step.data for step in self.steps).decode("utf-8", "replace")

    @property
    def needs_time(self) -> bool:
        """Whether what it says depends on the day."""
        told = "\n".join(step.text for step in self.steps if step.act == "expect")
        is_dated = re.search(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}", self._sent + told)
        return bool(is_dated) or bool(self.heads.get("include")) or any(
            step.act in ("day", "hour") for step in self.steps)

    @property
    def needs(self) -> List[str]:
        """What no server has that just stands somewhere."""
        needs: List[str] = []
        sent = self._sent
        writes = re.search(r"(?im)^\s*(@\S+\s+)?(POST|NOTE|ADMIN|BEGIN|COMMIT|PASSWORD)\b", sent)
        told = "\n".join([step.text for step in self.steps if step.act == "expect"])
        if self.heads.get("include") or self.heads.get("made") or writes or "entry=" in told:
            needs.append("a fresh book")
        if self.needs_time:
            needs.append("the day 2026-11-23")
        if any(step.act in ("day", "hour") for step in self.steps):
            needs.append("a clock that can be moved")
        if any(step.act == "stop" for step in self.steps):
            needs.append("to be stopped")
        if any(step.act == "room" for step in self.steps):
            needs.append("a disk that is full")
        if self.heads.get("server"):
            needs.append("settings: " + self.heads["server"])
        if "correct horse battery staple" in sent:
            needs.append("the password of the transcripts")
        others = [user for user in self.users if user != "admin"]
        if others:
            needs.append("users: " + " ".join(others))
        return needs


def _unescaped(text: str) -> bytes:
    data = bytearray()
    at = 0
    for match in _ESCAPE.finditer(text):
        data += text[at:match.start()].encode()
        if match[1]:
            data.append(int(match[1], 16))
        else:
            data += chr(int(match[2], 16)).encode() if match[2] else _PLAIN[match[3]]
        at = match.end()
    return bytes(data + text[at:].encode())


_PEOPLE = re.compile(r'((?:[^";]|"(?:[^"\\]|\\.)*"|;(?! ))*?) ; .*', re.DOTALL)


def matches(expected: str, received: str, with_text: bool) -> bool:
    """Whether a line is as expected; `with_text`, also what a status line says to people."""
    if not with_text and re.match(r"(@\S+ |\. )?[1-9][0-9]{2}\+? [A-Z-]+", expected):
        expected, received = (_PEOPLE.sub(r"\1", line) for line in (expected, received))
    parts = re.split("(" + "|".join(map(re.escape, _PLACES)) + ")", expected)
    pattern = "".join(_PLACES.get(part) or re.escape(part) for part in parts)
    return re.fullmatch(pattern, received, re.DOTALL) is not None
