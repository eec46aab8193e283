CREATE TABLE customers (id serial PRIMARY KEY);
CREATE TABLE orders (id integer, customer_id integer REFERENCES customers);
-- refused
DROP TABLE customers;
DROP TABLE orders;
