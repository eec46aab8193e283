CREATE TABLE orders (id integer, total integer);
ALTER TABLE orders ADD CONSTRAINT total_there NOT NULL total NOT VALID;
ALTER TABLE orders ADD NOT NULL id NOT VALID;
ALTER TABLE orders ALTER COLUMN id SET NOT NULL;
