-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);
CREATE TABLE pending_changes (id bigint PRIMARY KEY, statement text NOT NULL);
INSERT INTO pending_changes VALUES (1, 'ALTER TABLE orders ADD COLUMN note text');

-- migration
SET lock_timeout = '5s';
DO $$
DECLARE
  change record;
BEGIN
  FOR change IN SELECT statement FROM pending_changes ORDER BY id LOOP
    EXECUTE change.statement;
  END LOOP;
END
$$;
