-- setup
CREATE TABLE coupons (id bigint PRIMARY KEY, code text NOT NULL, discount int NOT NULL);
INSERT INTO coupons SELECT n, 'SPRING' || n, n % 50 FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE coupons RENAME TO coupons_retired;
CREATE VIEW coupons AS SELECT * FROM coupons_retired;
