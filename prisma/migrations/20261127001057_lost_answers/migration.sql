-- A search for a message whose answer was lost goes on where it stopped.
ALTER TABLE "Delivery" ADD COLUMN     "lastTriedAt" TIMESTAMPTZ(3),
ADD COLUMN     "searched" TEXT;

-- What somebody presses may be one of these few.
CREATE INDEX "Delivery_doubtful_idx" ON "Delivery"(channel)
WHERE state = 'unknown' OR (state = 'pending' AND "firstTriedAt" IS NOT NULL);
