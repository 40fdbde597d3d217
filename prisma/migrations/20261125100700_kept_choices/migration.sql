-- AlterEnum
ALTER TYPE "ConsentState" ADD VALUE 'withdrawn';
ALTER TYPE "ConsentState" ADD VALUE 'left';

-- AlterTable
ALTER TABLE "Topic" ADD COLUMN     "removedAt" TIMESTAMPTZ(3);
