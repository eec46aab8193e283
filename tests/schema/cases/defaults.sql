CREATE TYPE "orderStatus" AS ENUM ('open', 'paid');
CREATE TABLE orders (
  id int,
  "orderStatus" "orderStatus" NOT NULL DEFAULT 'open',
  settings jsonb NOT NULL DEFAULT '{"id":1,  "a":{"z":1,"b":2}}'::jsonb
);
ALTER TABLE orders ADD COLUMN seen timestamp(3) NOT NULL DEFAULT '1970-01-01 00:00:00 +00:00'::timestamp;
