-- setup
CREATE TYPE order_status AS ENUM ('open', 'paid');

-- migration
ALTER TYPE order_status ADD VALUE 'draft';
