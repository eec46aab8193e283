CREATE TYPE order_status AS ENUM ('new', 'paid');
ALTER TYPE order_status ADD VALUE 'shipped';
ALTER TYPE order_status ADD VALUE 'packed' BEFORE 'shipped';
ALTER TYPE order_status ADD VALUE 'billed' AFTER 'new';
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'paid';
ALTER TYPE order_status RENAME VALUE 'new' TO 'fresh';
CREATE TABLE orders (id integer, status order_status NOT NULL DEFAULT 'fresh', history order_status[]);
ALTER TYPE order_status RENAME TO status_of_order;
