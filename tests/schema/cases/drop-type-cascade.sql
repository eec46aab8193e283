CREATE TYPE order_status AS ENUM ('new', 'paid');
CREATE TABLE orders (id integer, status order_status);
CREATE INDEX ON orders (id, status);
DROP TYPE order_status CASCADE;
DROP TYPE IF EXISTS nothing;
