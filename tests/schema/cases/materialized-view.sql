CREATE TABLE orders (id integer, total integer);
CREATE MATERIALIZED VIEW daily AS SELECT id, total FROM orders;
CREATE INDEX daily_total ON daily (total);
ALTER MATERIALIZED VIEW daily RENAME TO days;
DROP INDEX daily_total;
CREATE INDEX ON days (total, id);
