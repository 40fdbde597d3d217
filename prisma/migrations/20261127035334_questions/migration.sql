-- AlterTable
ALTER TABLE "Meetup" ADD COLUMN     "takesQuestions" BOOLEAN NOT NULL DEFAULT true;

-- CreateTable
CREATE TABLE "Question" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "occurrenceId" UUID NOT NULL,
    "accountId" UUID NOT NULL,
    "spaceId" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "answer" TEXT,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "forgetAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Question_occurrenceId_askedAt_idx" ON "Question"("occurrenceId", "askedAt");

-- CreateIndex
CREATE INDEX "Question_accountId_askedAt_idx" ON "Question"("accountId", "askedAt");

-- CreateIndex
CREATE INDEX "Question_forgetAt_idx" ON "Question"("forgetAt");

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_occurrenceId_fkey" FOREIGN KEY ("occurrenceId") REFERENCES "Occurrence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_spaceId_fkey" FOREIGN KEY ("spaceId") REFERENCES "Space"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
