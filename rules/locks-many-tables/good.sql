-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id bigint NOT NULL,
  total numeric(10, 2) NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
INSERT INTO customers SELECT n, 'customer' || n || '@example.com' FROM generate_series(1, 100) AS n;
INSERT INTO orders SELECT n, n, n * 10 FROM generate_series(1, 100) AS n;
CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint NOT NULL);
INSERT INTO invoices SELECT n, n FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers ADD COLUMN note text;

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;

-- migration
SET lock_timeout = '5s';
ALTER TABLE invoices ADD COLUMN note text;
