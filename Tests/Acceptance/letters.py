#!/usr/bin/env python3
"""Letters and emails by the thousand, with a server that is killed while it sends them.

  [PIPEROLL_BIN=.build/release] [ACCOUNTS=2000] [KILLS=12] [SEED=1] Tests/Acceptance/letters.py

It makes a book of accounts that owe something, runs POST DUN, kills the server (-9) at a random moment,
starts it and runs POST DUN again, until nothing is due any more. Then each item has come to its level by
one notice; each notice has its files in the outbox, of the hash that the journal has; no file is there
that no notice has; and Python's strict parser reads each email. Exit 0: it is so.
"""

import email
import email.policy
import hashlib
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

BIN = pathlib.Path(os.environ.get("PIPEROLL_BIN", ".build/release")).resolve()
ACCOUNTS = int(os.environ.get("ACCOUNTS", "2000"))
KILLS = int(os.environ.get("KILLS", "12"))
# The longest that a server may run before it is killed.
KILL_SECONDS = 1.5
# How long the outbox may take to write what is recorded.
OUTBOX_SECONDS = 60


class Server:
    """A server on loopback, over one data directory."""

    def __init__(self, data: pathlib.Path) -> None:
        self.data = data
        port_file = data / "port"
        port_file.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [BIN / "piperolld", "serve", data, "--port", "0", "--port-file", port_file],
            stdout=subprocess.DEVNULL,
            stderr=(data / "log").open("ab"),
        )
        while not port_file.exists() or not port_file.read_text().strip():
            if self.process.poll() is not None:
                sys.exit(f"the server has ended; see {data / 'log'}")
            time.sleep(0.01)
        self.port = int(port_file.read_text())

    def client(self, lines: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Sends lines through the client, and gives what it printed."""
        return subprocess.run(
            [
                *(BIN / "piperoll", "--url", f"piperolls://127.0.0.1:{self.port}"),
                *("--cert", self.data / "admin.pem", "--key", self.data / "admin.key"),
                *("--cacert", self.data / "server.pem", *options),
            ],
            input=lines,
            capture_output=True,
            text=True,
            check=False,
        )

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


def rows(printed: str, section: str) -> list[list[str]]:
    """The rows of a section of a reply in the protocol's own form."""
    found: list[list[str]] = []
    inside = False
    for line in printed.splitlines():
        if line.startswith("# "):
            inside = line == f"# {section}"
            header = True
        elif inside and line.startswith(". "):
            inside = False
        elif inside:
            if not header:
                found.append(line.split("\t"))
            header = False
    return found


def book() -> str:
    """Accounts of which half have an email address, each with an invoice that is late."""
    lines = [
        'POST POLICY desk-name "North Desk"',
        "POST POLICY desk-email desk@piperoll.example",
        "POST POLICY dunning-levels 1:5:0:email+letter:2.50:reminder-1",
    ]
    for n in range(ACCOUNTS):
        address = f'email=p{n}@one.example' if n % 2 else f'address="{n} Quay, Portland OR 97201"'
        lines += [
            f'POST ACCOUNT A-{n} kind=trade name="Firm {n}" terms=0 date=-60d',
            f'POST CONTACT A-{n} role=debtor name="Firm {n} Zoë" {address} date=-60d',
            f"POST INVOICE A-{n} I-{n} {n % 90 + 10}.00 date=-40d",
        ]
    return "\n".join(lines) + "\n"


def dun(server: Server, seconds: float) -> None:
    """Runs POST DUN, and kills the server while it runs."""
    child = subprocess.Popen(
        [
            *(BIN / "piperoll", "--url", f"piperolls://127.0.0.1:{server.port}"),
            *("--cert", server.data / "admin.pem", "--key", server.data / "admin.key"),
            *("--cacert", server.data / "server.pem", "--patience", "0", "-c", "POST DUN"),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(seconds)
    server.kill()
    child.wait()


def check(server: Server, data: pathlib.Path) -> list[str]:
    """What is not as it must be."""
    lines = "".join(f"LOOKUP NOTICES A-{n}\n" for n in range(ACCOUNTS))
    printed = server.client(lines).stdout
    notices = {row[0]: row for row in rows(printed, "notices")}
    parts = rows(printed, "items")
    wrong = []
    if len(notices) != ACCOUNTS or len(parts) != ACCOUNTS:
        wrong.append(f"{len(notices)} notices, {len(parts)} levels of {ACCOUNTS} accounts")
    if len({(part[1], part[3]) for part in parts}) != len(parts):
        wrong.append("an item has come to a level twice")
    wrong += files_wrong(data / "outbox", notices)
    fees = rows(server.client("REPORT NOTICES\n").stdout, "proof")
    if [fees[0][1], fees[0][-1]] != [str(ACCOUNTS), "0.00"]:
        wrong.append(f"the report's proof: {fees}")
    return wrong


def files_wrong(outbox: pathlib.Path, notices: dict[str, list[str]]) -> list[str]:
    wrong = []
    letters = {file.stem: file for file in outbox.glob("letters/*/*.txt")}
    emails = {file.stem: file for file in outbox.glob("mail/new/*.eml")}
    named = {file.name for file in outbox.rglob("*") if file.is_file()}
    meant = {"written"}
    for entry, row in notices.items():
        is_email = row[4] == "email"
        meant |= {f"{entry}.eml"} if is_email else {f"{entry}.txt", f"{entry}.html"}
        if entry not in (emails if is_email else letters):
            wrong.append(f"notice {entry} has no file")
            continue
        if is_email:
            with emails[entry].open("rb") as file:
                message = email.message_from_binary_file(file, policy=email.policy.strict)
            text, page = (part.get_content() for part in message.iter_parts())
            subject = str(message["Subject"])
            # A part's own last line ends with the part.
            text, page = text.removesuffix("\n"), page.removesuffix("\n")
        else:
            subject, text = letters[entry].read_text().removesuffix("\n").split("\n\n", 1)
            page = letters[entry].with_suffix(".html").read_text()
        told = hashlib.sha256("\0".join([subject, text, page]).encode()).hexdigest()
        again = hashlib.sha256("\0".join([subject, text + "\n", page + "\n"]).encode()).hexdigest()
        if row[-1] not in (told, again):
            wrong.append(f"notice {entry}: its hash")
    if named - meant:
        wrong.append(f"files of no notice: {sorted(named - meant)[:5]}")
    return wrong


def main() -> None:
    random.seed(int(os.environ.get("SEED", "1")))
    with tempfile.TemporaryDirectory(prefix="piperoll-letters-") as folder:
        data = pathlib.Path(folder) / "data"
        subprocess.run([BIN / "piperolld", "init", data], check=True, capture_output=True)
        server = Server(data)
        made = server.client(book(), "--window", "256")
        if made.returncode != 0:
            sys.exit(f"the book: {made.stderr[-500:]}")
        for _ in range(KILLS):
            dun(server, random.uniform(0.05, KILL_SECONDS))
            server = Server(data)
        last = rows(server.client("POST DUN\n").stdout, "letters")
        again = rows(server.client("POST DUN\n").stdout, "letters")
        deadline = time.monotonic() + OUTBOX_SECONDS
        wrong = check(server, data)
        while wrong and time.monotonic() < deadline:
            time.sleep(1)
            wrong = check(server, data)
        if again:
            wrong.append(f"{len(again)} letters were due twice")
        server.stop()
        print(f"{ACCOUNTS} letters, {KILLS} kills, {len(last)} by the last run; wrong: {wrong or 'nothing'}")
        sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
