-- AlterTable
ALTER TABLE "Occurrence" ADD COLUMN     "closesAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Occurrence_closesAt_idx" ON "Occurrence"("closesAt");

-- What was published before has cards, too.
UPDATE "Occurrence" o SET "closesAt" = COALESCE(o."endsAt", o."startsAt" + interval '3 hours')
FROM "Meetup" m WHERE m.id = o."meetupId" AND m.state = 'published';
