-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text, phone text, fax text);
INSERT INTO customers
  SELECT n, 'customer' || n || '@example.com', '+49 30 ' || n, '+49 31 ' || n FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers ADD COLUMN phone_number text;

-- migration
UPDATE customers SET phone_number = phone WHERE phone_number IS NULL AND id BETWEEN 1 AND 10000;

-- app
SELECT id, email, phone FROM customers WHERE id = 1;
