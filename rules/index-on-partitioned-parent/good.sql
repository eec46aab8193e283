-- setup
CREATE TABLE events (id bigint NOT NULL, happened_on date NOT NULL) PARTITION BY RANGE (happened_on);
CREATE TABLE events_2026_01 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
INSERT INTO events SELECT n, '2026-01-15' FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
CREATE INDEX events_id_idx ON ONLY events (id);

-- migration (no transaction)
CREATE INDEX CONCURRENTLY events_2026_01_id_idx ON events_2026_01 (id);

-- migration
SET lock_timeout = '5s';
ALTER INDEX events_id_idx ATTACH PARTITION events_2026_01_id_idx;
