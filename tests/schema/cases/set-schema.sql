CREATE SCHEMA billing;
CREATE TABLE customers (id serial PRIMARY KEY, email text UNIQUE);
CREATE TABLE orders (id integer, customer_id integer REFERENCES customers);
CREATE VIEW customer_list AS SELECT id FROM customers;
ALTER TABLE customers SET SCHEMA billing;
ALTER VIEW customer_list SET SCHEMA billing;
ALTER TABLE billing.customers RENAME TO clients;
