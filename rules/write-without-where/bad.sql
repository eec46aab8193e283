-- setup
CREATE TABLE carts (id bigint PRIMARY KEY, customer_id bigint NOT NULL, updated_at date NOT NULL);
INSERT INTO carts SELECT n, n, date '2026-01-01' + n::int FROM generate_series(1, 100) AS n;

-- migration
DELETE FROM carts;
