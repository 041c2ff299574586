-- The book of `piperoll bench --book` as one would keep it here, amounts in cents, and a payment as
-- one would post it: the account's row is the lock.
CREATE TABLE accounts (
  account text PRIMARY KEY, kind text NOT NULL, name text NOT NULL, currency text NOT NULL,
  terms int NOT NULL, collector text, portfolio text, opened date NOT NULL,
  balance bigint NOT NULL, unapplied bigint NOT NULL DEFAULT 0);
CREATE TABLE contacts (
  id bigserial PRIMARY KEY, account text NOT NULL REFERENCES accounts, role text NOT NULL,
  name text NOT NULL, phone text NOT NULL);
CREATE TABLE items (
  id bigserial PRIMARY KEY, account text NOT NULL REFERENCES accounts, invoice text NOT NULL,
  dated date NOT NULL, due date NOT NULL, amount bigint NOT NULL, remaining bigint NOT NULL);
CREATE TABLE payments (
  id bigserial PRIMARY KEY, account text NOT NULL REFERENCES accounts, amount bigint NOT NULL,
  unapplied bigint NOT NULL, ref text NOT NULL, posted timestamptz NOT NULL DEFAULT now());
CREATE TABLE applications (
  id bigserial PRIMARY KEY, payment bigint NOT NULL REFERENCES payments,
  item bigint NOT NULL REFERENCES items, amount bigint NOT NULL);

INSERT INTO accounts
  SELECT 'A-' || lpad(a::text, 7, '0'), (ARRAY['trade', 'consumer', 'patient', 'loan'])[a % 4 + 1],
    'Account ' || lpad(a::text, 7, '0'), 'USD', 30, 'c' || a % 10, 'p' || a % 7, current_date, 0
  FROM generate_series(0, :accounts - 1) a;
INSERT INTO contacts (account, role, name, phone)
  SELECT 'A-' || lpad(a::text, 7, '0'), 'debtor', 'Debtor ' || lpad(a::text, 7, '0'),
    '+1212' || 2000000 + a % 8000000
  FROM generate_series(0, :accounts - 1) a;
INSERT INTO items (account, invoice, dated, due, amount, remaining)
  SELECT 'A-' || lpad(a::text, 7, '0'), 'I-' || lpad(a::text, 7, '0') || '-' || i,
    current_date - (i * 97 + a % 89) % 540, current_date - (i * 97 + a % 89) % 540 + 30,
    (10 + (a * 31 + i * 17) % 990) * 100 + 50, (10 + (a * 31 + i * 17) % 990) * 100 + 50
  FROM generate_series(0, :accounts - 1) a, generate_series(0, :items - 1) i;
UPDATE accounts SET balance = total
  FROM (SELECT account, sum(remaining) total FROM items GROUP BY account) t
  WHERE t.account = accounts.account;

CREATE INDEX ON contacts (phone);
CREATE INDEX ON contacts (account);
CREATE UNIQUE INDEX ON items (account, invoice);
CREATE INDEX ON items (account, due, id) WHERE remaining > 0;
CREATE UNIQUE INDEX ON payments (ref);
CREATE INDEX ON payments (account);
CREATE INDEX ON applications (payment);
CREATE INDEX ON applications (item);

CREATE FUNCTION post_payment(payer text, amount bigint, ref text) RETURNS bigint
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
  lacking bigint := amount;
  part bigint;
  item record;
  payment bigint;
  result bigint;
BEGIN
  PERFORM 1 FROM accounts WHERE account = payer FOR UPDATE;
  IF NOT FOUND THEN RAISE EXCEPTION 'no account %', payer; END IF;
  INSERT INTO payments (account, amount, unapplied, ref) VALUES (payer, amount, 0, ref)
    RETURNING id INTO payment;
  FOR item IN
    SELECT id, remaining FROM items WHERE account = payer AND remaining > 0 ORDER BY due, id
  LOOP
    part := least(lacking, item.remaining);
    UPDATE items SET remaining = remaining - part WHERE id = item.id;
    INSERT INTO applications (payment, item, amount) VALUES (payment, item.id, part);
    lacking := lacking - part;
    EXIT WHEN lacking = 0;
  END LOOP;
  IF lacking > 0 THEN UPDATE payments SET unapplied = lacking WHERE id = payment; END IF;
  UPDATE accounts SET balance = balance - amount, unapplied = unapplied + lacking
    WHERE account = payer RETURNING balance INTO result;
  RETURN result;
END $$;

VACUUM ANALYZE;
CHECKPOINT;
