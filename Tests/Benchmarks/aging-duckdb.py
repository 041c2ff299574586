"""The aging of `piperoll bench --book` in DuckDB: aging-duckdb.py ACCOUNTS ITEMS.

Prints its version and the total that is open, in cents. Then, for each line `BY THREADS COUNT` of
its input, the median time of so many queries, in milliseconds.
"""

import statistics
import sys
import time

import duckdb

accounts, items = int(sys.argv[1]), int(sys.argv[2])
book = duckdb.connect()
book.execute(
    f"""
    CREATE TABLE accounts AS
      SELECT a::INTEGER account, 'c' || a % 10 collector, 'p' || a % 7 portfolio
      FROM range({accounts}) t(a);
    CREATE TABLE items AS
      SELECT a::INTEGER account, current_date - ((i * 97 + a % 89) % 540)::INTEGER + 30 due,
        ((10 + (a * 31 + i * 17) % 990) * 100 + 50)::BIGINT remaining
      FROM range({accounts}) t(a), range({items}) u(i)
      ORDER BY a, i;
    """
)

BUCKETS = [("not_due", "late <= 0")]
BUCKETS += [(f"d{a}_{a + 29}", f"late BETWEEN {a} AND {a + 29}") for a in (1, 31, 61, 91)]
BUCKETS += [("over_120", "late > 120")]
SUMS = ", ".join(f"sum(remaining) FILTER ({late}) {name}" for name, late in BUCKETS)
QUERIES = {
    "total": f"""SELECT {SUMS}, sum(remaining)
      FROM (SELECT remaining, current_date - due late FROM items)""",
    "collector": f"""SELECT collector, {SUMS}, sum(remaining)
      FROM (SELECT account, remaining, current_date - due late FROM items)
      JOIN accounts USING (account) GROUP BY collector ORDER BY collector""",
}

total = book.execute("SELECT sum(remaining) FROM items").fetchone()[0]
print(duckdb.__version__, total, flush=True)
for line in sys.stdin:
    by, threads, count = line.split()
    book.execute(f"SET threads = {int(threads)}")
    book.execute(QUERIES[by]).fetchall()
    times = []
    for _ in range(int(count)):
        start = time.perf_counter()
        book.execute(QUERIES[by]).fetchall()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{statistics.median(times):.3f}", flush=True)
