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

-- migration
SET lock_timeout = '5s';
CREATE TABLE refunds (
  id bigint PRIMARY KEY,
  order_id bigint NOT NULL,
  CONSTRAINT refunds_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id)
);
CREATE INDEX refunds_order_id_idx ON refunds (order_id);
