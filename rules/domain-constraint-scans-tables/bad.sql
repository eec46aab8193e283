-- setup
CREATE DOMAIN email AS text;
CREATE TABLE customers (id bigint PRIMARY KEY, email email NOT NULL);
INSERT INTO customers SELECT n, 'customer' || n || '@example.com' FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER DOMAIN email ADD CONSTRAINT email_has_at CHECK (VALUE LIKE '%@%');
