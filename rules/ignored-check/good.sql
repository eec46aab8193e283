-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);
INSERT INTO orders SELECT n, 90 - n FROM generate_series(1, 100) AS n;

-- migration
UPDATE orders SET total = 0 WHERE id BETWEEN 91 AND 100;

-- migration
SET lock_timeout = '5s';
DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM orders WHERE total < 0) THEN
    RAISE EXCEPTION 'there are orders with a negative total';
  END IF;
END $$;
ALTER TABLE orders ADD CONSTRAINT orders_total_positive CHECK (total >= 0) NOT VALID;

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders VALIDATE CONSTRAINT orders_total_positive;
