CREATE TABLE orders (id integer, total integer);
CREATE TABLE big_orders AS SELECT * FROM orders WHERE total > 100;
ALTER TABLE big_orders ADD COLUMN note text NOT NULL;
CREATE INDEX ON big_orders (note);
SELECT id INTO order_ids FROM orders;
