-- setup
CREATE TABLE orders (id bigint PRIMARY KEY, total numeric);

-- migration
CREATE FUNCTION total_of(wanted bigint) RETURNS numeric
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = ''
AS $$ SELECT total FROM public.orders WHERE id = wanted $$;
