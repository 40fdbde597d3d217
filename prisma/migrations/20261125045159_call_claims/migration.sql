-- Unlogged, which the schema's language cannot say: every call writes a row, and waits for no disk.
CREATE UNLOGGED TABLE "CallClaim" (
    "platform" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "process" INTEGER NOT NULL,
    "answered" BOOLEAN NOT NULL DEFAULT false,
    "claimedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CallClaim_pkey" PRIMARY KEY ("platform","id")
);

-- CreateIndex
CREATE INDEX "CallClaim_claimedAt_idx" ON "CallClaim"("claimedAt");
