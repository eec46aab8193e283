-- CONCURRENTLY leaves the bound behind as a CHECK, unless it is proven already.
CREATE TABLE events (id bigint, at integer, kind text) PARTITION BY RANGE (at);
CREATE TABLE events_0 PARTITION OF events FOR VALUES FROM (0) TO (10);
CREATE TABLE events_1 (id bigint, at integer NOT NULL CHECK (at >= 10 AND at < 20), kind text);
ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (10) TO (20);
CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (20) TO (30);
ALTER TABLE events DETACH PARTITION events_0 CONCURRENTLY;
ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;
ALTER TABLE events DETACH PARTITION events_2;
CREATE TABLE kinds (kind text, note text) PARTITION BY LIST (kind);
CREATE TABLE kinds_a PARTITION OF kinds FOR VALUES IN ('a', NULL);
ALTER TABLE kinds DETACH PARTITION kinds_a CONCURRENTLY;
CREATE TABLE pairs (a integer, b integer) PARTITION BY RANGE (a, b);
CREATE TABLE pairs_1 PARTITION OF pairs FOR VALUES FROM (0, 0) TO (1, 1);
ALTER TABLE pairs DETACH PARTITION pairs_1 CONCURRENTLY;
