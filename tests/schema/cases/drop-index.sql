CREATE TABLE orders (id integer, code text, total integer);
CREATE INDEX orders_code ON orders (code);
CREATE INDEX CONCURRENTLY orders_total ON orders (total);
CREATE INDEX orders_both ON orders (code, total);
DROP INDEX orders_code;
DROP INDEX CONCURRENTLY orders_total;
REINDEX TABLE orders;
