CREATE TABLE customers (id serial PRIMARY KEY, email text UNIQUE);
CREATE TABLE orders (id integer, customer_id integer REFERENCES customers);
CREATE VIEW order_list AS SELECT id FROM orders;
DROP TABLE IF EXISTS carts;
DROP TABLE orders CASCADE;
DROP TABLE customers;
