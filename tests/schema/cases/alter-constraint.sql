CREATE TABLE customers (id integer PRIMARY KEY);
CREATE TABLE orders (customer_id integer REFERENCES customers, other_id integer REFERENCES customers DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE orders ALTER CONSTRAINT orders_customer_id_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE orders ALTER CONSTRAINT orders_other_id_fkey NOT DEFERRABLE;
ALTER TABLE orders ADD CONSTRAINT loose CHECK (customer_id > 0) NOT ENFORCED;
