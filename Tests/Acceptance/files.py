#!/usr/bin/env python3
"""IBM's receivables sample written as other programs would write it, and what its rows come to.

    files.py make FORM SAMPLE TARGET    writes the sample in a form; prints what has to become of it
    files.py rejects FILE               prints the line and the code of each row of a rejects file
    files.py sums FILE                  prints `rows` and `sum` of a file of invoices as it stands

`make` prints `rows N`, `sum S`, `good N`, `good-sum S` and `bad LINE` for each row that cannot be an
invoice. It reads with Python's csv and adds with decimal, and shares nothing with the client.
"""
import csv
import io
import random
import re
import sys
from decimal import Decimal

NEEDED = ["customerID", "invoiceNumber", "InvoiceDate", "DueDate", "InvoiceAmount"]
BLANKS, SEED = 240, 11


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], rows[1:]


def german(amount):
    """1234.5 as 1.234,50"""
    return f"{Decimal(amount):,.2f}".translate(str.maketrans(",.", ".,"))


def day_first(day):
    month, day, year = day.split("/")
    return f"{int(day):02}.{int(month):02}.{year}"


def make(form, header, rows):
    """The rows in a form, and how they are written."""
    style = {"delimiter": ",", "lineterminator": "\n", "encoding": "utf-8"}
    amount, number = header.index("InvoiceAmount"), header.index("invoiceNumber")
    days = [header.index(name) for name in ("InvoiceDate", "DueDate", "SettledDate")]
    if form == "bom":
        style["encoding"] = "utf-8-sig"
    elif form == "crlf":
        style["lineterminator"] = "\r\n"
    elif form == "semicolons":
        style["delimiter"] = ";"
    elif form == "tabs":
        style["delimiter"] = "\t"
    elif form == "quoted":
        header.append("Name")
        for count, row in enumerate(rows):
            row.append(f'Vale, Harbor & "Co"{count}' + ("\nsecond line" if count % 3 == 0 else ""))
    elif form == "german":
        style["delimiter"] = ";"
        for row in rows:
            row[amount] = german(Decimal(row[amount]) * 100)
    elif form == "days":
        for row in rows:
            for column in days:
                row[column] = day_first(row[column])
    elif form == "windows":
        style["encoding"] = "windows-1252"
        header.append("Name")
        for row in rows:
            row.append("M\u00fcller \u2019 \u20ac")
    elif form == "zeros":
        for row in rows:
            row[number] = str(int(row[number]))
    elif form == "blanks":
        chance = random.Random(SEED)
        cells = [(row, column) for row in range(len(rows)) for column in range(len(header))]
        for row, column in chance.sample(cells, BLANKS):
            rows[row][column] = ""
    elif form != "plain":
        sys.exit(f"no form {form}")
    return style


def value(form, text):
    if form == "german":
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def expected(form, header, rows, lines):
    """Prints what has to become of the rows."""
    all_sum = good_sum = Decimal(0)
    bad = []
    for row, line in zip(rows, lines):
        cell = dict(zip(header, row))
        amount = value(form, cell["InvoiceAmount"])
        all_sum += amount or 0
        if any(not cell[name] for name in NEEDED) or len(cell["invoiceNumber"]) != 10:
            bad.append(line)
        else:
            good_sum += amount
    print(f"rows {len(rows)}", f"sum {all_sum}", f"good {len(rows) - len(bad)}", sep="\n")
    print(f"good-sum {good_sum}")
    for line in bad:
        print(f"bad {line}")


def write(path, header, rows, style):
    """Writes the file and tells at which line each row begins."""
    text, lines, line = io.StringIO(), [], 1
    writer = csv.writer(text, delimiter=style["delimiter"], lineterminator=style["lineterminator"])
    for row in [header] + rows:
        lines.append(line)
        before = text.tell()
        writer.writerow(row)
        text.seek(before)
        line += text.read().count("\n")
    with open(path, "w", encoding=style["encoding"], newline="") as file:
        file.write(text.getvalue())
    return lines[1:]


def main(arguments):
    if arguments[:1] == ["make"] and len(arguments) == 4:
        header, rows = read(arguments[2])
        style = make(arguments[1], header, rows)
        lines = write(arguments[3], header, rows, style)
        expected(arguments[1], header, rows, lines)
    elif arguments[:1] == ["rejects"] and len(arguments) == 2:
        header, rows = read(arguments[1])
        for row in rows:
            cell = dict(zip(header, row))
            if len(row) != len(header) or not cell["rejected-why"]:
                sys.exit(f"a row of the rejects is not whole: {row}")
            print(cell["rejected-line"], cell["rejected-code"])
    elif arguments[:1] == ["sums"] and len(arguments) == 2:
        header, rows = read(arguments[1])
        column = header.index("InvoiceAmount")
        print(f"rows {len(rows)}", f"sum {sum(Decimal(row[column]) for row in rows)}", sep="\n")
    else:
        sys.exit(__doc__)


main(sys.argv[1:])
