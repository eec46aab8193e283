-- setup
CREATE TABLE orders_2024 (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);
CREATE TABLE orders_2025 (id bigint PRIMARY KEY, total numeric(10, 2) NOT NULL);

-- migration
SET lock_timeout = '5s';
ALTER TABLE orders_2024 ADD COLUMN note text;
ALTER TABLE orders_2025 ADD COLUMN note text;
