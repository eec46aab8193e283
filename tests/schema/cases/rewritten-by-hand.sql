CREATE TABLE orders (id integer PRIMARY KEY, total integer NOT NULL);
ALTER TABLE orders ADD COLUMN total_new bigint;
UPDATE orders SET total_new = total;
ALTER TABLE orders ALTER COLUMN total_new SET NOT NULL;
ALTER TABLE orders DROP COLUMN total;
ALTER TABLE orders RENAME COLUMN total_new TO total;
CREATE INDEX ON orders (total);
