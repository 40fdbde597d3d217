-- AlterTable
ALTER TABLE "Occurrence" ADD COLUMN     "withdrawnSince" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Rsvp" ADD COLUMN     "leftLateAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Occurrence_withdrawnSince_idx" ON "Occurrence"("withdrawnSince");
