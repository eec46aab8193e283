-- also: drop-column-breaks-running-app
-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text, fax text);

-- migration
SET lock_timeout = '5s';
ALTER TABLE customers DROP COLUMN fax;
