CREATE TABLE orders (id int, number int, total int);
CREATE SEQUENCE order_ids OWNED BY orders.id;
CREATE SEQUENCE numbers;
ALTER TABLE numbers OWNER TO CURRENT_USER;
ALTER SEQUENCE numbers OWNED BY public.orders.number;
CREATE SEQUENCE freed OWNED BY orders.id;
ALTER SEQUENCE freed OWNED BY NONE;
ALTER SEQUENCE order_ids RESTART;
ALTER TABLE orders DROP COLUMN number;
