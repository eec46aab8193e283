-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, note text);
CREATE TABLE invoices (id bigint PRIMARY KEY, note text);
