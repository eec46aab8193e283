CREATE TABLE orders (id integer PRIMARY KEY, total numeric(10, 2) NOT NULL DEFAULT 0, code varchar(10) CHECK (code <> ''));
CREATE TABLE orders_archive (LIKE orders);
ALTER TABLE orders_archive ADD COLUMN archived_at timestamptz DEFAULT now();
