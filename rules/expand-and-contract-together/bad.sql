-- also: mixed-schema-and-data
-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, first_name text, last_name text);
INSERT INTO customers SELECT n, 'Ada', 'Customer ' || n FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers ADD COLUMN surname text;
UPDATE customers SET surname = last_name WHERE id BETWEEN 1 AND 10000;
ALTER TABLE customers DROP COLUMN last_name;

-- app
SELECT id, first_name, last_name FROM customers WHERE id = 1;
