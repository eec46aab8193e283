-- migration named 20260105093000_create_invoices
CREATE TABLE invoices (id bigint PRIMARY KEY, order_id bigint NOT NULL);
