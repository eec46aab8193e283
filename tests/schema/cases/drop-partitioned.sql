CREATE TABLE events (id serial, at date) PARTITION BY LIST (at);
CREATE TABLE events_rest PARTITION OF events DEFAULT;
CREATE TABLE others (id integer);
DROP TABLE events;
