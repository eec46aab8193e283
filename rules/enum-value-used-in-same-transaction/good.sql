-- setup
CREATE TYPE order_status AS ENUM ('open', 'paid');
CREATE TABLE orders (id bigint PRIMARY KEY, status order_status NOT NULL DEFAULT 'open');
INSERT INTO orders SELECT n, 'open' FROM generate_series(1, 100) AS n;

-- migration
ALTER TYPE order_status ADD VALUE 'draft' BEFORE 'open';

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ALTER COLUMN status SET DEFAULT 'draft';
