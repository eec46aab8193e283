CREATE TABLE orders (id integer CONSTRAINT id_there NOT NULL, total integer, code text NOT NULL);
ALTER TABLE orders ADD CONSTRAINT total_there NOT NULL total NOT VALID;
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD CONSTRAINT note_there NOT NULL note;
ALTER TABLE orders VALIDATE CONSTRAINT total_there;
ALTER TABLE orders DROP CONSTRAINT id_there;
ALTER TABLE orders DROP CONSTRAINT orders_code_not_null;
