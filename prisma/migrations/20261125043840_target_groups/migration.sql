-- CreateEnum
CREATE TYPE "TopicKind" AS ENUM ('subject', 'group');

-- DropIndex
DROP INDEX "Topic_networkId_name_key";

-- AlterTable
ALTER TABLE "Announcement" ADD COLUMN     "groupId" UUID;

-- AlterTable
ALTER TABLE "Topic" ADD COLUMN     "kind" "TopicKind" NOT NULL DEFAULT 'subject';

-- CreateIndex
CREATE UNIQUE INDEX "Topic_networkId_kind_name_key" ON "Topic"("networkId", "kind", "name");

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "Topic"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- The target groups that networks were made with stood among the topics. What a community chose for one of them stays.
UPDATE "Topic" SET kind = 'group' WHERE name IN ('For unge', 'For familier', 'For young people', 'For families');
UPDATE "Announcement" a SET "groupId" = a."topicId", "topicId" = NULL
FROM "Topic" t WHERE t.id = a."topicId" AND t.kind = 'group';

-- "Everyone" is no target group any more: whatever has none is for everyone, and nobody can refuse that.
DELETE FROM "Topic" WHERE name IN ('For alle', 'For everyone');
