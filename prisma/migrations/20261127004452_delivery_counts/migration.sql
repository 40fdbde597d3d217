-- A million deliveries took more than a second to count, each time that somebody asked for the metrics.
CREATE TABLE "DeliveryCount" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "state" "DeliveryState" NOT NULL,
    "priority" "DeliveryPriority" NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "DeliveryCount_pkey" PRIMARY KEY ("id")
);

-- Those that wait or are being sent are few, and have an index of their own.
INSERT INTO "DeliveryCount" (state, priority, count)
SELECT state, priority, count(*) FROM "Delivery" WHERE state <> 'pending' GROUP BY 1, 2;

-- Whoever ends deliveries need not think of it, and it is right whatever an update changes: what was there before it counts
-- below zero. A row for each update, not one that is changed: nobody waits for anybody.
CREATE FUNCTION "countEndedDeliveries"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "DeliveryCount" (state, priority, count)
  SELECT state, priority, sum(one) FROM (
    SELECT state, priority, 1 AS one FROM new_rows WHERE state <> 'pending'
    UNION ALL
    SELECT state, priority, -1 FROM old_rows WHERE state <> 'pending'
  ) AS change
  GROUP BY 1, 2 HAVING sum(one) <> 0;
  RETURN NULL;
END
$$;
CREATE TRIGGER "Delivery_count_ended" AFTER UPDATE ON "Delivery"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "countEndedDeliveries"();
