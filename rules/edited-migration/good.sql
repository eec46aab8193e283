-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);

-- migration
-- What the customer wants the driver to know.
SET lock_timeout = '5s';
ALTER TABLE orders
  ADD COLUMN note text;

-- before
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;

-- migration (new)
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN channel text;
