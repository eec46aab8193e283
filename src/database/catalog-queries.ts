/** The questions asked of pg_catalog; they run on PostgreSQL 12 and later. https://www.postgresql.org/docs/current/catalogs.html */

/** Schemas of the user, and what an extension did not bring along. */
const USER_SCHEMA = String.raw`n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`

/** With its schema where that is not on the search path. */
const placed = (is: string, namespace: string, name: string) =>
  `CASE WHEN ${is} THEN '' ELSE (SELECT nspname || '.' FROM pg_namespace WHERE oid = ${namespace}) END || ${name}`
const COLLATION = placed('pg_collation_is_visible(co.oid)', 'co.collnamespace', 'co.collname')
const OPERATOR_CLASS = placed('pg_opclass_is_visible(oc.oid)', 'oc.opcnamespace', 'oc.opcname')

function notOfExtension(catalog: string, oid: string): string {
  return `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`
}

const TYPE_COLUMNS = `
  format_type(coalesce(el.oid, t.oid), NULL) AS type_plain,
  coalesce(el.typname, t.typname) AS type_name,
  coalesce(en.nspname, tn.nspname) AS type_schema,
  (el.oid IS NOT NULL) AS is_array`

const TYPE_JOINS = `
  JOIN pg_namespace tn ON tn.oid = t.typnamespace
  LEFT JOIN pg_type el ON el.oid = t.typelem AND t.typcategory = 'A'
  LEFT JOIN pg_namespace en ON en.oid = el.typnamespace`

export const TABLES = `
SELECT c.oid::text AS oid, n.nspname::text AS schema, c.relname::text AS name,
  pg_get_expr(c.relpartbound, c.oid) AS bound, c.relispartition AS is_partition,
  p.partstrat::text AS strategy, c.relrowsecurity AS row_security,
  ARRAY(SELECT a.attname::text FROM unnest(p.partattrs::int2[]) WITH ORDINALITY AS k(attnum, at)
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum ORDER BY k.at) AS partition_columns,
  obj_description(c.oid, 'pg_class') AS comment,
  ARRAY(SELECT i.inhparent::text FROM pg_inherits i WHERE i.inhrelid = c.oid ORDER BY i.inhseqno) AS parents
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_partitioned_table p ON p.partrelid = c.oid
WHERE c.relkind IN ('r', 'p') AND ${USER_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')}
ORDER BY 1`

/** Of an identity column: what is not as it would be without a word, in the order of CREATE SEQUENCE. */
const SEQUENCE_OPTIONS = `
  (SELECT nullif(concat_ws(' ',
      CASE WHEN s.seqincrement <> 1 THEN 'INCREMENT BY ' || s.seqincrement END,
      CASE WHEN s.seqmin <> CASE WHEN s.seqincrement > 0 THEN 1 ELSE -w.highest - 1 END THEN 'MINVALUE ' || s.seqmin END,
      CASE WHEN s.seqmax <> CASE WHEN s.seqincrement > 0 THEN w.highest ELSE -1 END THEN 'MAXVALUE ' || s.seqmax END,
      CASE WHEN s.seqstart <> CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END THEN 'START WITH ' || s.seqstart END,
      CASE WHEN s.seqcache <> 1 THEN 'CACHE ' || s.seqcache END,
      CASE WHEN s.seqcycle THEN 'CYCLE' END), '')
    FROM pg_depend i JOIN pg_sequence s ON s.seqrelid = i.objid
    CROSS JOIN LATERAL (SELECT CASE s.seqtypid WHEN 'int2'::regtype THEN 32767::int8 WHEN 'int4'::regtype THEN 2147483647
      ELSE 9223372036854775807 END AS highest) AS w
    WHERE a.attidentity <> '' AND i.classid = 'pg_class'::regclass AND i.refclassid = 'pg_class'::regclass
      AND i.refobjid = a.attrelid AND i.refobjsubid = a.attnum AND i.deptype = 'i')`

