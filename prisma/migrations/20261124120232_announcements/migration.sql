-- CreateEnum
CREATE TYPE "AnnouncementState" AS ENUM ('draft', 'waiting', 'scheduled', 'sent', 'withdrawn');

-- CreateEnum
CREATE TYPE "ConsentState" AS ENUM ('asked', 'accepted', 'declined');

-- CreateEnum
CREATE TYPE "Acceptance" AS ENUM ('everything', 'ask', 'nothing');

-- AlterTable
ALTER TABLE "Community" ADD COLUMN     "approval" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Space" ADD COLUMN     "announcementChannel" TEXT,
ADD COLUMN     "crosspost" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "Announcement" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "communityId" UUID NOT NULL,
    "spaceId" UUID NOT NULL,
    "authorId" UUID NOT NULL,
    "state" "AnnouncementState" NOT NULL DEFAULT 'draft',
    "networkId" UUID,
    "topicId" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "shown" INTEGER,
    "dueAt" TIMESTAMPTZ(3),
    "seenButton" BOOLEAN NOT NULL DEFAULT false,
    "underWay" BOOLEAN NOT NULL DEFAULT false,
    "counted" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "Announcement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Revision" (
    "announcementId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "authorId" UUID NOT NULL,
    "link" TEXT,
    "image" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Revision_pkey" PRIMARY KEY ("announcementId","number")
);

-- CreateTable
CREATE TABLE "RevisionText" (
    "announcementId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,

    CONSTRAINT "RevisionText_pkey" PRIMARY KEY ("announcementId","number","language")
);

-- CreateTable
CREATE TABLE "Approval" (
    "announcementId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "communityId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "approvedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Approval_pkey" PRIMARY KEY ("announcementId","number","communityId")
);

-- CreateTable
CREATE TABLE "Consent" (
    "announcementId" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "state" "ConsentState" NOT NULL DEFAULT 'asked',
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "Consent_pkey" PRIMARY KEY ("announcementId","communityId")
);

-- CreateTable
CREATE TABLE "Seen" (
    "announcementId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Seen_pkey" PRIMARY KEY ("announcementId","personId")
);

-- CreateTable
CREATE TABLE "Network" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "ownerId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "approval" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Network_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Topic" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "networkId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "NetworkMember" (
    "networkId" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "accepts" "Acceptance" NOT NULL DEFAULT 'ask',
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "NetworkMember_pkey" PRIMARY KEY ("networkId","communityId")
);

-- CreateTable
CREATE TABLE "TopicChoice" (
    "topicId" UUID NOT NULL,
    "networkId" UUID NOT NULL,
    "communityId" UUID NOT NULL,
    "accepts" "Acceptance" NOT NULL,

    CONSTRAINT "TopicChoice_pkey" PRIMARY KEY ("topicId","communityId")
);

-- CreateTable
CREATE TABLE "NetworkCode" (
    "codeHash" TEXT NOT NULL,
    "networkId" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "NetworkCode_pkey" PRIMARY KEY ("codeHash")
);

-- CreateTable
CREATE TABLE "Contact" (
    "communityId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "spaceId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Contact_pkey" PRIMARY KEY ("communityId","accountId")
);

-- CreateIndex
CREATE INDEX "Announcement_communityId_state_idx" ON "Announcement"("communityId", "state");

-- CreateIndex
CREATE INDEX "Announcement_state_dueAt_idx" ON "Announcement"("state", "dueAt");

-- CreateIndex
CREATE INDEX "Announcement_underWay_idx" ON "Announcement"("underWay");

-- CreateIndex
CREATE INDEX "Seen_seenAt_idx" ON "Seen"("seenAt");

-- CreateIndex
CREATE INDEX "Network_ownerId_idx" ON "Network"("ownerId");

-- CreateIndex
CREATE UNIQUE INDEX "Topic_networkId_name_key" ON "Topic"("networkId", "name");

-- CreateIndex
CREATE INDEX "NetworkMember_communityId_idx" ON "NetworkMember"("communityId");

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Announcement" ADD CONSTRAINT "Announcement_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Revision" ADD CONSTRAINT "Revision_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RevisionText" ADD CONSTRAINT "RevisionText_announcementId_number_fkey" FOREIGN KEY ("announcementId", "number") REFERENCES "Revision"("announcementId", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_announcementId_number_fkey" FOREIGN KEY ("announcementId", "number") REFERENCES "Revision"("announcementId", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Approval" ADD CONSTRAINT "Approval_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Consent" ADD CONSTRAINT "Consent_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seen" ADD CONSTRAINT "Seen_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seen" ADD CONSTRAINT "Seen_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Seen" ADD CONSTRAINT "Seen_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Network" ADD CONSTRAINT "Network_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Community"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Topic" ADD CONSTRAINT "Topic_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NetworkMember" ADD CONSTRAINT "NetworkMember_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NetworkMember" ADD CONSTRAINT "NetworkMember_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TopicChoice" ADD CONSTRAINT "TopicChoice_topicId_fkey" FOREIGN KEY ("topicId") REFERENCES "Topic"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TopicChoice" ADD CONSTRAINT "TopicChoice_networkId_communityId_fkey" FOREIGN KEY ("networkId", "communityId") REFERENCES "NetworkMember"("networkId", "communityId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "NetworkCode" ADD CONSTRAINT "NetworkCode_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Contact" ADD CONSTRAINT "Contact_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE CASCADE;
