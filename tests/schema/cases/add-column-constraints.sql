CREATE TABLE customers (id integer PRIMARY KEY);
CREATE TABLE orders (id integer);
ALTER TABLE orders ADD COLUMN customer_id integer NOT NULL CONSTRAINT to_customer REFERENCES customers ON DELETE CASCADE;
ALTER TABLE orders ADD COLUMN code text UNIQUE CHECK (code <> '') DEFAULT 'x';
ALTER TABLE orders ADD COLUMN number serial PRIMARY KEY;
