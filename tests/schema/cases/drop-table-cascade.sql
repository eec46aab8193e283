CREATE TABLE customers (id serial PRIMARY KEY, email text UNIQUE);
CREATE TABLE orders (id integer, customer_id integer REFERENCES customers);
CREATE VIEW customer_list AS SELECT id FROM customers;
CREATE VIEW customer_numbers AS SELECT id FROM customer_list;
CREATE VIEW order_list AS SELECT id FROM orders;
DROP TABLE customers CASCADE;
