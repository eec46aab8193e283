CREATE TABLE documents (id integer, title text);
CREATE TABLE invoices (total integer) INHERITS (documents);
ALTER TABLE invoices NO INHERIT documents;
ALTER TABLE documents DROP COLUMN title;
ALTER TABLE documents ADD COLUMN author text;
