CREATE TABLE customers (id integer PRIMARY KEY);
CREATE TABLE events (id integer, at date NOT NULL, customer_id integer REFERENCES customers, kind text CHECK (kind <> ''), PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX ON events (kind);
CREATE TABLE events_2025 PARTITION OF events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
ALTER TABLE events ADD COLUMN note text CHECK (note <> '');
ALTER TABLE events ADD UNIQUE NULLS NOT DISTINCT (note, at);
