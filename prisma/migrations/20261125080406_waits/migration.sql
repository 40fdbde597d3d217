-- AlterTable
ALTER TABLE "Delivery" ADD COLUMN     "waits" INTEGER NOT NULL DEFAULT 0;
