-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, created_at timestamptz NOT NULL);
CREATE INDEX orders_customer_day_idx ON orders (customer_id, created_at);
INSERT INTO orders SELECT n, n % 10, now() FROM generate_series(1, 100) AS n;

-- migration (no transaction)
CREATE INDEX CONCURRENTLY orders_customer_idx ON orders (customer_id);
