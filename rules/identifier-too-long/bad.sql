-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, address_id bigint, created_at timestamptz);

-- migration (no transaction)
CREATE INDEX CONCURRENTLY orders_customer_id_and_delivery_address_id_and_created_at_descending_idx
  ON orders (customer_id, address_id, created_at DESC);
