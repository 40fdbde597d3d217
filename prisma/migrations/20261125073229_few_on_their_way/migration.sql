-- Of all deliveries that there ever were, few are on their way: what only concerns those is found by indexes that hold no
-- others. Each change of a delivery is written to every index that holds it, so this is what a delivery costs, too.
-- Partial indexes, which the schema's language cannot say.
DROP INDEX "Delivery_state_priority_wakeAt_idx";
CREATE INDEX "Delivery_pending_idx" ON "Delivery"(priority, "wakeAt", id) WHERE state = 'pending';
CREATE INDEX "Delivery_sending_idx" ON "Delivery"("wakeAt") WHERE state = 'sending';

DROP INDEX "Delivery_crosspostAt_idx";
CREATE INDEX "Delivery_crosspost_idx" ON "Delivery"("crosspostAt") WHERE "crosspostAt" IS NOT NULL;

DROP INDEX "Delivery_accountId_idx";
CREATE INDEX "Delivery_account_idx" ON "Delivery"("accountId") WHERE "accountId" IS NOT NULL;
