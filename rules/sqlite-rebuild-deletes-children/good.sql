-- dialect: sqlite
-- setup
CREATE TABLE orders (id integer PRIMARY KEY AUTOINCREMENT, code text NOT NULL);
CREATE TABLE order_lines (
  id integer PRIMARY KEY,
  order_id integer NOT NULL REFERENCES orders (id) ON DELETE CASCADE
);
INSERT INTO orders (id, code) VALUES (1, 'A-1'), (2, 'A-2');
INSERT INTO order_lines (id, order_id) VALUES (1, 1), (2, 1), (3, 2);

-- migration (no transaction)
PRAGMA foreign_keys = OFF;
BEGIN;
CREATE TABLE new_orders (id integer PRIMARY KEY AUTOINCREMENT, code varchar(20) NOT NULL);
INSERT INTO new_orders (id, code) SELECT id, code FROM orders;
DROP TABLE orders;
ALTER TABLE new_orders RENAME TO orders;
COMMIT;
PRAGMA foreign_keys = ON;
