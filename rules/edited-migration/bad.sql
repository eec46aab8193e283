-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text, ADD COLUMN channel text;

-- before
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;
