-- dialect: sqlite
-- setup
CREATE TABLE orders (id integer PRIMARY KEY, total integer NOT NULL);
INSERT INTO orders (id, total) VALUES (1, 10), (2, 20);

-- migration
ALTER TABLE orders ALTER COLUMN total TYPE real;