export const COLUMNS = `
SELECT a.attrelid::text AS relation, a.attname::text AS name, format_type(a.atttypid, a.atttypmod) AS type, ${TYPE_COLUMNS},
  a.attnotnull AND NOT EXISTS (SELECT FROM pg_constraint v WHERE v.conrelid = a.attrelid AND v.contype = 'n'
    AND v.conkey = ARRAY[a.attnum] AND NOT v.convalidated) AS not_null,
  pg_get_expr(d.adbin, d.adrelid) AS expression, a.attidentity::text AS identity, a.attgenerated::text AS generated,
  a.attislocal AS is_local, col_description(a.attrelid, a.attnum) AS comment, ${SEQUENCE_OPTIONS} AS identity_options,
  CASE WHEN a.attcollation <> t.typcollation THEN ${COLLATION} END AS collation
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid ${TYPE_JOINS}
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_collation co ON co.oid = a.attcollation
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm') AND ${USER_SCHEMA}
ORDER BY a.attrelid, a.attnum`

export const CONSTRAINTS = `
SELECT con.conrelid::text AS relation, con.contypid::text AS domain, con.conname::text AS name, con.contype::text AS kind,
  con.convalidated AS validated, con.condeferrable AS deferrable, con.condeferred AS deferred,
  con.conislocal AND con.conparentid = 0 AS is_local, con.connoinherit AS no_inherit,
  coalesce((to_jsonb(con) ->> 'conenforced')::boolean, true) AS enforced,
  ARRAY(SELECT a.attname::text FROM unnest(con.conkey) WITH ORDINALITY AS k(attnum, at)
    JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.attnum ORDER BY k.at) AS columns,
  fn.nspname::text AS target_schema, f.relname::text AS target_table,
  ARRAY(SELECT a.attname::text FROM unnest(con.confkey) WITH ORDINALITY AS k(attnum, at)
    JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.attnum ORDER BY k.at) AS target_columns,
  con.confupdtype::text AS on_update, con.confdeltype::text AS on_delete, con.confmatchtype::text AS match,
  pg_get_expr(con.conbin, con.conrelid) AS expression, i.relname::text AS index_name,
  ARRAY(SELECT o.oprname::text FROM unnest(con.conexclop) WITH ORDINALITY AS k(oid, at)
    JOIN pg_operator o ON o.oid = k.oid ORDER BY k.at) AS operators
FROM pg_constraint con JOIN pg_namespace n ON n.oid = con.connamespace
LEFT JOIN pg_class f ON f.oid = con.confrelid LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace
LEFT JOIN pg_class i ON i.oid = con.conindid AND con.contype IN ('p', 'u', 'x')
WHERE con.contype IN ('p', 'u', 'f', 'c', 'x', 'n') AND ${USER_SCHEMA}
ORDER BY con.oid`

export const INDEXES = `
SELECT i.indrelid::text AS relation, c.relname::text AS name, i.indisunique AS is_unique, am.amname::text AS method,
  i.indisvalid AS valid, coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) AS nulls_not_distinct,
  pg_get_expr(i.indpred, i.indrelid) AS predicate, con.conname::text AS constraint,
  pn.nspname || '.' || pc.relname AS part_of,
  ARRAY(SELECT a.attname::text FROM generate_series(i.indnkeyatts, i.indnatts - 1) AS k
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k] ORDER BY k) AS include,
  (SELECT json_agg(json_build_object(
      'column', a.attname, 'expression', CASE WHEN a.attname IS NULL THEN pg_get_indexdef(i.indexrelid, k + 1, true) END,
      'descending', i.indoption[k] & 1 = 1, 'nulls_first', i.indoption[k] & 2 = 2,
      'class', CASE WHEN NOT oc.opcdefault THEN ${OPERATOR_CLASS} END,
      'collation', CASE WHEN i.indcollation[k] <> 0 AND i.indcollation[k] <> a.attcollation THEN ${COLLATION} END) ORDER BY k)
    FROM generate_series(0, i.indnkeyatts - 1) AS k
    LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[k] AND a.attnum <> 0
    LEFT JOIN pg_opclass oc ON oc.oid = i.indclass[k] LEFT JOIN pg_collation co ON co.oid = i.indcollation[k]) AS parts
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_am am ON am.oid = c.relam
LEFT JOIN pg_constraint con ON con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
LEFT JOIN pg_inherits h ON h.inhrelid = i.indexrelid LEFT JOIN pg_class pc ON pc.oid = h.inhparent
LEFT JOIN pg_namespace pn ON pn.oid = pc.relnamespace
WHERE ${USER_SCHEMA} ORDER BY i.indexrelid`

