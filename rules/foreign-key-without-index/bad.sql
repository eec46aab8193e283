-- setup
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL);
INSERT INTO customers SELECT n FROM generate_series(1, 10000) AS n;
INSERT INTO orders SELECT n, n % 5000 + 1 FROM generate_series(1, 10000) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders
  ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer_id) REFERENCES customers (id) NOT VALID;

-- app
DELETE FROM customers WHERE id = 9999;
