-- AlterTable
ALTER TABLE "Meetup" ADD COLUMN     "facts" JSONB NOT NULL DEFAULT '{}';
