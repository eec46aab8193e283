-- setup
CREATE TABLE preferences (customer_id bigint PRIMARY KEY, language text NOT NULL);
INSERT INTO preferences SELECT n, 'en' FROM generate_series(1, 100) AS n;

-- migration (no transaction)
DELETE FROM preferences WHERE customer_id IN (1, 2, 3);
INSERT INTO preferences (customer_id, language) VALUES (1, 'de'), (2, 'fr'), (3, NULL);
