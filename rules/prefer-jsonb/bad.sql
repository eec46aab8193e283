-- migration
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  options json NOT NULL
);
