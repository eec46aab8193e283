-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, customer_name text);
INSERT INTO customers VALUES (1, 'Grace'), (2, 'Flannery O''Connor');
INSERT INTO orders SELECT id, id, NULL FROM customers;
