-- CreateIndex
CREATE INDEX "Delivery_accountId_idx" ON "Delivery"("accountId");

-- CreateIndex
CREATE INDEX "Meetup_organiserId_idx" ON "Meetup"("organiserId");

-- CreateIndex
CREATE INDEX "Rsvp_personId_idx" ON "Rsvp"("personId");

-- CreateIndex
CREATE INDEX "Rsvp_accountId_idx" ON "Rsvp"("accountId");

-- CreateIndex
CREATE INDEX "Seen_personId_idx" ON "Seen"("personId");
