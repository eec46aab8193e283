-- setup
CREATE TABLE customers (id bigint PRIMARY KEY, email text, fax text);

-- migration
-- Nobody has sent a fax since 2019. Instances older than 4.2 fail until they are replaced.
SET lock_timeout = '5s';
-- migrate-lint-disable-next-line drop-column-breaks-running-app -- agreed with support, 4.2 is everywhere since May
ALTER TABLE customers DROP COLUMN fax;
