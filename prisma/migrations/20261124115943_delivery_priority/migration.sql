-- CreateEnum
CREATE TYPE "DeliveryPriority" AS ENUM ('urgent', 'broadcast');

-- DropIndex
DROP INDEX "Delivery_state_wakeAt_idx";

-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "crosspost" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "crosspostAt" TIMESTAMPTZ(3),
ADD COLUMN     "priority" "DeliveryPriority" NOT NULL DEFAULT 'urgent';

-- CreateTable
CREATE TABLE "Pace" (
    "key" TEXT NOT NULL,
    "nextAt" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "Pace_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Delivery_state_priority_wakeAt_idx" ON "Delivery"("state", "priority", "wakeAt");

-- CreateIndex
CREATE INDEX "Delivery_crosspostAt_idx" ON "Delivery"("crosspostAt");
