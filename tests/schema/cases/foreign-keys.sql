CREATE TABLE customers (id integer, region text, PRIMARY KEY (region, id));
CREATE TABLE orders (customer_id integer, region text, parent_id integer PRIMARY KEY REFERENCES orders, FOREIGN KEY (region, customer_id) REFERENCES customers MATCH FULL ON DELETE CASCADE);
ALTER TABLE orders ADD COLUMN previous_id integer REFERENCES orders (parent_id) ON DELETE SET NULL;
ALTER TABLE orders ADD CONSTRAINT named FOREIGN KEY (previous_id) REFERENCES orders ON DELETE RESTRICT;
ALTER TABLE orders ADD FOREIGN KEY (previous_id) REFERENCES orders;
