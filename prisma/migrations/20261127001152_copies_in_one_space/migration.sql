-- CreateEnum
CREATE TYPE "TakenOutBy" AS ENUM ('space', 'network');

-- CreateTable
CREATE TABLE "CopyMark" (
    "announcementId" UUID NOT NULL,
    "spaceId" UUID NOT NULL,
    "takenOut" "TakenOutBy",
    "again" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CopyMark_pkey" PRIMARY KEY ("announcementId","spaceId")
);

-- AddForeignKey
ALTER TABLE "CopyMark" ADD CONSTRAINT "CopyMark_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CopyMark" ADD CONSTRAINT "CopyMark_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
