CREATE TABLE customers (id serial PRIMARY KEY, email text UNIQUE);
CREATE TABLE orders (id integer, customer_id integer REFERENCES customers, parent_id integer);
CREATE VIEW customer_list AS SELECT id FROM customers;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER customers_touch BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE customers RENAME TO clients;
ALTER TABLE clients ADD CHECK (id > 0);
ALTER TABLE clients ADD COLUMN number serial;
CREATE INDEX ON clients (email);
