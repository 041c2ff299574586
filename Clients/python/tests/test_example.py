"""The example of README.md, as it stands there."""

from __future__ import annotations

import contextlib
import io
import re
import unittest
from pathlib import Path
from unittest import mock

import piperoll

from .desk import Server

PAGE = Path(__file__).resolve().parents[1] / "README.md"


class Example(unittest.TestCase):
    def test_the_example_does_what_it_says(self) -> None:
        server = Server()
        self.addCleanup(server.remove)
        with server.connect() as desk:
            desk.request("POST ACCOUNT", "T-1042", kind="trade", name="Harbor", date="2026-08-01")
            desk.request("POST INVOICE", "T-1042", "INV-1", "1250.00", date="2026-10-05")
        text = PAGE.read_text("utf-8")
        [example, being_told] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        self.assertLessEqual(len([line for line in example.split("\n") if line]), 30)
        for code in (example, being_told):
            compile(code, str(PAGE), "exec")
        output = io.StringIO()
        with mock.patch.object(piperoll, "connect", lambda *words, **keys: server.connect()):
            with contextlib.redirect_stdout(output):
                exec(example, {})
        lines = output.getvalue().splitlines()
        self.assertEqual(lines[:3], [
            "USD 1250.00", "INV-1 2026-11-04 1250.00", "entry 4 leaves 0.00"])
        self.assertEqual(len(lines), 103)
        self.assertEqual(lines[3], "LOOKUP ACCOUNT T-1000 is unknown")
        self.assertEqual(lines[3 + 42], "LOOKUP ACCOUNT T-1042 750.00")


if __name__ == "__main__":
    unittest.main()
