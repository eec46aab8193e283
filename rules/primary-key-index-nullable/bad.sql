-- setup
CREATE TABLE orders (id bigint, note text);
INSERT INTO orders SELECT n, 'note' FROM generate_series(1, 100) AS n;
CREATE UNIQUE INDEX orders_id_idx ON orders (id);

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_idx;
