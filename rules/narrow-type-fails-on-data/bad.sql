-- also: change-type-rewrites-table
-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, phone text);
INSERT INTO customers SELECT n, '+49 30 ' || repeat(n::text, 10) FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers ALTER COLUMN phone TYPE varchar(20);
