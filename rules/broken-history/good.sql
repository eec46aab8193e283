-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);

-- migration a1 from the start
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;

-- migration b2 after a1
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN code text;

-- migration c3 after b2
SET lock_timeout = '5s';
ALTER TABLE orders ALTER COLUMN code SET DEFAULT '';
