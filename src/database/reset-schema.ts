/** Empties a database, so that the next use of it starts as a new one does. */
import type { Connection } from './connection.ts'

/**
 * Drops what users made: schemas, extensions, roles and whatever lies outside of schemas; restores `public` and all settings.
 * Everything made after initdb has an OID from 16384 on: https://www.postgresql.org/docs/current/system-catalog-initial-data.html#SYSTEM-CATALOG-OID-ASSIGNMENT
 */
export async function resetSchema(connection: Connection): Promise<void> {
  await connection.query('ROLLBACK')
  await connection.query('DISCARD ALL')
  await connection.query('SET client_min_messages = warning')
  await connection.query(DROP_ALL)
  await connection.query('RESET client_min_messages')
}

const DROP_ALL = `
DO $reset$
DECLARE statement text;
BEGIN
  FOR statement IN
    SELECT 'ALTER DATABASE ' || quote_ident(current_database()) || ' RESET ALL'
      FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase
      WHERE d.datname = current_database() AND s.setrole = 0
    UNION ALL SELECT format('ALTER ROLE %I RESET ALL', rolname)
      FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole WHERE s.setdatabase = 0
    UNION ALL SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
    UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
    UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE oid >= 16384
    UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
    UNION ALL SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
      WHERE nspname = 'public' OR (oid >= 16384 AND nspname !~ '^pg_')
  LOOP
    EXECUTE statement;
  END LOOP;
  FOR statement IN
    SELECT format('DROP CAST (%s AS %s)', castsource::regtype, casttarget::regtype) FROM pg_cast WHERE oid >= 16384
    UNION ALL SELECT format('DROP OWNED BY %I CASCADE; DROP ROLE %1$I', rolname)
      FROM pg_roles WHERE oid >= 16384 AND rolname <> current_user
  LOOP
    EXECUTE statement;
  END LOOP;
  DELETE FROM pg_default_acl;
  IF current_setting('server_version_num')::int >= 150000 THEN
    CREATE SCHEMA public AUTHORIZATION pg_database_owner;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
  ELSE
    CREATE SCHEMA public;
    GRANT ALL ON SCHEMA public TO PUBLIC;
  END IF;
  COMMENT ON SCHEMA public IS 'standard public schema';
END
$reset$`
