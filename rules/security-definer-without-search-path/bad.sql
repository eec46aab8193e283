-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);

-- migration
CREATE FUNCTION total_of(wanted bigint) RETURNS numeric
LANGUAGE sql STABLE SECURITY DEFINER
AS $$ SELECT total FROM orders WHERE id = wanted $$;
