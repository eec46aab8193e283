-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint NOT NULL, total numeric(10, 2) NOT NULL);
INSERT INTO orders SELECT n, n % 10, n FROM generate_series(1, 100) AS n;
CREATE MATERIALIZED VIEW sales AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
CREATE UNIQUE INDEX sales_customer_id_key ON sales (customer_id);

-- migration
SET lock_timeout = '5s';
REFRESH MATERIALIZED VIEW sales;
