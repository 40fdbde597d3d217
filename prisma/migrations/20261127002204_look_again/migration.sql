-- When a card is edited again because a lost edit may have come since: apart from "wakeAt", so that changes do not wait for it.
ALTER TABLE "Placement" ADD COLUMN     "lookAt" TIMESTAMPTZ(3);
UPDATE "Placement" SET "lookAt" = "wakeAt" WHERE "unsureUntil" IS NOT NULL;

DROP INDEX "Placement_stale_idx";
CREATE INDEX "Placement_stale_idx" ON "Placement"("wakeAt") WHERE (shown < changes OR "lookAt" IS NOT NULL) AND NOT gone;
