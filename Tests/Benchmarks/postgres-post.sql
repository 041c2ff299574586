\set key random(0, :keys - 1)
\set n random(0, 1000000000000000)
SELECT post_payment('A-' || lpad(:key::text, 7, '0'), 100, :round::text || '-' || :n::text);
