-- The sweep looks every second for live cards that no longer show the truth: they are few among all that were ever posted.
-- A partial index, which the schema's language cannot say.
CREATE INDEX "Placement_stale_idx" ON "Placement"("wakeAt") WHERE shown < changes AND NOT gone;
