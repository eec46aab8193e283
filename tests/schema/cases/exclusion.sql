CREATE TABLE bookings (id integer, during tsrange, room text, EXCLUDE USING gist (during WITH &&));
ALTER TABLE bookings ADD CONSTRAINT one_room EXCLUDE USING btree (room WITH =) WHERE (id > 0);
ALTER TABLE bookings DROP COLUMN during;
