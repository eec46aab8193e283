-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, first_name text NOT NULL, last_name text NOT NULL);
INSERT INTO customers SELECT n, 'Ada', 'Customer ' || n FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers ADD COLUMN full_name text;

-- migration
UPDATE customers SET full_name = first_name || ' ' || last_name WHERE full_name IS NULL;
