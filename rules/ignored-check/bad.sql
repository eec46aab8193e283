-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);
INSERT INTO orders SELECT n, 90 - n FROM generate_series(1, 100) AS n;

-- migration
SELECT count(*) FROM orders WHERE total < 0;
SET lock_timeout = '5s';
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
