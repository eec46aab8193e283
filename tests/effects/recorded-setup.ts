/** The tables on which the recorded statements ran, as far as the recordings tell. */

/** Of the 102 statements on PostgreSQL 15. */
export const LOCKS_SETUP = `
CREATE FUNCTION imm() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION vol() RETURNS integer LANGUAGE sql VOLATILE AS 'SELECT 1';
CREATE FUNCTION trgf() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE DOMAIN dom AS integer;
CREATE TYPE mood AS ENUM ('a', 'b');
CREATE SEQUENCE sq;
CREATE TABLE p (id bigint PRIMARY KEY);
CREATE TABLE t (
  id bigint PRIMARY KEY, a integer NOT NULL, b varchar(10), c text, vb varchar(10), n numeric(10,2), d timestamp,
  j json, r int4range, pid bigint
);
CREATE UNIQUE INDEX t_a_u ON t (a);
CREATE INDEX t_b ON t (b);
CREATE INDEX t_id2 ON t (id, a);
ALTER TABLE t ADD CONSTRAINT nv CHECK (a > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT nvfk FOREIGN KEY (pid) REFERENCES p (id) NOT VALID;
CREATE TRIGGER trg BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION trgf();
CREATE TABLE nopk (id bigint NOT NULL);
CREATE UNIQUE INDEX nopk_i ON nopk (id);
CREATE TABLE nopk2 (id bigint);
CREATE UNIQUE INDEX nopk2_i ON nopk2 (id);
CREATE TABLE dt (x dom);
CREATE VIEW v AS SELECT id FROM p;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM p;
CREATE UNIQUE INDEX mv_i ON mv (id);
CREATE TABLE part (k integer) PARTITION BY RANGE (k);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (10);
CREATE TABLE part_def PARTITION OF part DEFAULT;
CREATE TABLE part_2 (k integer)`

/** Of the 119 statements on PostgreSQL 14 to 18. */
export const TRACES_SETUP = `
CREATE ROLE app;
CREATE SCHEMA sx;
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TYPE mood AS ENUM ('ok', 'bad');
CREATE SEQUENCE sq;
CREATE TABLE parent (id integer PRIMARY KEY);
CREATE TABLE t (
  id integer PRIMARY KEY, a integer, b varchar(255), b2 varchar(500), c text, c2 text, ch char(10), d text,
  n integer NOT NULL, num numeric(10,2), ts timestamp, j json, r int4range, u integer, v_old integer, m mood,
  parent_id integer,
  CONSTRAINT t_c_nn CHECK (c IS NOT NULL)
);
CREATE INDEX t_a_idx ON t (a);
CREATE UNIQUE INDEX t_u_uidx ON t (u);
CREATE UNIQUE INDEX t_n_uidx ON t (n);
CREATE INDEX t_b_idx ON t (b);
ALTER TABLE t ADD CONSTRAINT t_c2_nn CHECK (c2 IS NOT NULL) NOT VALID;
ALTER TABLE t ADD CONSTRAINT chk_nv CHECK (a > 0) NOT VALID;
ALTER TABLE t ADD CONSTRAINT fk_nv FOREIGN KEY (parent_id) REFERENCES parent (id) NOT VALID;
CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION trg();
CREATE TABLE seqt (id serial PRIMARY KEY, x integer DEFAULT 1, y integer);
CREATE TABLE empty_t (id integer);
CREATE TABLE viewed (id integer, x integer);
CREATE VIEW vv AS SELECT id FROM viewed;
CREATE MATERIALIZED VIEW mv AS SELECT id FROM viewed;
CREATE UNIQUE INDEX mv_id ON mv (id);
CREATE TABLE part (k integer NOT NULL) PARTITION BY RANGE (k);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (0) TO (100);
CREATE TABLE part_d PARTITION OF part DEFAULT;
CREATE TABLE part_2 (k integer NOT NULL);
CREATE TABLE part_3 (k integer NOT NULL, CONSTRAINT bound CHECK (k >= 200 AND k < 300))`

/** What went before some of them. */
export const TRACES_PREPARED: Readonly<Record<string, string>> = {
  create_partition_of: 'ALTER TABLE part DETACH PARTITION part_d',
  create_index_on_partitioned: 'ALTER TABLE part DETACH PARTITION part_d',
}
