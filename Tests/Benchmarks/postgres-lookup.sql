\set key random(0, :keys - 1)
SELECT json_build_object('account', a.account, 'kind', a.kind, 'name', a.name,
  'currency', a.currency, 'balance', a.balance, 'collector', a.collector, 'contact', c.name,
  'items', (
    SELECT json_agg(json_build_object('invoice', i.invoice, 'due', i.due, 'amount', i.amount,
      'open', i.remaining) ORDER BY i.due, i.id)
    FROM items i WHERE i.account = a.account AND i.remaining > 0))
FROM contacts c JOIN accounts a ON a.account = c.account
WHERE c.phone = '+1212' || (2000000 + :key % 8000000)::text;
