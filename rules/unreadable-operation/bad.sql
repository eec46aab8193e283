-- setup
CREATE TABLE orders_2024 (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);
CREATE TABLE orders_2025 (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);

-- migration
SET lock_timeout = '5s';
DO $$
DECLARE
  part record;
BEGIN
  FOR part IN SELECT tablename FROM pg_tables WHERE tablename LIKE 'orders\_%' LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN note text', part.tablename);
  END LOOP;
END
$$;
