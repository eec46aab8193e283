CREATE TABLE customers (id integer PRIMARY KEY);
CREATE TABLE orders (id integer, customer_id integer, total integer);
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE SET NULL ON UPDATE CASCADE NOT VALID;
ALTER TABLE orders ADD CHECK (total > 0) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_id_there CHECK (id IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_customer;
ALTER TABLE orders VALIDATE CONSTRAINT orders_id_there;
ALTER TABLE orders ALTER COLUMN id SET NOT NULL;
