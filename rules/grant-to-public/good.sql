-- setup
CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric);

-- migration
CREATE ROLE bookkeeping NOLOGIN;
GRANT SELECT ON invoices TO bookkeeping;
