-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  total numeric(10, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO customers SELECT n, 'customer' || n || '@example.com' FROM generate_series(1, 100) AS n;
INSERT INTO orders SELECT n, n, n * 10 FROM generate_series(1, 100) AS n;

-- migration (no transaction)
CREATE INDEX CONCURRENTLY orders_customer_id_idx ON orders (customer_id);

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders
  ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;
