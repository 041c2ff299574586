#!/usr/bin/env python3
"""What a Twinkle runs on its calls in: its settings name it for each of these, under "Scripts".

    incoming call, call answered, call failed, local release, remote release

Twinkle waits for a script, so this one leaves the telling to a process of its own and ends at once.
It needs `piperoll.py`, beside it or installed, and the configuration of whoever runs Twinkle. Who is
called stands in PIPEROLL_TO, if that is not the user who logs in.
"""

from __future__ import annotations

import os

import bridge
import piperoll  # (bridge has set the path for it)

_STATES = {
    "in_call": bridge.RINGING, "in_call_answered": bridge.ANSWERED,
    "in_call_failed": bridge.ENDED, "local_release": bridge.ENDED, "remote_release": bridge.ENDED,
}


def main() -> None:
    get = os.environ.get
    state = _STATES.get(get("TWINKLE_TRIGGER", ""))
    # Of what the other side says the header From is its own, of what we say it is the header To.
    header = get("SIP_FROM", "")
    if state == bridge.ENDED and get("TWINKLE_TRIGGER") == "local_release":
        header = get("SIP_TO", "")
    if state is None or not header:
        return
    name, uri = bridge.name_and_address(header)
    command = ["call", f"--state={state}"]
    for option, value in [("id", get("SIP_CALL_ID")), ("name", name), ("to", get("PIPEROLL_TO"))]:
        if value:
            command.append(f"--{option}={value}")
    # A second Python would take as long to start as all the rest takes.
    if os.fork() == 0:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nothing, descriptor)
        os._exit(piperoll.main([*command, f"--from={uri}"]))


if __name__ == "__main__":
    main()
