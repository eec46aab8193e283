CREATE SCHEMA billing;
CREATE TABLE billing.customers (id serial PRIMARY KEY, email text UNIQUE);
CREATE TABLE orders (id integer, customer_id integer REFERENCES billing.customers);
ALTER SCHEMA billing RENAME TO accounting;
