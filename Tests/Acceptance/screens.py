#!/usr/bin/env python3
"""Every look-up, report and page of help of the sample book, on terminals of several widths.

    PIPEROLLD=.build/debug/piperolld Tests/Acceptance/screens.py [WIDTH...]

No line may be wider than the terminal, by the widths that Python's unicodedata has, and no screen
may show what only a script reads: `\\N`, TABs, names of sections. Says `screens=N widths=...`.
"""
import json
import os
import subprocess
import sys
import unicodedata

WIDTHS = [int(word) for word in sys.argv[1:]] or [40, 57, 80, 120]
DEMO = [os.environ.get("PIPEROLLD", ".build/debug/piperolld"), "demo", "--day", "2026-11-28"]
READS = ("LOOKUP", "REPORT", "HELP")


def width(text):
    """The columns that a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf"
        else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text)


def ask(lines):
    """What the demonstration answers to these lines."""
    run = subprocess.run(
        DEMO, input="\n".join(lines) + "\n", capture_output=True, text=True, timeout=200)
    return run.stdout.splitlines()


def examples():
    """A page of help and a line for every command that reads, as HELP WORDS gives them."""
    rows = [json.loads(line) for line in ask(["help words fmt=jsonl"]) if line.startswith("{")]
    forms = [row for row in rows if row["section"] == "forms" and row["command"].startswith(READS)]
    # Pages of help have the longest words of all.
    return [f"HELP {form['command']}" for form in forms] + [
        form["example"] for form in forms if "fmt=" not in form["example"]]


def check(columns, lines, faults):
    """Runs the lines on a terminal of so many columns."""
    screens = inside = 0
    for line in ask([f"hello prp/1 fmt=screen width={columns}"] + lines):
        if line[:4] in ("200+", "210+"):
            inside = "fmt=screen" in line
            screens += inside
        elif line.startswith(". "):
            inside = 0
        elif inside:
            line = line[1:] if line.startswith("..") else line
            if width(line) > columns:
                faults.append(f"{columns}: {width(line)} columns: {line}")
            if "\\N" in line or "\t" in line or line.startswith("# "):
                faults.append(f"{columns}: for scripts: {line}")
    return screens


def main():
    lines, faults = examples(), []
    counts = [check(columns, lines, faults) for columns in WIDTHS]
    for fault in faults[:20]:
        print(fault)
    print(f"screens={sum(counts)} widths={','.join(map(str, WIDTHS))} faults={len(faults)}")
    sys.exit(1 if faults or min(counts) < 60 else 0)


main()
