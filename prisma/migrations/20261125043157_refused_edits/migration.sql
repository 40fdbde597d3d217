-- AlterTable
ALTER TABLE "Placement" ADD COLUMN     "refusals" INTEGER NOT NULL DEFAULT 0;
