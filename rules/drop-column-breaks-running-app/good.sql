-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text, phone text, fax text);
INSERT INTO customers
  SELECT n, 'customer' || n || '@example.com', '+49 30 ' || n, '+49 31 ' || n FROM generate_series(1, 100) AS n;

-- migration
-- migrate-lint-retire customers.fax -- no release since 4.2 reads it, its data is archived
SET lock_timeout = '5s';
ALTER TABLE customers ALTER COLUMN fax DROP NOT NULL;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers DROP COLUMN fax;

-- app
SELECT id, email, phone FROM customers WHERE id = 1;
