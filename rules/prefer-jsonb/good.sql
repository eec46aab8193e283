-- migration
CREATE TABLE orders (
  id bigint PRIMARY KEY,
  options jsonb NOT NULL
);
