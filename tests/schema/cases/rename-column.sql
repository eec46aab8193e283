CREATE TABLE customers (id integer PRIMARY KEY, email text, CHECK (email <> ''), UNIQUE (email, id));
CREATE TABLE orders (customer_id integer REFERENCES customers, total integer, doubled integer GENERATED ALWAYS AS (total * 2) STORED);
CREATE INDEX customers_lower ON customers (lower(email)) WHERE email IS NOT NULL;
ALTER TABLE customers RENAME COLUMN id TO customer_number;
ALTER TABLE customers RENAME COLUMN email TO mail;
ALTER TABLE orders RENAME total TO amount;
ALTER TABLE orders RENAME customer_id TO customer_number;
