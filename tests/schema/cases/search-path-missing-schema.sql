SET search_path TO nowhere, public;
CREATE TABLE orders (id serial);
