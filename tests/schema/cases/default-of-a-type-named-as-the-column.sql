CREATE TYPE "orderStatus" AS ENUM ('open', 'paid');
CREATE TABLE orders (
  id int,
  "orderStatus" "orderStatus" NOT NULL DEFAULT 'open',
  settings jsonb NOT NULL DEFAULT '{"id":1,  "a":{"z":1,"b":2}}'::jsonb
);
