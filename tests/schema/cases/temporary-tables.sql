CREATE TABLE orders (id integer);
CREATE TEMPORARY TABLE orders (number integer);
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE public.orders ADD COLUMN code text;
DROP TABLE orders;
ALTER TABLE orders ADD COLUMN kind text;
