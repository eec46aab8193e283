/** The schema on which the statements of the effect truth test run: a shop with rows in every table. */
export const SETUP = `
CREATE SCHEMA archive;
CREATE EXTENSION citext;
CREATE TYPE order_status AS ENUM ('open', 'paid');
CREATE DOMAIN amount AS numeric(10,2);
CREATE DOMAIN item_count AS integer CHECK (VALUE > 0);
CREATE DOMAIN rating AS integer;
CREATE DOMAIN grade AS integer DEFAULT 1;
CREATE DOMAIN ticket AS uuid DEFAULT gen_random_uuid();
CREATE SEQUENCE invoice_number;
CREATE FUNCTION next_code() RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 7; END $$;
CREATE FUNCTION fixed_code() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 7';
CREATE FUNCTION seven() RETURNS integer LANGUAGE sql AS 'SELECT 7';
CREATE FUNCTION lot() RETURNS integer LANGUAGE sql AS 'SELECT (random() * 10)::integer';
CREATE FUNCTION sevens(n integer) RETURNS integer LANGUAGE sql AS 'SELECT seven() * n';
CREATE FUNCTION pretended() RETURNS double precision LANGUAGE sql STABLE AS 'SELECT random()';
CREATE FUNCTION owners() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 7';
CREATE FUNCTION counted() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM pg_class';
CREATE FUNCTION looked() RETURNS bigint LANGUAGE sql AS 'SELECT (SELECT 7::bigint)';
CREATE FUNCTION careful(n integer) RETURNS integer LANGUAGE sql STRICT AS 'SELECT 7';
CREATE FUNCTION calmed(n integer) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN n; END $$;
ALTER FUNCTION calmed(int) STABLE;
CREATE FUNCTION hidden() RETURNS integer LANGUAGE sql AS 'SELECT 7';
ALTER FUNCTION hidden() SECURITY DEFINER;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;

CREATE TABLE customers (
  id bigint PRIMARY KEY,
  name text,
  email varchar(100)
);
INSERT INTO customers SELECT n, 'name ' || n, n || '@example.org' FROM generate_series(1, 200) n;

CREATE TABLE orders (
  id bigint PRIMARY KEY,
  customer_id bigint CONSTRAINT orders_customer_fk REFERENCES customers (id),
  referrer_id bigint,
  legacy_id bigint,
  number integer NOT NULL,
  quantity integer DEFAULT 1,
  count_left bigint,
  sku integer,
  total numeric(10,2),
  note text,
  empty_note text,
  checked_note text CONSTRAINT orders_checked_note CHECK (checked_note IS NOT NULL),
  unchecked_note text,
  code varchar(20),
  free_code varchar,
  short_code char(8),
  label citext,
  status order_status,
  placed_at timestamp,
  paid_at timestamp(3),
  shipped_at timestamptz,
  due time(3),
  wait interval,
  details json,
  facts jsonb,
  period int4range,
  address inet,
  network cidr,
  flags varbit(8),
  bits bit(4),
  object_id oid,
  body xml,
  tags text[],
  short_tags varchar(10)[],
  price amount,
  stars rating
);
INSERT INTO orders SELECT n, n, n, n, n, n % 7, n, n % 11, 1.25, 'note', NULL, 'checked', 'unchecked', 'code' || n,
    'free', 'short', 'Label', 'open', '2024-01-01', '2024-01-01', '2024-01-01', '10:00', '1 day', '{"a": 1}',
    '{"a": 1}', int4range(n, n + 1), '10.0.0.1', '10.0.0.0/8', B'101', B'1010', 1, '<a/>', '{a}', '{a}', 1.5, 3
  FROM generate_series(1, 200) n;
CREATE UNIQUE INDEX orders_number_key ON orders (number);
CREATE INDEX orders_quantity_idx ON orders (quantity);
CREATE INDEX orders_code_idx ON orders (code);
CREATE INDEX orders_label_idx ON orders (label);
CREATE INDEX orders_placed_at_idx ON orders (placed_at);
CREATE INDEX orders_network_idx ON orders (network);
CREATE INDEX orders_short_code_idx ON orders (short_code);
ALTER TABLE orders ADD CONSTRAINT orders_legacy_fk FOREIGN KEY (legacy_id) REFERENCES customers (id) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total > 0) NOT VALID;
ALTER TABLE orders ADD CONSTRAINT orders_unchecked_note CHECK (unchecked_note IS NOT NULL) NOT VALID;

CREATE TABLE order_lines (
  order_id bigint REFERENCES orders (id),
  line integer,
  sku varchar(20) CHECK (length(sku) > 0),
  title varchar(50),
  CONSTRAINT order_lines_pkey PRIMARY KEY (order_id, line)
);
INSERT INTO order_lines SELECT n, 1, 'sku', 'title' FROM generate_series(1, 200) n;
CREATE INDEX order_lines_title_idx ON order_lines (lower(title));

CREATE TABLE shipments (id bigint, order_id bigint NOT NULL, parcel bigint, weight item_count);
INSERT INTO shipments SELECT n, n, n, 1 FROM generate_series(1, 200) n;
CREATE UNIQUE INDEX shipments_id_key ON shipments (id);
CREATE UNIQUE INDEX shipments_order_id_key ON shipments (order_id);
ALTER TABLE shipments ADD CONSTRAINT shipments_parcel_present CHECK (parcel IS NOT NULL);

CREATE TABLE reviews (id integer GENERATED ALWAYS AS IDENTITY, score rating, place grade);
INSERT INTO reviews (score) SELECT 3 FROM generate_series(1, 200);
CREATE TABLE drafts (id integer, body text);

CREATE TABLE products (id integer, name text, price integer, doubled integer GENERATED ALWAYS AS (price * 2) STORED);
INSERT INTO products SELECT n, 'name', n FROM generate_series(1, 200) n;
ALTER TABLE products ADD CONSTRAINT products_price_check CHECK (price > 0);
CREATE TRIGGER products_touch BEFORE UPDATE ON products FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY products_read ON products FOR SELECT USING (true);
CREATE RULE products_quiet AS ON UPDATE TO products WHERE old.id < 0 DO ALSO NOTHING;
CREATE VIEW cheap_products AS SELECT id, name FROM products WHERE price < 10;
CREATE VIEW cheap_names AS SELECT name FROM cheap_products;
CREATE MATERIALIZED VIEW product_totals AS SELECT id, count(*) AS how_many FROM products GROUP BY id;
CREATE UNIQUE INDEX product_totals_id_key ON product_totals (id);

CREATE TABLE events (at integer NOT NULL, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (1000);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
INSERT INTO events SELECT n, 'kind' FROM generate_series(1, 200) n;
INSERT INTO events SELECT n, 'kind' FROM generate_series(9001, 9100) n;
CREATE TABLE events_2 (at integer NOT NULL, kind text);
INSERT INTO events_2 SELECT n, 'kind' FROM generate_series(2000, 2200) n;
CREATE TABLE events_3 (at integer NOT NULL, kind text, CONSTRAINT events_3_bound CHECK (at >= 3000 AND at < 4000));
INSERT INTO events_3 SELECT n, 'kind' FROM generate_series(3000, 3200) n;

CREATE TABLE archive.readings (at integer, level integer) PARTITION BY LIST (at);
CREATE TABLE archive.readings_1 PARTITION OF archive.readings FOR VALUES IN (1, 2, 3);
INSERT INTO archive.readings VALUES (1, 1), (2, 2);
CREATE TABLE order_notes (id integer PRIMARY KEY, order_id bigint REFERENCES orders (id) ON DELETE CASCADE);
INSERT INTO order_notes SELECT n, n FROM generate_series(1, 200) n;
CREATE TABLE note_links (note_id integer REFERENCES order_notes (id) ON DELETE SET NULL);

CREATE TABLE visits (day integer NOT NULL, customer_id bigint REFERENCES customers (id)) PARTITION BY RANGE (day);
CREATE TABLE visits_1 PARTITION OF visits FOR VALUES FROM (0) TO (1000);
INSERT INTO visits SELECT n, n FROM generate_series(1, 200) n;
CREATE INDEX visits_day_idx ON visits (day);
CREATE TABLE visits_2 (day integer NOT NULL, customer_id bigint);
INSERT INTO visits_2 SELECT n, 1 FROM generate_series(1001, 1200) n;

CREATE TABLE vehicles (id integer, wheels integer);
CREATE TABLE trucks (load integer) INHERITS (vehicles);
CREATE TABLE carts (id integer, wheels integer);
INSERT INTO vehicles SELECT n, 4 FROM generate_series(1, 200) n;
INSERT INTO trucks SELECT n, 6, 10 FROM generate_series(1, 200) n;
`
