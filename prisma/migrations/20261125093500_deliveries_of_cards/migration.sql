-- Few deliveries become a live card: the others need no entry, which each of their changes would write anew.
DROP INDEX "Delivery_placementId_key";
CREATE UNIQUE INDEX "Delivery_placementId_key" ON "Delivery"("placementId") WHERE "placementId" IS NOT NULL;
