-- AlterEnum
ALTER TYPE "ConsentState" ADD VALUE 'removed';
