CREATE TABLE orders (id serial PRIMARY KEY, total integer CHECK (total > 0));
CREATE INDEX ON orders (total);
ALTER TABLE orders RENAME TO old_orders;
CREATE TABLE orders (id serial PRIMARY KEY, total integer CHECK (total > 0));
CREATE INDEX ON orders (total);
DROP TABLE old_orders;
