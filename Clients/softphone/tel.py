#!/usr/bin/env python3
"""Opens a `tel:` link: says whose number it is and whether they may be called now, then dials.

    python3 tel.py --dial 'linphonecsh dial' tel:+1-212-555-0147

The number is put behind the words of --dial, which no shell looks at. Nothing is dialled before
somebody says yes. Exits with 0 where it dialled, 1 where it did not.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from typing import List

import bridge
import piperoll  # (bridge has set the path for it)


def verdicts(desk: piperoll.Connection, number: str) -> List[str]:
    """A line for each account of a number: whose it is, and what the rules of contact say."""
    try:
        matches = desk.request("LOOKUP PHONE", number).rows("matches")
    except piperoll.Refused as refusal:
        return [refusal.text]
    lines: List[str] = []
    for account in dict.fromkeys(row["account"] for row in matches if row["account"]):
        names = {row["contact-name"]: row["role"] for row in matches if row["account"] == account}
        people = ", ".join(f"{name} ({role})" for name, role in names.items())
        reply = desk.request("LOOKUP MAYCALL", account, number)
        said = " ".join(reply[key] for key in ("verdict", "rule", "until", "must") if key in reply)
        lines.append(f"{account}  {people}: {said}")
    return lines


def is_agreed(number: str) -> bool:
    """Asks whether to dial. Who cannot answer has not said yes."""
    try:
        return input(f"Dial {number}? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        print()  # The question stands on a line of its own.
        bridge.say("there is nobody to say yes; nothing is dialled")
        return False


def main() -> None:
    parser = bridge.parser("Says whose number it is and whether they may be called, then dials.")
    parser.add_argument("--dial", required=True, metavar="COMMAND",
                        help="what dials; the number is put behind it")
    parser.add_argument("number", help="a tel: or sip: URI, or a number")
    options = parser.parse_args()
    number = piperoll.caller_number(options.number)
    if number is None:
        raise piperoll.SettingsError(f"{options.number!r} is no telephone number")
    with bridge.settings(options).connect(timeout=bridge.REQUEST_SECONDS) as desk:
        for line in verdicts(desk, number):
            print("".join(letter if letter.isprintable() else "?" for letter in line))
    if not is_agreed(number):
        sys.exit(1)
    sys.exit(subprocess.run([*shlex.split(options.dial), number], check=False).returncode)


if __name__ == "__main__":
    bridge.main(main)
