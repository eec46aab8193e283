CREATE TABLE orders (id integer, code text);
CREATE UNIQUE INDEX orders_id_new ON orders (id);
CREATE UNIQUE INDEX orders_code_new ON orders (code);
ALTER TABLE orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_id_new;
ALTER TABLE orders ADD UNIQUE USING INDEX orders_code_new;
