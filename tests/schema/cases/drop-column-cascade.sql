CREATE TABLE customers (id integer PRIMARY KEY, code text UNIQUE, name text, upper_name text GENERATED ALWAYS AS (upper(name)) STORED);
CREATE TABLE orders (id integer, customer_code text REFERENCES customers (code), customer_id integer REFERENCES customers);
CREATE VIEW customer_names AS SELECT name FROM customers;
CREATE VIEW customer_ids AS SELECT id FROM customers;
ALTER TABLE customers DROP COLUMN code CASCADE;
ALTER TABLE customers DROP COLUMN name CASCADE;
