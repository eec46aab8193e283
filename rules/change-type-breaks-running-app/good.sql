-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, number integer NOT NULL);
INSERT INTO orders SELECT n, n + 1000 FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN number_text text;

-- app
SELECT id FROM orders WHERE number = 1005;
