-- AlterTable
ALTER TABLE "Account" ADD COLUMN     "unreachableReason" TEXT,
ADD COLUMN     "unreachableSince" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Meetup" ADD COLUMN     "cancelReason" TEXT;

-- AlterTable
ALTER TABLE "Occurrence" ADD COLUMN     "changes" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "tellAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Rsvp" ADD COLUMN     "told" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "FormerFacts" (
    "occurrenceId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "endsAt" TIMESTAMPTZ(3),

    CONSTRAINT "FormerFacts_pkey" PRIMARY KEY ("occurrenceId","number")
);

-- CreateIndex
CREATE INDEX "Occurrence_tellAt_idx" ON "Occurrence"("tellAt");

-- AddForeignKey
ALTER TABLE "FormerFacts" ADD CONSTRAINT "FormerFacts_occurrenceId_fkey" FOREIGN KEY ("occurrenceId") REFERENCES "Occurrence"("id") ON DELETE CASCADE ON UPDATE CASCADE;
