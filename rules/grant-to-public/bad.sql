-- setup
CREATE TABLE invoices (id bigint PRIMARY KEY, total numeric);

-- migration
GRANT SELECT ON invoices TO PUBLIC;
