CREATE TABLE customers (id serial PRIMARY KEY, email text UNIQUE, age integer CHECK (age > 0));
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id integer REFERENCES customers,
  total numeric(10) CHECK (total >= 0),
  shipped date,
  ordered date,
  UNIQUE (customer_id, ordered),
  CHECK (shipped >= ordered),
  CHECK (ordered > '2000-01-01')
);
