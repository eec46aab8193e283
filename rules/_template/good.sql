-- setup
CREATE TABLE carts (id bigint PRIMARY KEY, touched_at timestamptz NOT NULL DEFAULT now());
INSERT INTO carts SELECT n FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
DELETE FROM carts WHERE id BETWEEN 1 AND 100;
