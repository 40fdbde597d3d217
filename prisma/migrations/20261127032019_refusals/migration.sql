-- CreateTable
CREATE TABLE "Refusal" (
    "announcementId" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "accountId" UUID NOT NULL,
    "spaceId" UUID NOT NULL,
    "reason" TEXT,
    "refusedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Refusal_pkey" PRIMARY KEY ("announcementId","round")
);

-- AddForeignKey
ALTER TABLE "Refusal" ADD CONSTRAINT "Refusal_announcementId_fkey" FOREIGN KEY ("announcementId") REFERENCES "Announcement"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refusal" ADD CONSTRAINT "Refusal_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Refusal" ADD CONSTRAINT "Refusal_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
