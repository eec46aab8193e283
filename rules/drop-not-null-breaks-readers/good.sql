-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text NOT NULL);
CREATE TABLE mailings (customer_id bigint NOT NULL, email text NOT NULL);
INSERT INTO customers SELECT n, 'customer' || n || '@example.com' FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
-- migrate-lint-disable-next-line drop-not-null-breaks-readers -- every release since 4.2 skips customers without one
ALTER TABLE customers ALTER COLUMN email DROP NOT NULL;

-- migration
INSERT INTO customers (id, email) VALUES (101, NULL);

-- app
INSERT INTO mailings (customer_id, email) SELECT id, email FROM customers WHERE email IS NOT NULL;
