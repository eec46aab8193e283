CREATE TABLE documents (id serial PRIMARY KEY, title text NOT NULL, CHECK (title <> ''));
CREATE TABLE invoices (total integer) INHERITS (documents);
ALTER TABLE documents ADD COLUMN author text DEFAULT 'nobody';
ALTER TABLE documents ADD CONSTRAINT author_given CHECK (author <> '');
ALTER TABLE documents RENAME COLUMN title TO heading;
ALTER TABLE documents ALTER COLUMN author SET NOT NULL;
ALTER TABLE documents DROP CONSTRAINT documents_title_check;
ALTER TABLE documents DROP COLUMN author;
