CREATE TABLE orders (id integer PRIMARY KEY UNIQUE, code text UNIQUE, UNIQUE (code), CONSTRAINT orders_id_again UNIQUE (id));
CREATE TABLE carts (id integer UNIQUE, PRIMARY KEY (id));
