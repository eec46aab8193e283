-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note text, created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX orders_created_at_idx ON orders (created_at);
INSERT INTO orders SELECT n, 'note' FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
CLUSTER orders USING orders_created_at_idx;
