-- dialect: sqlite
-- setup
CREATE TABLE orders (id integer PRIMARY KEY, total integer NOT NULL);
INSERT INTO orders (id, total) VALUES (1, 10), (2, 20);

-- migration (no transaction)
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE new_orders (id integer PRIMARY KEY, total real NOT NULL);
INSERT INTO new_orders (id, total) SELECT id, total FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
COMMIT;
PRAGMA foreign_keys = ON;
