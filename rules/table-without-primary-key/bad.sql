-- migration
CREATE TABLE events (
  happened_at timestamptz NOT NULL DEFAULT now(),
  note text
);