export const VIEWS = `
SELECT c.oid::text AS oid, n.nspname::text AS schema, c.relname::text AS name, c.relkind = 'm' AS materialized,
  c.relispopulated AS populated, pg_get_viewdef(c.oid, true) AS query,
  ARRAY(SELECT DISTINCT rn.nspname || '.' || rc.relname FROM pg_rewrite r
    JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
    JOIN pg_class rc ON rc.oid = d.refobjid AND rc.oid <> c.oid JOIN pg_namespace rn ON rn.oid = rc.relnamespace
    WHERE r.ev_class = c.oid) AS reads
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND ${USER_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')} ORDER BY 1`

export const ENUMS = `
SELECT n.nspname::text AS schema, t.typname::text AS name,
  ARRAY(SELECT e.enumlabel::text FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS values
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND ${USER_SCHEMA} AND ${notOfExtension('pg_type', 't.oid')} ORDER BY t.oid`

export const DOMAINS = `
SELECT d.oid::text AS oid, n.nspname::text AS schema, d.typname::text AS name,
  format_type(d.typbasetype, d.typtypmod) AS type, ${TYPE_COLUMNS}, d.typnotnull AS not_null, d.typdefault AS expression
FROM pg_type d JOIN pg_namespace n ON n.oid = d.typnamespace
JOIN pg_type t ON t.oid = d.typbasetype ${TYPE_JOINS}
WHERE d.typtype = 'd' AND ${USER_SCHEMA} AND ${notOfExtension('pg_type', 'd.oid')} ORDER BY d.oid`

/** Everything else that has a name: its type, schema, table and owning column. */
export const OBJECTS = `
SELECT 'schema' AS type, '' AS schema, n.nspname::text AS name, NULL AS table, NULL AS column, NULL AS volatility, NULL::text[] AS parameters
  FROM pg_namespace n WHERE ${USER_SCHEMA} AND n.nspname <> 'public' AND ${notOfExtension('pg_namespace', 'n.oid')}
UNION ALL SELECT 'extension', '', extname::text, NULL, NULL, NULL, NULL FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL SELECT 'sequence', n.nspname::text, c.relname::text, tn.nspname || '.' || tc.relname, a.attname::text, NULL, NULL
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
    AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
  LEFT JOIN pg_class tc ON tc.oid = d.refobjid LEFT JOIN pg_namespace tn ON tn.oid = tc.relnamespace
  LEFT JOIN pg_attribute a ON a.attrelid = tc.oid AND a.attnum = d.refobjsubid
  WHERE c.relkind = 'S' AND ${USER_SCHEMA} AND ${notOfExtension('pg_class', 'c.oid')}
UNION ALL SELECT CASE p.prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END,
    n.nspname::text, p.proname::text, NULL, NULL,
    CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' ELSE 'volatile' END,
    ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY AS k(t, at) ORDER BY k.at)
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
  WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_proc', 'p.oid')}
    AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'i')
UNION ALL SELECT 'trigger', '', t.tgname::text, n.nspname || '.' || c.relname, NULL, NULL, NULL
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE NOT t.tgisinternal AND ${USER_SCHEMA}
UNION ALL SELECT 'policy', '', p.polname::text, n.nspname || '.' || c.relname, NULL, NULL, NULL
  FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${USER_SCHEMA}
UNION ALL SELECT 'rule', '', r.rulename::text, n.nspname || '.' || c.relname, NULL, NULL, NULL
  FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE r.rulename <> '_RETURN' AND ${USER_SCHEMA}
UNION ALL SELECT 'type', n.nspname::text, t.typname::text, NULL, NULL, NULL, NULL
  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace LEFT JOIN pg_class c ON c.oid = t.typrelid
  WHERE (t.typtype = 'r' OR (t.typtype = 'c' AND c.relkind = 'c')) AND ${USER_SCHEMA}
    AND ${notOfExtension('pg_type', 't.oid')}
UNION ALL SELECT 'collation', n.nspname::text, co.collname::text, NULL, NULL, NULL, NULL
  FROM pg_collation co JOIN pg_namespace n ON n.oid = co.collnamespace
  WHERE ${USER_SCHEMA} AND ${notOfExtension('pg_collation', 'co.oid')}
UNION ALL SELECT 'foreign table', n.nspname::text, c.relname::text, NULL, NULL, NULL, NULL
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'f' AND ${USER_SCHEMA}
UNION ALL SELECT 'statistics', n.nspname::text, s.stxname::text, NULL, NULL, NULL, NULL
  FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE ${USER_SCHEMA}`
