-- The same question as ibm-aging.awk asks, by a second engine, so that the oracle is not one
-- program's opinion:
--   sqlite3 -cmd '.import --csv FILE.csv ibm' -cmd '.parameter init' \
--     -cmd ".parameter set @asof \"'2013-06-30'\"" :memory: < ibm-aging.sql
.mode tabs
WITH split AS (
  SELECT *,
    instr(InvoiceDate, '/') AS i1, instr(DueDate, '/') AS d1, instr(SettledDate, '/') AS s1
  FROM ibm
), dated AS (
  SELECT CAST(round(InvoiceAmount * 100) AS INTEGER) AS cents,
    julianday(printf('%s-%02d-%02d', substr(InvoiceDate, -4), substr(InvoiceDate, 1, i1 - 1),
      rtrim(substr(InvoiceDate, i1 + 1, 2), '/'))) AS billed,
    julianday(printf('%s-%02d-%02d', substr(DueDate, -4), substr(DueDate, 1, d1 - 1),
      rtrim(substr(DueDate, d1 + 1, 2), '/'))) AS due,
    julianday(printf('%s-%02d-%02d', substr(SettledDate, -4), substr(SettledDate, 1, s1 - 1),
      rtrim(substr(SettledDate, s1 + 1, 2), '/'))) AS settled
  FROM split
), open AS (
  SELECT cents, julianday(@asof) - due AS late
  FROM dated WHERE billed <= julianday(@asof) AND settled > julianday(@asof)
)
SELECT
  printf('%.2f', coalesce(sum(cents) FILTER (WHERE late <= 0), 0) / 100.0),
  printf('%.2f', coalesce(sum(cents) FILTER (WHERE late BETWEEN 1 AND 30), 0) / 100.0),
  printf('%.2f', coalesce(sum(cents) FILTER (WHERE late BETWEEN 31 AND 60), 0) / 100.0),
  printf('%.2f', coalesce(sum(cents) FILTER (WHERE late BETWEEN 61 AND 90), 0) / 100.0),
  printf('%.2f', coalesce(sum(cents) FILTER (WHERE late BETWEEN 91 AND 120), 0) / 100.0),
  printf('%.2f', coalesce(sum(cents) FILTER (WHERE late > 120), 0) / 100.0),
  printf('%.2f', coalesce(sum(cents), 0) / 100.0)
FROM open;
