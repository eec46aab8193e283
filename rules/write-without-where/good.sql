-- setup
CREATE TABLE carts (id bigint PRIMARY KEY, customer_id bigint NOT NULL, updated_at date NOT NULL);
INSERT INTO carts SELECT n, n, date '2026-01-01' + n::int FROM generate_series(1, 100) AS n;

-- migration
DELETE FROM carts WHERE id IN (SELECT id FROM carts WHERE updated_at < '2026-02-01' ORDER BY id LIMIT 1000);
