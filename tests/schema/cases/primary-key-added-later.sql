CREATE TABLE orders (id integer, code text);
ALTER TABLE orders ADD PRIMARY KEY (id);
ALTER TABLE orders ADD CONSTRAINT orders_code_unique UNIQUE (code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE orders DROP CONSTRAINT orders_pkey;
