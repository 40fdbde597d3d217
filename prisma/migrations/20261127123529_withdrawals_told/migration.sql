-- AlterTable
ALTER TABLE "Rsvp" ADD COLUMN     "leftToldAt" TIMESTAMPTZ(3);

-- Those of whom organisers were told already, by when they left ...
UPDATE "Rsvp" r SET "leftToldAt" = r."leftLateAt" FROM "Occurrence" o
WHERE o.id = r."occurrenceId" AND r.answer = 'not_going' AND r."leftLateAt" IS NOT NULL
  AND (o."withdrawnSince" IS NULL OR r."leftLateAt" < o."withdrawnSince");

-- ... and of whom a message on its way tells, by its time.
UPDATE "Rsvp" r SET "leftToldAt" = to_timestamp((d.details->>'until')::numeric / 1000) FROM "Delivery" d
WHERE d.kind = 'meetup.withdrawn' AND d.state = 'pending' AND d."subjectId" = r."occurrenceId" AND r.answer = 'not_going'
  AND r."leftLateAt" BETWEEN to_timestamp((d.details->>'since')::numeric / 1000)
                         AND to_timestamp((d.details->>'until')::numeric / 1000);
