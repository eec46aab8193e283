-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS code varchar(20);

-- migration (new)
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS channel text;
