-- An edit may still come to be although its answer was lost.
ALTER TABLE "Placement" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unsureUntil" TIMESTAMPTZ(3);

-- What is to be edited: what does not show the truth, and what may not show it any more.
DROP INDEX "Placement_stale_idx";
CREATE INDEX "Placement_stale_idx" ON "Placement"("wakeAt") WHERE (shown < changes OR "unsureUntil" IS NOT NULL) AND NOT gone;
