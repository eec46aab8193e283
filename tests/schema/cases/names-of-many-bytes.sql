CREATE TABLE "größenänderungsübersichtsübergabeprotokolle" ("änderungsschlüsselübersicht" integer UNIQUE, "ä" integer CHECK ("ä" > 0));
CREATE INDEX ON "größenänderungsübersichtsübergabeprotokolle" ("änderungsschlüsselübersicht", "ä");
