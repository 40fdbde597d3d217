-- AlterTable
ALTER TABLE "Space" ADD COLUMN     "goneAt" TIMESTAMPTZ(3);
