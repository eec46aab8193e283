CREATE SCHEMA billing;
CREATE TYPE billing.status AS ENUM ('open', 'paid');
CREATE TABLE billing.invoices (id serial PRIMARY KEY, status billing.status);
CREATE TABLE payments (id integer, invoice_id integer REFERENCES billing.invoices, status billing.status);
CREATE VIEW open_invoices AS SELECT id FROM billing.invoices;
DROP SCHEMA billing CASCADE;
