-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL REFERENCES customers (id));
CREATE INDEX orders_customer_id_idx ON orders (customer_id);
INSERT INTO customers SELECT n, 'customer' || n || '@example.com' FROM generate_series(1, 100) AS n;
INSERT INTO orders SELECT n, n FROM generate_series(1, 90) AS n;

-- migration
SET lock_timeout = '5s';
TRUNCATE customers CASCADE;
