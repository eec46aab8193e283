-- migration
CREATE TABLE refunds (
  id bigint PRIMARY KEY,
  order_id bigint NOT NULL,
  amount numeric(10, 2) NOT NULL
);

-- down
SELECT 1;
