-- CreateEnum
CREATE TYPE "PingState" AS ENUM ('confirmed', 'notified', 'withheld');

-- CreateTable
CREATE TABLE "Ping" (
    "announcementId" UUID NOT NULL,
    "spaceId" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "people" INTEGER NOT NULL,
    "accountId" UUID NOT NULL,
    "state" "PingState" NOT NULL DEFAULT 'confirmed',
    "reason" TEXT,

    CONSTRAINT "Ping_pkey" PRIMARY KEY ("announcementId","spaceId")
);

-- AddForeignKey
ALTER TABLE "Ping" ADD CONSTRAINT "Ping_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ping" ADD CONSTRAINT "Ping_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ping" ADD CONSTRAINT "Ping_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
