-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);

-- migration a1 from the start
SET lock_timeout = '5s';
ALTER TABLE orders ADD COLUMN note text;

-- migration c3 after a1
SET lock_timeout = '5s';
ALTER TABLE orders ALTER COLUMN note SET DEFAULT '';

-- migration b2 after c3
SET lock_timeout = '5s';
ALTER TABLE orders ALTER COLUMN note SET DEFAULT 'none';
