-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text, phone text, fax text);
INSERT INTO customers
  SELECT n, 'customer' || n || '@example.com', '+49 30 ' || n, '+49 31 ' || n FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers ADD CONSTRAINT email_present CHECK (email IS NOT NULL) NOT VALID;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers VALIDATE CONSTRAINT email_present;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers ALTER COLUMN email SET NOT NULL;
ALTER TABLE customers DROP CONSTRAINT email_present;
