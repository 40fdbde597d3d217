CREATE TABLE "CallClaim" (
    "platform" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "process" INTEGER NOT NULL,
    "answered" BOOLEAN NOT NULL DEFAULT false,
    "claimedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CallClaim_pkey" PRIMARY KEY ("platform","id")
);

-- CreateIndex
CREATE INDEX "CallClaim_claimedAt_idx" ON "CallClaim"("claimedAt");
