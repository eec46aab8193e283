-- setup
CREATE TABLE carts (id bigint PRIMARY KEY, touched_at timestamptz NOT NULL DEFAULT now());
INSERT INTO carts SELECT n FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
TRUNCATE carts;
