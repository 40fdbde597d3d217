-- CreateEnum
CREATE TYPE "ApprovalOffState" AS ENUM ('asked', 'accepted', 'declined', 'over');

-- AlterTable
ALTER TABLE "Space" ADD COLUMN     "everyoneOrganises" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "SettingChange" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "communityId" UUID NOT NULL,
    "spaceId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "setting" TEXT NOT NULL,
    "about" TEXT,
    "before" TEXT,
    "after" TEXT,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SettingChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApprovalOff" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "communityId" UUID NOT NULL,
    "networkId" UUID,
    "spaceId" UUID NOT NULL,
    "askedById" UUID NOT NULL,
    "state" "ApprovalOffState" NOT NULL DEFAULT 'asked',
    "askedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApprovalOff_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SettingChange_communityId_changedAt_idx" ON "SettingChange"("communityId", "changedAt");

-- CreateIndex
CREATE INDEX "SettingChange_changedAt_idx" ON "SettingChange"("changedAt");

-- CreateIndex
CREATE INDEX "ApprovalOff_communityId_idx" ON "ApprovalOff"("communityId");

-- CreateIndex
CREATE INDEX "ApprovalOff_askedAt_idx" ON "ApprovalOff"("askedAt");

-- AddForeignKey
ALTER TABLE "SettingChange" ADD CONSTRAINT "SettingChange_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SettingChange" ADD CONSTRAINT "SettingChange_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SettingChange" ADD CONSTRAINT "SettingChange_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalOff" ADD CONSTRAINT "ApprovalOff_communityId_fkey" FOREIGN KEY ("communityId") REFERENCES "Community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalOff" ADD CONSTRAINT "ApprovalOff_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalOff" ADD CONSTRAINT "ApprovalOff_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApprovalOff" ADD CONSTRAINT "ApprovalOff_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
