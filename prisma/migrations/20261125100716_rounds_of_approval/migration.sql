ALTER TABLE "Announcement" ADD COLUMN "round" INTEGER NOT NULL DEFAULT 0;
-- Whether earlier ones were handed in is not known, so nobody is told that nobody saw them.
UPDATE "Announcement" SET "round" = 1;

-- A card that asks for approval says of itself what it asked, and in which round.
UPDATE "Delivery" SET details = jsonb_build_object('revision', split_part(key, ':', 3)::int, 'round', 1)
WHERE kind = 'announcement.approval';

ALTER TABLE "Revision" ADD COLUMN "spaceId" UUID;
UPDATE "Revision" r SET "spaceId" = a."spaceId" FROM "Announcement" a WHERE a.id = r."announcementId";
ALTER TABLE "Revision" ALTER COLUMN "spaceId" SET NOT NULL;
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Of earlier ones only the platform is known.
ALTER TABLE "Approval" ADD COLUMN "spaceId" UUID;
UPDATE "Approval" p SET "spaceId" = COALESCE(
  (SELECT s.id FROM "Space" s JOIN "Account" a ON a.platform = s.platform
   WHERE s."communityId" = p."communityId" AND a.id = p."accountId" ORDER BY s."createdAt" LIMIT 1),
  (SELECT n."spaceId" FROM "Announcement" n WHERE n.id = p."announcementId"));
ALTER TABLE "Approval" ALTER COLUMN "spaceId" SET NOT NULL;
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
