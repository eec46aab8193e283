CREATE TABLE customers (id integer PRIMARY KEY, code text UNIQUE);
CREATE TABLE orders (customer_id integer REFERENCES customers, customer_code text REFERENCES customers (code));
ALTER TABLE customers DROP CONSTRAINT customers_code_key CASCADE;
ALTER TABLE customers DROP CONSTRAINT IF EXISTS nothing;
ALTER TABLE customers DROP CONSTRAINT customers_pkey CASCADE;
