-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, owner text NOT NULL);
CREATE ROLE shop NOLOGIN;
GRANT SELECT, INSERT ON orders TO shop;

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_orders ON orders TO shop USING (owner = current_user) WITH CHECK (owner = current_user);

-- app
SET LOCAL ROLE shop;
INSERT INTO orders VALUES (1, 'shop');
