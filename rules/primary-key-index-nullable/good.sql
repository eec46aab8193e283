-- setup
CREATE TABLE orders (id bigint, note text);
INSERT INTO orders SELECT n, 'note' FROM generate_series(1, 100) AS n;
CREATE UNIQUE INDEX orders_id_idx ON orders (id);

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ADD CONSTRAINT orders_id_present CHECK (id IS NOT NULL) NOT VALID;

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders VALIDATE CONSTRAINT orders_id_present;

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_idx;
ALTER TABLE orders DROP CONSTRAINT orders_id_present;
