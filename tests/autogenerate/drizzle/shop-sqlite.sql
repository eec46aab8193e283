CREATE TABLE `customers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`email` text(100) NOT NULL,
	`full_name` text DEFAULT 'anna',
	`settings` text DEFAULT '{"dark":true}',
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer DEFAULT (unixepoch()) NOT NULL,
	`score` real DEFAULT -1.5,
	`picture` blob,
	`shout` text GENERATED ALWAYS AS (upper(email)) VIRTUAL,
	`whisper` text GENERATED ALWAYS AS (lower(email)) STORED,
	CONSTRAINT "ck_customers_score" CHECK("customers"."score" > -10)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customers_email_unique` ON `customers` (`email`);--> statement-breakpoint
CREATE INDEX `ix_customers_email` ON `customers` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `ix_customers_lower` ON `customers` (lower("email")) WHERE "customers"."full_name" <> '';--> statement-breakpoint
CREATE UNIQUE INDEX `customers_name` ON `customers` (`full_name`,`score`);--> statement-breakpoint
CREATE TABLE `orders` (
	`customer_id` integer NOT NULL,
	`number` text NOT NULL,
	`replaces` text,
	PRIMARY KEY(`customer_id`, `number`),
	FOREIGN KEY (`customer_id`) REFERENCES `customers`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`customer_id`,`replaces`) REFERENCES `orders`(`customer_id`,`number`) ON UPDATE set null ON DELETE no action
);
--> statement-breakpoint
CREATE VIEW `active` AS select "id" from "customers" where "customers"."is_active";