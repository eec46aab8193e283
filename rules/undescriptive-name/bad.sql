-- migration named 20260105093000_update_table
CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint NOT NULL);
