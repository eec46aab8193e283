CREATE TABLE orders (id integer);
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'note') THEN
    ALTER TABLE orders ADD COLUMN note text;
  END IF;
END $$;
DO $$ BEGIN
  CREATE TYPE order_status AS ENUM ('new');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
