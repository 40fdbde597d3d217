-- AlterTable
ALTER TABLE "CopyMark" ADD COLUMN     "frozen" INTEGER;

-- Places that have parted already: what a community announced to itself alone hangs in no other's space but theirs.
INSERT INTO "CopyMark" ("announcementId", "spaceId", frozen)
SELECT DISTINCT a.id, s.id, a.shown FROM "Announcement" a
JOIN "Delivery" d ON d.kind = 'announcement.copy' AND d."subjectId" = a.id
JOIN "Space" s ON s.id = d."spaceId" AND s."communityId" <> a."communityId"
WHERE a.state = 'sent' AND a."networkId" IS NULL
ON CONFLICT ("announcementId", "spaceId") DO UPDATE SET frozen = EXCLUDED.frozen;

-- And what their authors had not sent, which nobody can see or stop: it is a draft where they are.
UPDATE "Announcement" a SET "communityId" = s."communityId", state = 'draft'
FROM "Space" s
WHERE s.id = a."spaceId" AND s."communityId" <> a."communityId" AND a.state IN ('draft', 'waiting', 'scheduled');
