-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text);
INSERT INTO customers SELECT n, 'customer' || n || '@example.com' FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers ADD COLUMN country text DEFAULT 'DE';
ALTER TABLE customers ADD CONSTRAINT country_present CHECK (country IS NOT NULL) NOT VALID;

-- app
INSERT INTO customers (id, email) VALUES (101, 'new@example.com');
