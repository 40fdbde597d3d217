-- Who is sending what stands in one row for all that are taken together. To write it into each delivery cost as much as
-- writing down what came of it.
CREATE TABLE "Lease" (
    "id" UUID NOT NULL,
    "deliveries" UUID[],
    "attempts" INTEGER[],
    "takenAt" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("id")
);

-- What was being sent when the bot was stopped is looked for before it is sent again: "firstTriedAt" says so.
DROP INDEX "Delivery_sending_idx";
DROP INDEX "Delivery_pending_idx";
UPDATE "Delivery" SET state = 'pending' WHERE state = 'sending';

ALTER TYPE "DeliveryState" RENAME TO "DeliveryState_old";
CREATE TYPE "DeliveryState" AS ENUM ('pending', 'sent', 'failed', 'unknown', 'dropped');
ALTER TABLE "Delivery" ALTER COLUMN state DROP DEFAULT;
ALTER TABLE "Delivery" ALTER COLUMN state TYPE "DeliveryState" USING state::text::"DeliveryState";
ALTER TABLE "Delivery" ALTER COLUMN state SET DEFAULT 'pending';
DROP TYPE "DeliveryState_old";

CREATE INDEX "Delivery_pending_idx" ON "Delivery"(priority, "wakeAt", id) WHERE state = 'pending';
