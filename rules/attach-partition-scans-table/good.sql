-- setup
CREATE TABLE events (id bigint NOT NULL, happened_on date NOT NULL) PARTITION BY RANGE (happened_on);
CREATE TABLE events_2026_01 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
INSERT INTO events SELECT n, '2026-01-15' FROM generate_series(1, 100) AS n;
CREATE TABLE events_2025 (id bigint NOT NULL, happened_on date NOT NULL);
INSERT INTO events_2025 SELECT n, '2025-07-15' FROM generate_series(1, 100) AS n;

-- migration
SET lock_timeout = '5s';
ALTER TABLE events_2025 ADD CONSTRAINT events_2025_bound
  CHECK (happened_on IS NOT NULL AND happened_on >= '2025-01-01' AND happened_on < '2026-01-01') NOT VALID;

-- migration
SET lock_timeout = '5s';
ALTER TABLE events_2025 VALIDATE CONSTRAINT events_2025_bound;

-- migration
SET lock_timeout = '5s';
ALTER TABLE events ATTACH PARTITION events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE events_2025 DROP CONSTRAINT events_2025_bound;
