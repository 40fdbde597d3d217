-- Rows of a database of version 0.1 whose bot was killed at 2026-11-27T13:46:02Z, with much on its way. The people are the
-- sandbox's. The tables are those of its migrations, up to 20261125121500_leases.
SET session_replication_role = replica;
DELETE FROM "_prisma_migrations";
INSERT INTO "Account" ("id", "personId", "platform", "tenant", "externalId", "language", "createdAt") VALUES
  ('17509fbb-d38e-4ed7-8eca-33b460941c73', '370bdf66-f9b5-47e8-ae68-02ae8e514755', 'discord', '', '1199100924421670903', 'da', '2026-11-27 13:45:05.486+00'),
  ('3510e329-9925-4a96-91f1-97d76f41e0d5', '11e8cd90-ba1d-4731-ada8-76edd4f79b7a', 'discord', '', '1204770058918575607', 'da', '2026-11-27 13:45:05.16+00'),
  ('4938e278-d653-4648-bcd8-f39e158b9d51', '606dd66b-8ca3-4e19-8ff6-4640d478fdbd', 'slack', 'T03FSC3HYNF', 'U03ZXAQ1ZFA', 'da', '2026-11-27 13:45:12.243+00'),
  ('56e3df61-5193-435e-935f-0763215e4b41', 'd3ddb0d2-4bea-4449-8c66-9b24f07f96f3', 'slack', 'T03FSC3HYNF', 'U0J2KK8N0A7', 'da', '2026-11-27 13:45:05.575+00'),
  ('a0059335-0a2e-45c9-b867-bc1796ecde7a', '102a3674-0666-4db8-a651-6fe45b8dd267', 'slack', 'T03FSC3HYNF', 'U0HP08MXEVX', 'en', '2026-11-27 13:45:06.516+00'),
  ('bfe37863-1bf8-47bc-830e-b4583294bfe8', 'da336251-a358-4f27-88de-f54193f3942d', 'discord', '', '1228095848567872004', 'da', '2026-11-27 13:45:06.427+00'),
  ('c2247f43-21fe-4bb6-8034-613c1497fb56', '6b764a28-ea7d-48b6-82c4-3e1bb9268447', 'discord', '', '1220276725040649865', 'da', '2026-11-27 13:45:03.793+00'),
  ('c44a974a-91ea-4bb7-94a3-da5fc83f6241', 'a5a7c0ca-256b-44d8-871e-537df65a70af', 'slack', 'T03FSC3HYNF', 'U0PQRWTXPBA', 'da', '2026-11-27 13:45:07.216+00');
INSERT INTO "Announcement" ("id", "communityId", "spaceId", "authorId", "state", "networkId", "topicId", "revision", "shown", "dueAt", "seenButton", "underWay", "counted", "createdAt", "sentAt", "withdrawnAt", "groupId", "round") VALUES
  ('0213c1ce-2d69-4229-8fec-d7a7926006a8', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'c2247f43-21fe-4bb6-8034-613c1497fb56', 'sent', '6952ac54-6422-429c-b99e-478994405b41', '03aed699-83cb-4ffa-8836-890b1b717e37', '1', '1', NULL, 'false', 'true', '0', '2026-11-27 13:46:02.248+00', '2026-11-27 13:46:02.342+00', NULL, NULL, '1'),
  ('556fcabf-fa31-4a95-aae3-f1963d4ee382', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', '4938e278-d653-4648-bcd8-f39e158b9d51', 'draft', '6952ac54-6422-429c-b99e-478994405b41', '03aed699-83cb-4ffa-8836-890b1b717e37', '1', NULL, NULL, 'false', 'false', '0', '2026-11-27 13:45:12.243+00', NULL, NULL, NULL, '0'),
  ('664f1774-8739-4d77-8b4c-d140fef3ae0f', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'c2247f43-21fe-4bb6-8034-613c1497fb56', 'scheduled', '6952ac54-6422-429c-b99e-478994405b41', '03aed699-83cb-4ffa-8836-890b1b717e37', '2', NULL, '2026-11-28 09:00:00+00', 'false', 'false', '0', '2026-11-27 13:45:12.054+00', NULL, NULL, NULL, '1'),
  ('e6e305c3-a4c5-484c-850a-032d1904ccb5', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'c2247f43-21fe-4bb6-8034-613c1497fb56', 'sent', '6952ac54-6422-429c-b99e-478994405b41', '03aed699-83cb-4ffa-8836-890b1b717e37', '1', '1', NULL, 'true', 'false', '3', '2026-11-27 13:45:08.338+00', '2026-11-27 13:45:08.505+00', NULL, NULL, '1'),
  ('fd702a35-b668-4a65-a8b0-f24d7d9368e3', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'c2247f43-21fe-4bb6-8034-613c1497fb56', 'sent', '6952ac54-6422-429c-b99e-478994405b41', '03aed699-83cb-4ffa-8836-890b1b717e37', '1', '1', NULL, 'false', 'false', '2', '2026-11-27 13:45:07.776+00', '2026-11-27 13:45:07.943+00', NULL, NULL, '1');
INSERT INTO "CallClaim" ("platform", "id", "process", "answered", "claimedAt") VALUES
  ('discord', '1575870073321553920', '403952684', 'true', '2026-11-27 13:45:03.736+00'),
  ('discord', '1575870075498397696', '403952684', 'true', '2026-11-27 13:45:04.278+00'),
  ('discord', '1575870077033512960', '403952684', 'true', '2026-11-27 13:45:04.617+00'),
  ('discord', '1575870077226450944', '403952684', 'true', '2026-11-27 13:45:04.666+00'),
  ('discord', '1575870078753177600', '403952684', 'true', '2026-11-27 13:45:05.031+00'),
  ('discord', '1575870079264882688', '403952684', 'true', '2026-11-27 13:45:05.148+00'),
  ('discord', '1575870079583649792', '403952684', 'true', '2026-11-27 13:45:05.225+00'),
  ('discord', '1575870080619642880', '403952684', 'true', '2026-11-27 13:45:05.478+00'),
  ('discord', '1575870081500446720', '403952684', 'true', '2026-11-27 13:45:05.682+00'),
  ('discord', '1575870081970208768', '403952684', 'true', '2026-11-27 13:45:05.811+00'),
  ('discord', '1575870082762932224', '403952684', 'true', '2026-11-27 13:45:05.983+00'),
  ('discord', '1575870084574871552', '403952684', 'true', '2026-11-27 13:45:06.42+00'),
  ('discord', '1575870085409538048', '403952684', 'true', '2026-11-27 13:45:06.631+00'),
  ('discord', '1575870088924364800', '403952684', 'true', '2026-11-27 13:45:07.454+00'),
  ('discord', '1575870089582870528', '403952684', 'true', '2026-11-27 13:45:07.61+00'),
  ('discord', '1575870090191044608', '403952684', 'true', '2026-11-27 13:45:07.759+00'),
  ('discord', '1575870090966990848', '403952684', 'true', '2026-11-27 13:45:07.939+00'),
  ('discord', '1575870092338528256', '403952684', 'true', '2026-11-27 13:45:08.273+00'),
  ('discord', '1575870092627935232', '403952684', 'true', '2026-11-27 13:45:08.334+00'),
  ('discord', '1575870092997033984', '403952684', 'true', '2026-11-27 13:45:08.428+00'),
  ('discord', '1575870093328384000', '403952684', 'true', '2026-11-27 13:45:08.501+00'),
  ('discord', '1575870108222357504', '403952684', 'true', '2026-11-27 13:45:12.051+00'),
  ('discord', '1575870108377546752', '403952684', 'true', '2026-11-27 13:45:12.089+00'),
  ('discord', '1575870108419489792', '403952684', 'true', '2026-11-27 13:45:12.099+00'),
  ('discord', '1575870108692119552', '403952684', 'true', '2026-11-27 13:45:12.164+00'),
  ('discord', '1575870315542609920', '403952684', 'true', '2026-11-27 13:46:01.484+00'),
  ('discord', '1575870316062703616', '403952684', 'true', '2026-11-27 13:46:01.635+00'),
  ('discord', '1575870316821872640', '403952684', 'true', '2026-11-27 13:46:01.792+00'),
  ('discord', '1575870318185021440', '403952684', 'true', '2026-11-27 13:46:02.112+00'),
  ('discord', '1575870318386348032', '403952684', 'true', '2026-11-27 13:46:02.176+00'),
  ('discord', '1575870318705115136', '403952684', 'true', '2026-11-27 13:46:02.244+00'),
  ('discord', '1575870319078408192', '403952684', 'true', '2026-11-27 13:46:02.338+00'),
  ('slack', '1795787103857.1.035d0aac92e1479f99999026a9f8e342', '403952684', 'true', '2026-11-27 13:45:03.871+00'),
  ('slack', '1795787105545.2.aee78272db7f4dfe827121e2b27ab64f', '403952684', 'true', '2026-11-27 13:45:05.556+00'),
  ('slack', '1795787106171.3.33dcc391e82e46fe9834bf12abdc9b2f', '403952684', 'true', '2026-11-27 13:45:06.218+00'),
  ('slack', '1795787106496.4.8669fdf13fd74005b80c0d3a4c54acfb', '403952684', 'true', '2026-11-27 13:45:06.499+00'),
  ('slack', '1795787107156.5.1c24621cecd34804a51771dccce2318f', '403952684', 'true', '2026-11-27 13:45:07.183+00'),
  ('slack', '1795787107282.6.2637aca383fa40dba850e0b2972d59ee', '403952684', 'true', '2026-11-27 13:45:07.288+00'),
  ('slack', '1795787107536.7.3b5d488360994d6dbdd4bab4aa9880cf', '403952684', 'true', '2026-11-27 13:45:07.54+00'),
  ('slack', '1795787107657.8.817526d2a215405294a81ce3d06c3d88', '403952684', 'true', '2026-11-27 13:45:07.659+00'),
  ('slack', '1795787112230.9.614764d1ef94419899d2b5bb2a4e933d', '403952684', 'true', '2026-11-27 13:45:12.232+00');
INSERT INTO "Community" ("id", "name", "language", "zone", "createdAt", "approval") VALUES
  ('eb35e71d-d2e6-4937-b0cb-4e9e9de9d5c5', 'Suburban Lyd', 'da', 'Europe/Copenhagen', '2026-11-27 13:45:04.698+00', 'false'),
  ('eb978032-dd23-4ad0-bf4d-df1adb442294', 'RÅ Festival', 'da', 'Europe/Copenhagen', '2026-11-27 13:45:03.775+00', 'false');
INSERT INTO "Consent" ("announcementId", "communityId", "state", "askedAt", "answeredAt") VALUES
  ('fd702a35-b668-4a65-a8b0-f24d7d9368e3', 'eb35e71d-d2e6-4937-b0cb-4e9e9de9d5c5', 'asked', '2026-11-27 13:45:07.943+00', NULL);
INSERT INTO "Contact" ("communityId", "accountId", "spaceId", "createdAt") VALUES
  ('eb35e71d-d2e6-4937-b0cb-4e9e9de9d5c5', 'c2247f43-21fe-4bb6-8034-613c1497fb56', 'f28f6470-1258-4033-b8b4-d3f2be8c6ca6', '2026-11-27 13:45:04.73+00'),
  ('eb978032-dd23-4ad0-bf4d-df1adb442294', 'c2247f43-21fe-4bb6-8034-613c1497fb56', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', '2026-11-27 13:45:04.382+00');
INSERT INTO "Delivery" ("id", "spaceId", "kind", "subjectId", "details", "channel", "accountId", "placementId", "key", "state", "reason", "detail", "attempts", "firstTriedAt", "wakeAt", "createdAt", "doneAt", "sentChannel", "sentMessage", "crosspost", "crosspostAt", "priority", "waits") VALUES
  ('01a21d40-a3ee-7bcf-846b-774c5fcf8e7f', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', 'aeda0081-5aa7-49e3-9d47-771edc8d9b6c', '{}', '1218786590504554933', NULL, '01a21d40-a3ec-7c97-8497-3bb505ae2c37', 'placement:01a21d40-a3ec-7c97-8497-3bb505ae2c37', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:05.259+00', '2026-11-27 13:45:05.259+00', '2026-11-27 13:45:05.466+00', '1218786590504554933', '1575870080586088448', 'false', NULL, 'urgent', '0'),
  ('01a21d40-a3ee-7bf5-a726-e267d032757b', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', 'aeda0081-5aa7-49e3-9d47-771edc8d9b6c', '{}', 'C0KNEZX5A02', NULL, '01a21d40-a3ec-7263-9eb6-32c4fbf777fa', 'placement:01a21d40-a3ec-7263-9eb6-32c4fbf777fa', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:05.259+00', '2026-11-27 13:45:05.259+00', '2026-11-27 13:45:05.428+00', 'C0KNEZX5A02', '1795787105.406000', 'false', NULL, 'urgent', '0'),
  ('01a21d40-a644-77ff-aaef-8bbba0258ea1', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '{}', '1218786590504554933', NULL, '01a21d40-a641-74a0-96fd-639fd49ea8fb', 'placement:01a21d40-a641-74a0-96fd-639fd49ea8fb', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:05.857+00', '2026-11-27 13:45:05.857+00', '2026-11-27 13:45:05.959+00', '1218786590504554933', '1575870082666463232', 'false', NULL, 'urgent', '0'),
  ('01a21d40-a644-7a52-9f47-846fafb14e33', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '{}', 'C0KNEZX5A02', NULL, '01a21d40-a641-7eca-80b4-0d9b8c7af03e', 'placement:01a21d40-a641-7eca-80b4-0d9b8c7af03e', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:05.857+00', '2026-11-27 13:45:05.857+00', '2026-11-27 13:45:05.935+00', 'C0KNEZX5A02', '1795787105.928000', 'false', NULL, 'urgent', '0'),
  ('01a21d40-a9d7-72ac-8efc-5ff217cd5c53', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.moved', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '{}', NULL, '56e3df61-5193-435e-935f-0763215e4b41', NULL, 'meetup.moved:e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff:1575870085409538048:56e3df61-5193-435e-935f-0763215e4b41', 'sent', NULL, NULL, '2', NULL, '2026-11-27 13:45:07.067+00', '2026-11-27 13:45:06.774+00', '2026-11-27 13:45:07.15+00', 'D0J2KK8N0A7', '1795787107.143000', 'false', NULL, 'urgent', '1'),
  ('01a21d40-a9d7-7693-a7f5-3d59ed149ab3', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.moved', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '{}', NULL, '17509fbb-d38e-4ed7-8eca-33b460941c73', NULL, 'meetup.moved:e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff:1575870085409538048:17509fbb-d38e-4ed7-8eca-33b460941c73', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:06.774+00', '2026-11-27 13:45:06.774+00', '2026-11-27 13:45:07.052+00', '1575870086852378624', '1575870087036928000', 'false', NULL, 'urgent', '0'),
  ('01a21d40-a9d7-76e0-9162-58503d314bf8', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.moved', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '{}', NULL, 'bfe37863-1bf8-47bc-830e-b4583294bfe8', NULL, 'meetup.moved:e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff:1575870085409538048:bfe37863-1bf8-47bc-830e-b4583294bfe8', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:06.774+00', '2026-11-27 13:45:06.774+00', '2026-11-27 13:45:07.064+00', '1575870087276003328', '1575870087288586240', 'false', NULL, 'urgent', '0'),
  ('01a21d40-a9d7-789b-a58b-13322522532f', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.moved', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '{}', NULL, 'a0059335-0a2e-45c9-b867-bc1796ecde7a', NULL, 'meetup.moved:e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff:1575870085409538048:a0059335-0a2e-45c9-b867-bc1796ecde7a', 'sent', NULL, NULL, '2', NULL, '2026-11-27 13:45:07.067+00', '2026-11-27 13:45:06.774+00', '2026-11-27 13:45:07.184+00', 'D0HP08MXEVX', '1795787107.144000', 'false', NULL, 'urgent', '1'),
  ('01a21d40-abf5-76b6-bf7a-8f4bdc65bb46', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', 'ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc', '{}', 'C0KNEZX5A02', NULL, '01a21d40-abf0-7dcb-a9b8-735a3c66d317', 'placement:01a21d40-abf0-7dcb-a9b8-735a3c66d317', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:07.312+00', '2026-11-27 13:45:07.312+00', '2026-11-27 13:45:07.387+00', 'C0KNEZX5A02', '1795787107.381000', 'false', NULL, 'urgent', '0'),
  ('01a21d40-abf5-7d14-8cda-0009561d0028', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', 'ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc', '{}', '1218786590504554933', NULL, '01a21d40-abf0-7240-9508-bfec2495095c', 'placement:01a21d40-abf0-7240-9508-bfec2495095c', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:07.312+00', '2026-11-27 13:45:07.312+00', '2026-11-27 13:45:07.432+00', '1218786590504554933', '1575870088832090112', 'false', NULL, 'urgent', '0'),
  ('01a21d40-aedd-7324-b3ad-67becf6686c3', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'announcement.copy', 'fd702a35-b668-4a65-a8b0-f24d7d9368e3', '{}', 'C0KNEZX5A02', NULL, '01a21d40-aedb-791c-9a1f-79bae0acd3ac', 'announcement:fd702a35-b668-4a65-a8b0-f24d7d9368e3:3bd66ce2-b4e3-46dc-b8d0-72b635952d6d:C0KNEZX5A02', 'sent', NULL, NULL, '2', NULL, '2026-11-27 13:45:08.239+00', '2026-11-27 13:45:08.059+00', '2026-11-27 13:45:08.77+00', 'C0KNEZX5A02', '1795787108.681000', 'false', NULL, 'broadcast', '1'),
  ('01a21d40-aedd-7d81-91a8-0cbfa49f80e7', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.copy', 'fd702a35-b668-4a65-a8b0-f24d7d9368e3', '{}', '1218786590504554933', NULL, '01a21d40-aedb-7988-aead-01010e7ad322', 'announcement:fd702a35-b668-4a65-a8b0-f24d7d9368e3:92d17b3f-f658-4f62-bb7a-9db3b745fd34:1218786590504554933', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:08.059+00', '2026-11-27 13:45:08.059+00', '2026-11-27 13:45:08.316+00', '1218786590504554933', '1575870092527271936', 'false', NULL, 'broadcast', '0'),
  ('01a21d40-aeed-7649-b8ed-770430a7e467', 'f28f6470-1258-4033-b8b4-d3f2be8c6ca6', 'announcement.ask', 'fd702a35-b668-4a65-a8b0-f24d7d9368e3', '{}', NULL, 'c2247f43-21fe-4bb6-8034-613c1497fb56', '01a21d40-aeea-7d45-961a-f35509fb01c0', 'ask:fd702a35-b668-4a65-a8b0-f24d7d9368e3:c2247f43-21fe-4bb6-8034-613c1497fb56', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:08.074+00', '2026-11-27 13:45:08.074+00', '2026-11-27 13:45:08.236+00', '1575870092200116224', '1575870092216893440', 'false', NULL, 'urgent', '0'),
  ('01a21d40-aef4-7caa-bc5e-b31bf55f8a10', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.progress', 'fd702a35-b668-4a65-a8b0-f24d7d9368e3', '{}', NULL, 'c2247f43-21fe-4bb6-8034-613c1497fb56', '01a21d40-aef3-7796-81ab-86a3ccab6957', 'progress:fd702a35-b668-4a65-a8b0-f24d7d9368e3:1795787107943', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:08.083+00', '2026-11-27 13:45:08.083+00', '2026-11-27 13:45:08.301+00', '1575870092200116224', '1575870092434997248', 'false', NULL, 'urgent', '0'),
  ('01a21d40-b0f1-718d-a116-46b51bca47cd', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.copy', 'e6e305c3-a4c5-484c-850a-032d1904ccb5', '{}', '1218786590504554933', NULL, '01a21d40-b0f0-7b6f-85d8-a71d518b1823', 'announcement:e6e305c3-a4c5-484c-850a-032d1904ccb5:92d17b3f-f658-4f62-bb7a-9db3b745fd34:1218786590504554933', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:10.558+00', '2026-11-27 13:45:08.592+00', '2026-11-27 13:45:11.047+00', '1218786590504554933', '1575870103998693376', 'false', NULL, 'broadcast', '0'),
  ('01a21d40-b0f1-731c-87b7-32c0927c8f5d', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'announcement.copy', 'e6e305c3-a4c5-484c-850a-032d1904ccb5', '{}', 'C0KNEZX5A02', NULL, '01a21d40-b0f0-707a-bf39-a9088ea8a196', 'announcement:e6e305c3-a4c5-484c-850a-032d1904ccb5:3bd66ce2-b4e3-46dc-b8d0-72b635952d6d:C0KNEZX5A02', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:08.592+00', '2026-11-27 13:45:08.592+00', '2026-11-27 13:45:08.685+00', 'C0KNEZX5A02', '1795787108.680000', 'false', NULL, 'broadcast', '0'),
  ('01a21d40-b0f1-7c41-a84d-d0f1fae55ac2', 'f28f6470-1258-4033-b8b4-d3f2be8c6ca6', 'announcement.copy', 'e6e305c3-a4c5-484c-850a-032d1904ccb5', '{}', '1208891298262380317', NULL, '01a21d40-b0f0-7437-a4d5-d23ecfaf0f90', 'announcement:e6e305c3-a4c5-484c-850a-032d1904ccb5:f28f6470-1258-4033-b8b4-d3f2be8c6ca6:1208891298262380317', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:08.592+00', '2026-11-27 13:45:08.592+00', '2026-11-27 13:45:08.77+00', '1208891298262380317', '1575870094288879616', 'false', NULL, 'broadcast', '0'),
  ('01a21d40-b0fb-7a35-a556-3c601137211f', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.progress', 'e6e305c3-a4c5-484c-850a-032d1904ccb5', '{}', NULL, 'c2247f43-21fe-4bb6-8034-613c1497fb56', '01a21d40-b0fb-73d9-87c2-3956ab73eb6d', 'progress:e6e305c3-a4c5-484c-850a-032d1904ccb5:1795787108505', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:45:08.603+00', '2026-11-27 13:45:08.603+00', '2026-11-27 13:45:08.724+00', '1575870092200116224', '1575870094251130880', 'false', NULL, 'urgent', '0'),
  ('01a21d41-79c4-7745-9b36-b21abd122a6b', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.reminder', 'aeda0081-5aa7-49e3-9d47-771edc8d9b6c', '{"startsAt": 1795790760000}', NULL, '17509fbb-d38e-4ed7-8eca-33b460941c73', NULL, 'reminder:aeda0081-5aa7-49e3-9d47-771edc8d9b6c:1795790760000:60:17509fbb-d38e-4ed7-8eca-33b460941c73', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:46:00.004+00', '2026-11-27 13:46:00.004+00', '2026-11-27 13:46:00.093+00', '1575870086852378624', '1575870309670584320', 'false', NULL, 'urgent', '0'),
  ('01a21d41-79c4-7fa4-8305-2de900b18fb8', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.reminder', 'aeda0081-5aa7-49e3-9d47-771edc8d9b6c', '{"startsAt": 1795790760000}', NULL, '56e3df61-5193-435e-935f-0763215e4b41', NULL, 'reminder:aeda0081-5aa7-49e3-9d47-771edc8d9b6c:1795790760000:60:56e3df61-5193-435e-935f-0763215e4b41', 'sent', NULL, NULL, '1', NULL, '2026-11-27 13:46:00.004+00', '2026-11-27 13:46:00.004+00', '2026-11-27 13:46:00.055+00', 'D0J2KK8N0A7', '1795787160.049000', 'false', NULL, 'urgent', '0'),
  ('01a21d41-80fe-7616-9621-0330f790e297', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', 'f4c6a027-5a59-4116-b32a-b046f2393edc', '{}', 'C0KNEZX5A02', NULL, '01a21d41-80fb-7559-99d8-5bb3607e719a', 'placement:01a21d41-80fb-7559-99d8-5bb3607e719a', 'pending', NULL, NULL, '2', '2026-11-27 13:46:02.027+00', '2026-11-27 13:46:03.107+00', '2026-11-27 13:46:01.851+00', NULL, NULL, NULL, 'false', NULL, 'urgent', '1'),
  ('01a21d41-80fe-7746-98e6-194c9162d2c7', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', 'f4c6a027-5a59-4116-b32a-b046f2393edc', '{}', '1218786590504554933', NULL, '01a21d41-80fb-7335-b8f6-1563bd949722', 'placement:01a21d41-80fb-7335-b8f6-1563bd949722', 'pending', NULL, NULL, '0', NULL, '2026-11-27 13:46:01.851+00', '2026-11-27 13:46:01.851+00', NULL, NULL, NULL, 'false', NULL, 'urgent', '0'),
  ('01a21d41-825f-717b-9357-f3e6c8cb9efb', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', '985d40ca-3bd2-4179-9fc7-1a5394510206', '{}', '1218786590504554933', NULL, '01a21d41-825e-7221-a20d-424a50a52040', 'placement:01a21d41-825e-7221-a20d-424a50a52040', 'pending', NULL, NULL, '0', NULL, '2026-11-27 13:46:02.206+00', '2026-11-27 13:46:02.206+00', NULL, NULL, NULL, 'false', NULL, 'urgent', '0'),
  ('01a21d41-825f-797d-bfb9-6f99c34cb07f', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', '985d40ca-3bd2-4179-9fc7-1a5394510206', '{}', 'C0KNEZX5A02', NULL, '01a21d41-825e-7075-a0a8-9e0ec1459d76', 'placement:01a21d41-825e-7075-a0a8-9e0ec1459d76', 'pending', NULL, NULL, '1', NULL, '2026-11-27 13:56:02.301+00', '2026-11-27 13:46:02.206+00', NULL, NULL, NULL, 'false', NULL, 'urgent', '1'),
  ('01a21d41-8338-7103-8d9a-add51c2d8cb8', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.copy', '0213c1ce-2d69-4229-8fec-d7a7926006a8', '{}', '1218786590504554933', NULL, '01a21d41-8331-7f0a-93fe-7139b3aa8c70', 'announcement:0213c1ce-2d69-4229-8fec-d7a7926006a8:92d17b3f-f658-4f62-bb7a-9db3b745fd34:1218786590504554933', 'pending', NULL, NULL, '0', NULL, '2026-11-27 13:46:02.417+00', '2026-11-27 13:46:02.417+00', NULL, NULL, NULL, 'false', NULL, 'broadcast', '0'),
  ('01a21d41-8338-79cf-99f6-217e1da8aaa8', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'announcement.copy', '0213c1ce-2d69-4229-8fec-d7a7926006a8', '{}', 'C0KNEZX5A02', NULL, '01a21d41-8331-7f2e-a469-bb533eaf171e', 'announcement:0213c1ce-2d69-4229-8fec-d7a7926006a8:3bd66ce2-b4e3-46dc-b8d0-72b635952d6d:C0KNEZX5A02', 'pending', NULL, NULL, '0', NULL, '2026-11-27 13:46:02.417+00', '2026-11-27 13:46:02.417+00', NULL, NULL, NULL, 'false', NULL, 'broadcast', '0'),
  ('01a21d41-8338-7b90-91b8-aeba4532f989', 'f28f6470-1258-4033-b8b4-d3f2be8c6ca6', 'announcement.copy', '0213c1ce-2d69-4229-8fec-d7a7926006a8', '{}', '1208891298262380317', NULL, '01a21d41-8331-773a-899e-39e4ecfeed5d', 'announcement:0213c1ce-2d69-4229-8fec-d7a7926006a8:f28f6470-1258-4033-b8b4-d3f2be8c6ca6:1208891298262380317', 'pending', NULL, NULL, '1', '2026-11-27 13:46:02.452+00', '2026-11-27 13:46:03.571+00', '2026-11-27 13:46:02.417+00', NULL, NULL, NULL, 'false', NULL, 'broadcast', '0'),
  ('01a21d41-833e-7d72-97e9-c1c506171a83', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.progress', '0213c1ce-2d69-4229-8fec-d7a7926006a8', '{}', NULL, 'c2247f43-21fe-4bb6-8034-613c1497fb56', '01a21d41-833d-7bc1-a19b-d6cff835c10e', 'progress:0213c1ce-2d69-4229-8fec-d7a7926006a8:1795787162342', 'pending', NULL, NULL, '1', '2026-11-27 13:46:02.452+00', '2026-11-27 13:46:03.572+00', '2026-11-27 13:46:02.429+00', NULL, NULL, NULL, 'false', NULL, 'urgent', '0');
INSERT INTO "HandledCall" ("platform", "id", "handledAt") VALUES
  ('discord', '1575870073321553920', '2026-11-27 13:45:03.793+00'),
  ('discord', '1575870075498397696', '2026-11-27 13:45:04.382+00'),
  ('discord', '1575870077033512960', '2026-11-27 13:45:04.62+00'),
  ('discord', '1575870077226450944', '2026-11-27 13:45:04.73+00'),
  ('discord', '1575870078753177600', '2026-11-27 13:45:05.041+00'),
  ('discord', '1575870079264882688', '2026-11-27 13:45:05.16+00'),
  ('discord', '1575870079583649792', '2026-11-27 13:45:05.229+00'),
  ('discord', '1575870080619642880', '2026-11-27 13:45:05.486+00'),
  ('discord', '1575870081500446720', '2026-11-27 13:45:05.695+00'),
  ('discord', '1575870081970208768', '2026-11-27 13:45:05.82+00'),
  ('discord', '1575870082762932224', '2026-11-27 13:45:06.009+00'),
  ('discord', '1575870084574871552', '2026-11-27 13:45:06.427+00'),
  ('discord', '1575870085409538048', '2026-11-27 13:45:06.647+00'),
  ('discord', '1575870088924364800', '2026-11-27 13:45:07.475+00'),
  ('discord', '1575870090191044608', '2026-11-27 13:45:07.776+00'),
  ('discord', '1575870090966990848', '2026-11-27 13:45:07.943+00'),
  ('discord', '1575870092338528256', '2026-11-27 13:45:08.3+00'),
  ('discord', '1575870092627935232', '2026-11-27 13:45:08.338+00'),
  ('discord', '1575870092997033984', '2026-11-27 13:45:08.431+00'),
  ('discord', '1575870093328384000', '2026-11-27 13:45:08.505+00'),
  ('discord', '1575870108222357504', '2026-11-27 13:45:12.054+00'),
  ('discord', '1575870108419489792', '2026-11-27 13:45:12.104+00'),
  ('discord', '1575870108692119552', '2026-11-27 13:45:12.166+00'),
  ('discord', '1575870315542609920', '2026-11-27 13:46:01.494+00'),
  ('discord', '1575870316062703616', '2026-11-27 13:46:01.671+00'),
  ('discord', '1575870316821872640', '2026-11-27 13:46:01.806+00'),
  ('discord', '1575870318185021440', '2026-11-27 13:46:02.14+00'),
  ('discord', '1575870318386348032', '2026-11-27 13:46:02.185+00'),
  ('discord', '1575870318705115136', '2026-11-27 13:46:02.248+00'),
  ('discord', '1575870319078408192', '2026-11-27 13:46:02.342+00'),
  ('slack', '1795787103857.1.035d0aac92e1479f99999026a9f8e342', '2026-11-27 13:45:03.908+00'),
  ('slack', '1795787105545.2.aee78272db7f4dfe827121e2b27ab64f', '2026-11-27 13:45:05.575+00'),
  ('slack', '1795787106171.3.33dcc391e82e46fe9834bf12abdc9b2f', '2026-11-27 13:45:06.269+00'),
  ('slack', '1795787106496.4.8669fdf13fd74005b80c0d3a4c54acfb', '2026-11-27 13:45:06.516+00'),
  ('slack', '1795787107156.5.1c24621cecd34804a51771dccce2318f', '2026-11-27 13:45:07.216+00'),
  ('slack', '1795787107282.6.2637aca383fa40dba850e0b2972d59ee', '2026-11-27 13:45:07.294+00'),
  ('slack', '1795787107536.7.3b5d488360994d6dbdd4bab4aa9880cf', '2026-11-27 13:45:07.544+00'),
  ('slack', '1795787112230.9.614764d1ef94419899d2b5bb2a4e933d', '2026-11-27 13:45:12.243+00');
INSERT INTO "KeptInput" ("id", "accountId", "target", "values", "createdAt") VALUES
  ('13cab7ea-d80b-445d-ba45-f4a6b4b3431b', '3510e329-9925-4a96-91f1-97d76f41e0d5', 'run:meetup%2Fcreate:', '{"when": "engang i det nye år måske", "title": "Filmaften hos maja", "where": "Huset"}', '2026-11-27 13:45:07.622+00'),
  ('34ee4527-49ee-48d6-b853-108cc31976cf', 'c44a974a-91ea-4bb7-94a3-da5fc83f6241', 'run:meetup%2Fcreate:', '{"when": "engang i det nye år måske", "title": "Filmaften hos aase", "where": "Huset"}', '2026-11-27 13:45:07.667+00'),
  ('ec471827-b30d-48b4-a646-b5ac9c2d5316', 'c2247f43-21fe-4bb6-8034-613c1497fb56', 'announce.when:664f1774-8739-4d77-8b4c-d140fef3ae0f', '{}', '2026-11-27 13:45:12.091+00');
INSERT INTO "Lease" ("id", "deliveries", "attempts", "takenAt", "until") VALUES
  ('01a21d41-814e-7b11-a344-a241c43fc128', '{01a21d41-80fe-7746-98e6-194c9162d2c7}', '{0}', '2026-11-27 13:46:01.877+00', '2026-11-27 13:46:31.877+00'),
  ('01a21d41-8292-743d-89ac-e79da210a4f7', '{01a21d41-825f-717b-9357-f3e6c8cb9efb}', '{0}', '2026-11-27 13:46:02.243+00', '2026-11-27 13:46:32.243+00'),
  ('01a21d41-8363-7231-b77a-d5121848cb4c', '{01a21d41-833e-7d72-97e9-c1c506171a83,01a21d41-8338-7103-8d9a-add51c2d8cb8,01a21d41-8338-7b90-91b8-aeba4532f989}', '{0,0,0}', '2026-11-27 13:46:02.452+00', '2026-11-27 13:46:32.452+00'),
  ('01a21d41-837b-7c89-9cdb-898bcae359e0', '{01a21d41-8338-79cf-99f6-217e1da8aaa8}', '{0}', '2026-11-27 13:46:02.452+00', '2026-11-27 13:46:32.452+00');
INSERT INTO "LinkCode" ("codeHash", "communityId", "createdById", "expiresAt", "usedAt") VALUES
  ('d8e4dd3473ac43a4467a2c53e10fcaca5852105aa69d1789bc0c76008f4bf772', 'eb978032-dd23-4ad0-bf4d-df1adb442294', 'c2247f43-21fe-4bb6-8034-613c1497fb56', '2026-11-27 14:00:03.793+00', '2026-11-27 13:45:03.908+00');
INSERT INTO "Meetup" ("id", "communityId", "spaceId", "organiserId", "state", "title", "description", "place", "capacity", "zone", "createdAt", "publishedAt", "cancelledAt") VALUES
  ('2f188ea8-c8c8-4170-8e39-714f376db5a6', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', '3510e329-9925-4a96-91f1-97d76f41e0d5', 'draft', 'Byvandring', NULL, 'Torvet', NULL, 'Europe/Copenhagen', '2026-11-27 13:45:07.475+00', NULL, NULL),
  ('30deb973-5af9-4d3d-9a83-1bae693a1f8d', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', '3510e329-9925-4a96-91f1-97d76f41e0d5', 'published', 'Cykeltur', NULL, 'Stationen', NULL, 'Europe/Copenhagen', '2026-11-27 13:46:01.671+00', '2026-11-27 13:46:01.806+00', NULL),
  ('4a714e70-d136-403f-b617-6e952fce9fcf', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'c44a974a-91ea-4bb7-94a3-da5fc83f6241', 'published', 'Strikkecafé', NULL, 'Biblioteket', NULL, 'Europe/Copenhagen', '2026-11-27 13:45:07.216+00', '2026-11-27 13:45:07.294+00', NULL),
  ('4f91408c-39dc-4b3c-a7be-404523d6cbf4', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', '3510e329-9925-4a96-91f1-97d76f41e0d5', 'published', 'Insekthotel', 'Vi bygger et hotel til havens små gæster.', 'Naturskolens gård', '2', 'Europe/Copenhagen', '2026-11-27 13:45:05.695+00', '2026-11-27 13:45:05.82+00', NULL),
  ('660926c4-f303-42cb-b30b-ee1875563990', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', '3510e329-9925-4a96-91f1-97d76f41e0d5', 'published', 'Fællesspisning', NULL, 'Gimle', NULL, 'Europe/Copenhagen', '2026-11-27 13:45:05.16+00', '2026-11-27 13:45:05.229+00', NULL),
  ('741defb9-fa97-423a-b296-fdda185f5993', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'c44a974a-91ea-4bb7-94a3-da5fc83f6241', 'draft', 'Korprøve', NULL, 'Torvet', NULL, 'Europe/Copenhagen', '2026-11-27 13:45:07.544+00', NULL, NULL),
  ('8ab6c37e-897f-4f5f-9a6c-1234f3cc73ff', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', '3510e329-9925-4a96-91f1-97d76f41e0d5', 'published', 'Juleklip', NULL, 'Huset', NULL, 'Europe/Copenhagen', '2026-11-27 13:46:02.14+00', '2026-11-27 13:46:02.185+00', NULL);
INSERT INTO "Network" ("id", "ownerId", "name", "approval", "createdAt", "closedAt") VALUES
  ('6952ac54-6422-429c-b99e-478994405b41', 'eb978032-dd23-4ad0-bf4d-df1adb442294', 'Kulturmetropolen', 'false', '2026-11-27 13:45:04.382+00', NULL);
INSERT INTO "NetworkCode" ("codeHash", "networkId", "expiresAt", "usedAt") VALUES
  ('1d8e96c831a45f3e3f99c260bf7c5539731996cbc9cbd6b24e69396470599348', '6952ac54-6422-429c-b99e-478994405b41', '2026-12-04 13:45:04.62+00', '2026-11-27 13:45:04.73+00');
INSERT INTO "NetworkMember" ("networkId", "communityId", "accepts", "joinedAt") VALUES
  ('6952ac54-6422-429c-b99e-478994405b41', 'eb35e71d-d2e6-4937-b0cb-4e9e9de9d5c5', 'everything', '2026-11-27 13:45:04.73+00'),
  ('6952ac54-6422-429c-b99e-478994405b41', 'eb978032-dd23-4ad0-bf4d-df1adb442294', 'everything', '2026-11-27 13:45:04.382+00');
INSERT INTO "Occurrence" ("id", "meetupId", "communityId", "startsAt", "endsAt", "closesAt") VALUES
  ('7b8ac066-df3c-49f5-99dd-e30ceb7f3206', '2f188ea8-c8c8-4170-8e39-714f376db5a6', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '2026-12-05 13:00:00+00', NULL, NULL),
  ('985d40ca-3bd2-4179-9fc7-1a5394510206', '8ab6c37e-897f-4f5f-9a6c-1234f3cc73ff', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '2026-12-12 12:00:00+00', NULL, '2026-12-12 15:00:00+00'),
  ('a636cabf-06c9-42d6-8861-df62b4e617ea', '741defb9-fa97-423a-b296-fdda185f5993', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '2026-12-05 13:00:00+00', NULL, NULL),
  ('ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc', '4a714e70-d136-403f-b617-6e952fce9fcf', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '2026-12-10 18:00:00+00', '2026-12-10 20:00:00+00', '2026-12-10 20:00:00+00'),
  ('aeda0081-5aa7-49e3-9d47-771edc8d9b6c', '660926c4-f303-42cb-b30b-ee1875563990', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '2026-11-27 14:46:00+00', NULL, '2026-11-27 17:46:00+00'),
  ('e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '4f91408c-39dc-4b3c-a7be-404523d6cbf4', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '2026-12-03 16:00:00+00', NULL, '2026-12-03 19:00:00+00'),
  ('f4c6a027-5a59-4116-b32a-b046f2393edc', '30deb973-5af9-4d3d-9a83-1bae693a1f8d', 'eb978032-dd23-4ad0-bf4d-df1adb442294', '2026-12-06 09:00:00+00', NULL, '2026-12-06 12:00:00+00');
INSERT INTO "Pace" ("key", "nextAt") VALUES
  ('discord edit 1218786590504554933', '1795787164194'),
  ('discord edit 1575870092200116224', '1795787116863'),
  ('discord post 1208891298262380317', '1795787165112.5999'),
  ('discord post 1218786590504554933', '1795787169677'),
  ('discord post with 1199100924421670903', '1795787162609'),
  ('discord post with 1220276725040649865', '1795787165052'),
  ('discord post with 1228095848567872004', '1795787109518.4'),
  ('discord', '1795787162532.7998'),
  ('slack T03FSC3HYNF C0KNEZX5A02', '1795787166077'),
  ('slack T03FSC3HYNF U0HP08MXEVX', '1795787108978'),
  ('slack T03FSC3HYNF U0J2KK8N0A7', '1795787161059'),
  ('slack T03FSC3HYNF chat.update', '1795787162844'),
  ('slack T03FSC3HYNF', '1795787163133.8965');
INSERT INTO "Person" ("id", "createdAt") VALUES
  ('102a3674-0666-4db8-a651-6fe45b8dd267', '2026-11-27 13:45:06.516+00'),
  ('11e8cd90-ba1d-4731-ada8-76edd4f79b7a', '2026-11-27 13:45:05.16+00'),
  ('370bdf66-f9b5-47e8-ae68-02ae8e514755', '2026-11-27 13:45:05.486+00'),
  ('606dd66b-8ca3-4e19-8ff6-4640d478fdbd', '2026-11-27 13:45:12.243+00'),
  ('6b764a28-ea7d-48b6-82c4-3e1bb9268447', '2026-11-27 13:45:03.793+00'),
  ('a5a7c0ca-256b-44d8-871e-537df65a70af', '2026-11-27 13:45:07.216+00'),
  ('d3ddb0d2-4bea-4449-8c66-9b24f07f96f3', '2026-11-27 13:45:05.575+00'),
  ('da336251-a358-4f27-88de-f54193f3942d', '2026-11-27 13:45:06.427+00');
INSERT INTO "Placement" ("id", "spaceId", "kind", "subjectId", "channel", "message", "changes", "shown", "fingerprint", "editedAt", "wakeAt", "gone", "refusals") VALUES
  ('01a21d40-a3ec-7263-9eb6-32c4fbf777fa', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', 'aeda0081-5aa7-49e3-9d47-771edc8d9b6c', 'C0KNEZX5A02', '1795787105.406000', '2', '2', 'ro2kTz6wvut8MDvEKNIRHmCZ-dmDj-TWwXnnZ-EYpOI', '2026-11-27 13:45:07.228+00', '2026-11-27 13:45:08.228+00', 'false', '0'),
  ('01a21d40-a3ec-7c97-8497-3bb505ae2c37', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', 'aeda0081-5aa7-49e3-9d47-771edc8d9b6c', '1218786590504554933', '1575870080586088448', '2', '2', E'{"components":[{"type":17,"components":[{"type":10,"content":"## Fællesspisning"},{"type":10,"content":"**Hvornår**\\n<t:1795790760:F> (<t:1795790760:R>)"},{"type":10,"content":"**Hvor**\\nGimle"},{"type":10,"content":"**Arrangør**\\n<@1204770058918575607>"},{"type":10,"content":"**Pladser**\\nDer er plads til alle"},{"type":10,"content":"**Kommer (2)**\\n<@1199100924421670903>, 1 fra RÅ Frivillige"},{"type":1,"components":[{"type":2,"style":1,"custom_id":"meetup.answer:aeda0081-5aa7-49e3-9d47-771edc8d9b6c:going","label":"Kommer"},{"type":2,"style":2,"custom_id":"meetup.answer:aeda0081-5aa7-49e3-9d47-771edc8d9b6c:maybe","label":"Måske"},{"type":2,"style":2,"custom_id":"meetup.answer:aeda0081-5aa7-49e3-9d47-771edc8d9b6c:not_going","label":"Kommer ikke"}]}]}],"flags":32768,"allowed_mentions":{"parse":[]}}', '2026-11-27 13:45:07.233+00', '2026-11-27 13:45:08.233+00', 'false', '0'),
  ('01a21d40-a641-74a0-96fd-639fd49ea8fb', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '1218786590504554933', '1575870082666463232', '5', '5', E'{"components":[{"type":17,"components":[{"type":10,"content":"## Insekthotel"},{"type":10,"content":"Vi bygger et hotel til havens små gæster."},{"type":10,"content":"**Hvornår**\\n<t:1796313600:F> (<t:1796313600:R>)"},{"type":10,"content":"**Hvor**\\nNaturskolens gård"},{"type":10,"content":"**Arrangør**\\n<@1204770058918575607>"},{"type":10,"content":"**Pladser**\\nAlle 2 pladser er taget. Tryk “Kommer”, så står du på ventelisten."},{"type":10,"content":"**Kommer (2)**\\n<@1199100924421670903>, 1 fra RÅ Frivillige"},{"type":10,"content":"**Venteliste (1)**\\n<@1228095848567872004>"},{"type":10,"content":"**Måske (1)**\\n1 fra RÅ Frivillige"},{"type":1,"components":[{"type":2,"style":1,"custom_id":"meetup.answer:e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff:going","label":"Kommer"},{"type":2,"style":2,"custom_id":"meetup.answer:e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff:maybe","label":"Måske"},{"type":2,"style":2,"custom_id":"meetup.answer:e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff:not_going","label":"Kommer ikke"}]}]}],"flags":32768,"allowed_mentions":{"parse":[]}}', '2026-11-27 13:45:08.163+00', '2026-11-27 13:45:09.163+00', 'false', '0'),
  ('01a21d40-a641-7eca-80b4-0d9b8c7af03e', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', 'C0KNEZX5A02', '1795787105.928000', '5', '5', 'rGGtUBzSpyFpwvbNBipMOP71xxnnC-7Bi82Ag8iEqbo', '2026-11-27 13:45:08.192+00', '2026-11-27 13:45:09.192+00', 'false', '0'),
  ('01a21d40-abf0-7240-9508-bfec2495095c', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', 'ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc', '1218786590504554933', '1575870088832090112', '1', '0', E'{"components":[{"type":17,"components":[{"type":10,"content":"## Strikkecafé"},{"type":10,"content":"**Hvornår**\\n<t:1796925600:F> til <t:1796932800:t> (<t:1796925600:R>)"},{"type":10,"content":"**Hvor**\\nBiblioteket"},{"type":10,"content":"**Arrangør**\\nEn arrangør fra RÅ Frivillige"},{"type":10,"content":"**Pladser**\\nDer er plads til alle"},{"type":10,"content":"**Kommer (0)**\\nIngen endnu"},{"type":1,"components":[{"type":2,"style":1,"custom_id":"meetup.answer:ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc:going","label":"Kommer"},{"type":2,"style":2,"custom_id":"meetup.answer:ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc:maybe","label":"Måske"},{"type":2,"style":2,"custom_id":"meetup.answer:ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc:not_going","label":"Kommer ikke"}]}]}],"flags":32768,"allowed_mentions":{"parse":[]}}', '2026-11-27 13:45:07.432+00', '2026-11-27 13:46:06.715+00', 'false', '0'),
  ('01a21d40-abf0-7dcb-a9b8-735a3c66d317', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', 'ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc', 'C0KNEZX5A02', '1795787107.381000', '1', '0', '_hn7eN5RIe1Nl2jNgKYVUVm4HbcWhIkiBMWOnkkum3U', '2026-11-27 13:45:07.387+00', '2026-11-27 13:46:06.71+00', 'false', '0'),
  ('01a21d40-aedb-791c-9a1f-79bae0acd3ac', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'announcement.copy', 'fd702a35-b668-4a65-a8b0-f24d7d9368e3', 'C0KNEZX5A02', '1795787108.681000', '0', '0', 'qDn5rhYNTFEOChAu761gRbGVdFauKyk2Mn_kIId0Sh0', '2026-11-27 13:45:08.77+00', '2026-11-27 13:45:08.77+00', 'false', '0'),
  ('01a21d40-aedb-7988-aead-01010e7ad322', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.copy', 'fd702a35-b668-4a65-a8b0-f24d7d9368e3', '1218786590504554933', '1575870092527271936', '0', '0', '{"components":[{"type":17,"components":[{"type":10,"content":"## Udlån af telte"},{"type":10,"content":"Udlån af telte: der er 20.000 kr. at søge."},{"type":10,"content":"-# Fra RÅ Festival · Nichekultur"}]}],"flags":32768,"allowed_mentions":{"parse":[]}}', '2026-11-27 13:45:08.316+00', '2026-11-27 13:45:08.316+00', 'false', '0'),
  ('01a21d40-aeea-7d45-961a-f35509fb01c0', 'f28f6470-1258-4033-b8b4-d3f2be8c6ca6', 'announcement.ask', 'fd702a35-b668-4a65-a8b0-f24d7d9368e3', '1575870092200116224', '1575870092216893440', '0', '0', E'{"components":[{"type":17,"accent_color":15769632,"components":[{"type":10,"content":"## Vil I slå det her op hos jer?"},{"type":10,"content":"-# RÅ Festival vil gerne dele det med Suburban Lyd. Det bliver først slået op, når I siger ja."},{"type":10,"content":"**Udlån af telte**"},{"type":10,"content":"Udlån af telte: der er 20.000 kr. at søge."},{"type":10,"content":"**Til**\\nSuburban Lyd"},{"type":10,"content":"**Fra**\\nRÅ Festival"},{"type":10,"content":"**Netværk, emne og målgruppe**\\nKulturmetropolen: Nichekultur, For alle"},{"type":1,"components":[{"type":2,"style":1,"custom_id":"announce.accept:f28f6470-1258-4033-b8b4-d3f2be8c6ca6:fd702a35-b668-4a65-a8b0-f24d7d9368e3","label":"Ja, slå det op"},{"type":2,"style":2,"custom_id":"announce.refuse:f28f6470-1258-4033-b8b4-d3f2be8c6ca6:fd702a35-b668-4a65-a8b0-f24d7d9368e3","label":"Nej tak"}]}]}],"flags":32768,"allowed_mentions":{"parse":[]}}', '2026-11-27 13:45:08.236+00', '2026-11-27 13:45:08.236+00', 'false', '0'),
  ('01a21d40-aef3-7796-81ab-86a3ccab6957', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.progress', 'fd702a35-b668-4a65-a8b0-f24d7d9368e3', '1575870092200116224', '1575870092434997248', '1', '1', '{"components":[{"type":17,"accent_color":3055195,"components":[{"type":10,"content":"## Udlån af telte"},{"type":10,"content":"████████████████████"},{"type":10,"content":"2 af 2 er kommet frem."},{"type":10,"content":"Ét fællesskab er spurgt og har ikke svaret endnu."},{"type":1,"components":[{"type":2,"style":2,"custom_id":"announce.report:92d17b3f-f658-4f62-bb7a-9db3b745fd34:fd702a35-b668-4a65-a8b0-f24d7d9368e3","label":"Se, hvordan det går"}]}]}],"flags":32768,"allowed_mentions":{"parse":[]}}', '2026-11-27 13:45:09.094+00', '2026-11-27 13:45:10.094+00', 'false', '0'),
  ('01a21d40-b0f0-707a-bf39-a9088ea8a196', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'announcement.copy', 'e6e305c3-a4c5-484c-850a-032d1904ccb5', 'C0KNEZX5A02', '1795787108.680000', '0', '0', '3cx_UxtWeHJ-_mgd6NXBRqzp5ORkzofHO4d13G0LJ0c', '2026-11-27 13:45:08.685+00', '2026-11-27 13:45:08.685+00', 'false', '0'),
  ('01a21d40-b0f0-7437-a4d5-d23ecfaf0f90', 'f28f6470-1258-4033-b8b4-d3f2be8c6ca6', 'announcement.copy', 'e6e305c3-a4c5-484c-850a-032d1904ccb5', '1208891298262380317', '1575870094288879616', '0', '0', '{"components":[{"type":17,"components":[{"type":10,"content":"## Åbent hus"},{"type":10,"content":"Åbent hus: der er 20.000 kr. at søge."},{"type":1,"components":[{"type":2,"style":5,"url":"https://kulturmetropolen.dk/puljer","label":"Læs mere"},{"type":2,"style":2,"custom_id":"announce.seen:e6e305c3-a4c5-484c-850a-032d1904ccb5","label":"Set"}]},{"type":10,"content":"-# Fra RÅ Festival · Nichekultur"}]}],"flags":32768,"allowed_mentions":{"parse":[]}}', '2026-11-27 13:45:08.77+00', '2026-11-27 13:45:08.77+00', 'false', '0'),
  ('01a21d40-b0f0-7b6f-85d8-a71d518b1823', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.copy', 'e6e305c3-a4c5-484c-850a-032d1904ccb5', '1218786590504554933', '1575870103998693376', '0', '0', '{"components":[{"type":17,"components":[{"type":10,"content":"## Åbent hus"},{"type":10,"content":"Åbent hus: der er 20.000 kr. at søge."},{"type":1,"components":[{"type":2,"style":5,"url":"https://kulturmetropolen.dk/puljer","label":"Læs mere"},{"type":2,"style":2,"custom_id":"announce.seen:e6e305c3-a4c5-484c-850a-032d1904ccb5","label":"Set"}]},{"type":10,"content":"-# Fra RÅ Festival · Nichekultur"}]}],"flags":32768,"allowed_mentions":{"parse":[]}}', '2026-11-27 13:45:11.047+00', '2026-11-27 13:45:11.047+00', 'false', '0'),
  ('01a21d40-b0fb-73d9-87c2-3956ab73eb6d', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.progress', 'e6e305c3-a4c5-484c-850a-032d1904ccb5', '1575870092200116224', '1575870094251130880', '2', '2', '{"components":[{"type":17,"accent_color":3055195,"components":[{"type":10,"content":"## Åbent hus"},{"type":10,"content":"████████████████████"},{"type":10,"content":"3 af 3 er kommet frem."},{"type":10,"content":"Alt er afsluttet."},{"type":1,"components":[{"type":2,"style":2,"custom_id":"announce.report:92d17b3f-f658-4f62-bb7a-9db3b745fd34:e6e305c3-a4c5-484c-850a-032d1904ccb5","label":"Se, hvordan det går"}]}]}],"flags":32768,"allowed_mentions":{"parse":[]}}', '2026-11-27 13:45:12.05+00', '2026-11-27 13:45:13.05+00', 'false', '0'),
  ('01a21d41-80fb-7335-b8f6-1563bd949722', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', 'f4c6a027-5a59-4116-b32a-b046f2393edc', '1218786590504554933', NULL, '0', '0', NULL, NULL, '2026-11-27 13:46:01.851+00', 'false', '0'),
  ('01a21d41-80fb-7559-99d8-5bb3607e719a', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', 'f4c6a027-5a59-4116-b32a-b046f2393edc', 'C0KNEZX5A02', NULL, '0', '0', NULL, NULL, '2026-11-27 13:46:01.851+00', 'false', '0'),
  ('01a21d41-825e-7075-a0a8-9e0ec1459d76', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'meetup.card', '985d40ca-3bd2-4179-9fc7-1a5394510206', 'C0KNEZX5A02', NULL, '0', '0', NULL, NULL, '2026-11-27 13:46:02.206+00', 'false', '0'),
  ('01a21d41-825e-7221-a20d-424a50a52040', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'meetup.card', '985d40ca-3bd2-4179-9fc7-1a5394510206', '1218786590504554933', NULL, '0', '0', NULL, NULL, '2026-11-27 13:46:02.206+00', 'false', '0'),
  ('01a21d41-8331-773a-899e-39e4ecfeed5d', 'f28f6470-1258-4033-b8b4-d3f2be8c6ca6', 'announcement.copy', '0213c1ce-2d69-4229-8fec-d7a7926006a8', '1208891298262380317', NULL, '0', '0', NULL, NULL, '2026-11-27 13:46:02.417+00', 'false', '0'),
  ('01a21d41-8331-7f0a-93fe-7139b3aa8c70', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.copy', '0213c1ce-2d69-4229-8fec-d7a7926006a8', '1218786590504554933', NULL, '0', '0', NULL, NULL, '2026-11-27 13:46:02.417+00', 'false', '0'),
  ('01a21d41-8331-7f2e-a469-bb533eaf171e', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'announcement.copy', '0213c1ce-2d69-4229-8fec-d7a7926006a8', 'C0KNEZX5A02', NULL, '0', '0', NULL, NULL, '2026-11-27 13:46:02.417+00', 'false', '0'),
  ('01a21d41-833d-7bc1-a19b-d6cff835c10e', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'announcement.progress', '0213c1ce-2d69-4229-8fec-d7a7926006a8', '', NULL, '0', '0', NULL, NULL, '2026-11-27 13:46:02.429+00', 'false', '0');
INSERT INTO "Reminder" ("id", "occurrenceId", "minutesBefore", "dueAt", "doneAt") VALUES
  ('0d1259dd-2d12-4fc5-ad3f-23b0b845d46e', '985d40ca-3bd2-4179-9fc7-1a5394510206', '1440', '2026-12-11 12:00:00+00', NULL),
  ('10249864-b792-4fd5-a32c-e0494964ac72', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '1440', '2026-12-02 16:00:00+00', NULL),
  ('2ccd4341-921a-4233-9a31-c96f9ce4f146', 'ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc', '60', '2026-12-10 17:00:00+00', NULL),
  ('2d4bbcd9-3c9a-4a30-a47e-f2feb934f9ac', 'ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc', '1440', '2026-12-09 18:00:00+00', NULL),
  ('526b4596-70c1-40e0-b9a7-031fee7ba598', '985d40ca-3bd2-4179-9fc7-1a5394510206', '60', '2026-12-12 11:00:00+00', NULL),
  ('969a479c-b874-4c21-8506-9c00fbb662c4', 'aeda0081-5aa7-49e3-9d47-771edc8d9b6c', '60', '2026-11-27 13:46:00+00', '2026-11-27 13:46:00.001+00'),
  ('9728f674-3321-4d62-9c04-fef1072b673c', 'e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '60', '2026-12-03 15:00:00+00', NULL),
  ('b3f7880a-b3d9-4d76-8e20-ee5784ea7aa5', 'f4c6a027-5a59-4116-b32a-b046f2393edc', '1440', '2026-12-05 09:00:00+00', NULL),
  ('ec0cde35-3dd5-42bd-aeb1-fb7293dd8f51', 'f4c6a027-5a59-4116-b32a-b046f2393edc', '60', '2026-12-06 08:00:00+00', NULL);
INSERT INTO "Revision" ("announcementId", "number", "authorId", "link", "image", "createdAt", "spaceId") VALUES
  ('0213c1ce-2d69-4229-8fec-d7a7926006a8', '1', 'c2247f43-21fe-4bb6-8034-613c1497fb56', NULL, NULL, '2026-11-27 13:46:02.248+00', '92d17b3f-f658-4f62-bb7a-9db3b745fd34'),
  ('556fcabf-fa31-4a95-aae3-f1963d4ee382', '1', '4938e278-d653-4648-bcd8-f39e158b9d51', NULL, NULL, '2026-11-27 13:45:12.243+00', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d'),
  ('664f1774-8739-4d77-8b4c-d140fef3ae0f', '1', 'c2247f43-21fe-4bb6-8034-613c1497fb56', NULL, NULL, '2026-11-27 13:45:12.054+00', '92d17b3f-f658-4f62-bb7a-9db3b745fd34'),
  ('664f1774-8739-4d77-8b4c-d140fef3ae0f', '2', 'c2247f43-21fe-4bb6-8034-613c1497fb56', NULL, NULL, '2026-11-27 13:45:12.104+00', '92d17b3f-f658-4f62-bb7a-9db3b745fd34'),
  ('e6e305c3-a4c5-484c-850a-032d1904ccb5', '1', 'c2247f43-21fe-4bb6-8034-613c1497fb56', 'https://kulturmetropolen.dk/puljer', NULL, '2026-11-27 13:45:08.338+00', '92d17b3f-f658-4f62-bb7a-9db3b745fd34'),
  ('fd702a35-b668-4a65-a8b0-f24d7d9368e3', '1', 'c2247f43-21fe-4bb6-8034-613c1497fb56', NULL, NULL, '2026-11-27 13:45:07.776+00', '92d17b3f-f658-4f62-bb7a-9db3b745fd34');
INSERT INTO "RevisionText" ("announcementId", "number", "language", "position", "title", "body") VALUES
  ('0213c1ce-2d69-4229-8fec-d7a7926006a8', '1', 'da', '0', 'Ny pulje', 'Ny pulje: der er 20.000 kr. at søge.'),
  ('556fcabf-fa31-4a95-aae3-f1963d4ee382', '1', 'da', '0', 'Frivilligmøde', 'Frivilligmøde: der er 20.000 kr. at søge.'),
  ('664f1774-8739-4d77-8b4c-d140fef3ae0f', '1', 'da', '0', 'Sæsonens program', 'Sæsonens program: der er 20.000 kr. at søge.'),
  ('664f1774-8739-4d77-8b4c-d140fef3ae0f', '2', 'da', '0', 'Sæsonens program', 'Sæsonens program: der er 20.000 kr. at søge.'),
  ('e6e305c3-a4c5-484c-850a-032d1904ccb5', '1', 'da', '0', 'Åbent hus', 'Åbent hus: der er 20.000 kr. at søge.'),
  ('fd702a35-b668-4a65-a8b0-f24d7d9368e3', '1', 'da', '0', 'Udlån af telte', 'Udlån af telte: der er 20.000 kr. at søge.');
INSERT INTO "Rsvp" ("occurrenceId", "personId", "accountId", "spaceId", "answer", "place", "answeredAt") VALUES
  ('ab3e0c47-63fe-48a5-8a1f-8d47b2fdb4bc', 'da336251-a358-4f27-88de-f54193f3942d', 'bfe37863-1bf8-47bc-830e-b4583294bfe8', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'maybe', '1', '2026-11-27 13:46:01.494+00'),
  ('aeda0081-5aa7-49e3-9d47-771edc8d9b6c', '370bdf66-f9b5-47e8-ae68-02ae8e514755', '17509fbb-d38e-4ed7-8eca-33b460941c73', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'going', '1', '2026-11-27 13:45:05.486+00'),
  ('aeda0081-5aa7-49e3-9d47-771edc8d9b6c', 'd3ddb0d2-4bea-4449-8c66-9b24f07f96f3', '56e3df61-5193-435e-935f-0763215e4b41', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'going', '2', '2026-11-27 13:45:05.575+00'),
  ('e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '102a3674-0666-4db8-a651-6fe45b8dd267', 'a0059335-0a2e-45c9-b867-bc1796ecde7a', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'maybe', '4', '2026-11-27 13:45:06.516+00'),
  ('e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', '370bdf66-f9b5-47e8-ae68-02ae8e514755', '17509fbb-d38e-4ed7-8eca-33b460941c73', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'going', '1', '2026-11-27 13:45:06.009+00'),
  ('e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', 'd3ddb0d2-4bea-4449-8c66-9b24f07f96f3', '56e3df61-5193-435e-935f-0763215e4b41', '3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'going', '2', '2026-11-27 13:45:06.269+00'),
  ('e68a4ad3-5a19-4b2c-a4da-aadd0f1793ff', 'da336251-a358-4f27-88de-f54193f3942d', 'bfe37863-1bf8-47bc-830e-b4583294bfe8', '92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'waiting', '3', '2026-11-27 13:45:06.427+00');
INSERT INTO "Space" ("id", "communityId", "platform", "externalId", "name", "meetupChannel", "organiserRole", "createdAt", "announcementChannel", "crosspost", "goneAt") VALUES
  ('3bd66ce2-b4e3-46dc-b8d0-72b635952d6d', 'eb978032-dd23-4ad0-bf4d-df1adb442294', 'slack', 'T03FSC3HYNF', 'RÅ Frivillige', 'C0KNEZX5A02', NULL, '2026-11-27 13:45:03.898+00', NULL, 'false', NULL),
  ('92d17b3f-f658-4f62-bb7a-9db3b745fd34', 'eb978032-dd23-4ad0-bf4d-df1adb442294', 'discord', '1198779478539376752', 'RÅ Festival', '1218786590504554933', NULL, '2026-11-27 13:45:03.775+00', NULL, 'false', NULL),
  ('f28f6470-1258-4033-b8b4-d3f2be8c6ca6', 'eb35e71d-d2e6-4937-b0cb-4e9e9de9d5c5', 'discord', '1222107951382255927', 'Suburban Lyd', NULL, NULL, '2026-11-27 13:45:04.698+00', '1208891298262380317', 'false', NULL);
INSERT INTO "Topic" ("id", "networkId", "name", "position", "kind", "removedAt") VALUES
  ('03aed699-83cb-4ffa-8836-890b1b717e37', '6952ac54-6422-429c-b99e-478994405b41', 'Nichekultur', '2', 'subject', NULL),
  ('63085b15-4605-4716-93f2-d5cbd23b03a9', '6952ac54-6422-429c-b99e-478994405b41', 'For familier', '1', 'group', NULL),
  ('ac3b5fdb-c64f-4082-8edc-5d821e11602b', '6952ac54-6422-429c-b99e-478994405b41', 'Et bedre liv med fællesskaber', '1', 'subject', NULL),
  ('db5ef4f8-0923-4a57-9c3d-e67d678f7652', '6952ac54-6422-429c-b99e-478994405b41', 'Kreativitet og talent', '0', 'subject', NULL),
  ('f18252fe-4837-4c31-8546-a10bf73df1f2', '6952ac54-6422-429c-b99e-478994405b41', 'For unge', '0', 'group', NULL);
INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "logs", "rolled_back_at", "started_at", "applied_steps_count") VALUES
  ('07ea9295-bcd9-4cec-90cc-2122d0a6d059', 'd35bd1bb190c1117b87a984724f0ad4a86ebeeda4d600b975a53f668ee4cb5ba', '2026-11-27 13:44:56.602831+00', '20261125093500_deliveries_of_cards', NULL, NULL, '2026-11-27 13:44:56.601124+00', '1'),
  ('0dd39163-4812-496b-a0fd-561f0961e75b', 'f059af9ef4eb8801659fe8ad7ba26c895e169cc63151aacb69e1ba26f70b4000', '2026-11-27 13:44:56.605876+00', '20261125100613_gone_spaces', NULL, NULL, '2026-11-27 13:44:56.605526+00', '1'),
  ('2427367c-8dc6-4464-8af9-9cb8325b210b', '85eb7b16c9e96cfffa135becbad4af2d6f7e5f7c2f06ba83760df15fc1159419', '2026-11-27 13:44:56.585478+00', '20261125045159_call_claims', NULL, NULL, '2026-11-27 13:44:56.578981+00', '1'),
  ('52d5beea-0ef7-4aea-900e-cbb82a70f768', '9a5c71f5f1a4406c2d32edf8ee1bb0e57785f9d3a8c2bc0d9a5c3ddf549a2455', '2026-11-27 13:44:56.533459+00', '20261125043157_refused_edits', NULL, NULL, '2026-11-27 13:44:56.532161+00', '1'),
  ('53499ac9-0c54-4ecb-8fd4-933e0640df32', '01eeda0173ce072e12b113ecfd2071bbdbd460eceb79323913155e6d9164e787', '2026-11-27 13:44:56.47304+00', '20261124115943_delivery_priority', NULL, NULL, '2026-11-27 13:44:56.462773+00', '1'),
  ('694f3757-96b4-4176-bcbf-99642b3b2e35', '284ceeb6f14a2fa41cac6391aff2aa1ffeb515c873989c13712be77dad444d86', '2026-11-27 13:44:56.575637+00', '20261125043936_forgetting', NULL, NULL, '2026-11-27 13:44:56.568596+00', '1'),
  ('73d1d6da-6518-4a60-9da5-26343f8e7e53', '15dea74babd9048753dade3b2c113da03768aaea02dd8b9f8cd56f40211568cd', '2026-11-27 13:44:56.606501+00', '20261125100700_kept_choices', NULL, NULL, '2026-11-27 13:44:56.605973+00', '1'),
  ('78bd167e-fce8-4d16-bc97-408b22ea08e1', '22c35b0f08917084b18f2d4314b42a7c6cf83669c67b03d3fac7578430044cb6', '2026-11-27 13:44:56.593098+00', '20261125073229_few_on_their_way', NULL, NULL, '2026-11-27 13:44:56.591263+00', '1'),
  ('8de6af64-f063-4589-acdc-9d5bf00debd0', 'ab950c435a6653261b9f32eae8c5afbb99237c48a8e5d75a033dd206fae1985a', '2026-11-27 13:44:56.526264+00', '20261124120232_announcements', NULL, NULL, '2026-11-27 13:44:56.476478+00', '1'),
  ('8f30d443-0fe2-45cf-8333-e8a71381cf8d', '4a066783ec45e6f13278624dc5cce863fcd034631c19f9ba52ba9c3000db978d', '2026-11-27 13:44:56.537806+00', '20261125043700_meetups_that_are_over', NULL, NULL, '2026-11-27 13:44:56.53596+00', '1'),
  ('985d669e-c414-493e-8d37-55503959f39a', 'b6911221745663ddfd77060a852c75a4390e7275943c0c15ecf70ea7199f15c3', '2026-11-27 13:44:56.600989+00', '20261125080406_waits', NULL, NULL, '2026-11-27 13:44:56.600397+00', '1'),
  ('999a70a2-599a-4d2d-8b7b-e91b4ed0418a', 'd98af3fb1dc2fdf0633b32a60a0a9f0deaaf5813b031766b9eb24c829e0a8212', '2026-11-27 13:44:56.61533+00', '20261125100716_rounds_of_approval', NULL, NULL, '2026-11-27 13:44:56.60711+00', '1'),
  ('bace896f-67fa-448c-9f31-9f58a82aa46a', '7f03ff6d2b2f2d065defe4f42bb1adf7ccaed5523e3f1b174c419c6ef5642cd4', '2026-11-27 13:44:56.563481+00', '20261125043840_target_groups', NULL, NULL, '2026-11-27 13:44:56.538043+00', '1'),
  ('bec192c8-db9a-4adb-b457-2710632990dd', '7f53955d648cc6b865d2f3518e1fbe8a95f49839110619326f92efb45a35923c', '2026-11-27 13:44:56.458553+00', '20261124113306_first_meetup', NULL, NULL, '2026-11-27 13:44:56.399094+00', '1'),
  ('cdd2d5b7-1a89-4ffc-9a40-aa056be23fa7', 'ca213e0483c0f4097f172448cbc24bef2c22f261da0dacc8dfae67e8c71dacf4', '2026-11-27 13:44:56.531622+00', '20261124130000_stale_cards', NULL, NULL, '2026-11-27 13:44:56.530395+00', '1'),
  ('ea649974-7d91-4472-a5b7-6064725cd633', 'cac30cf234558a24723981655777c4a390acea42ddbba8ff6d31e22dbf3b25af', '2026-11-27 13:44:56.578638+00', '20261125044908_pings', NULL, NULL, '2026-11-27 13:44:56.576041+00', '1'),
  ('f1770ead-2ac4-46cf-abe4-38f91f558464', 'ff0ff4d28b218f441afb826a4a3585a45631fd03a00705e017a08deba9e06895', '2026-11-27 13:44:56.627003+00', '20261125121500_leases', NULL, NULL, '2026-11-27 13:44:56.615556+00', '1');
RESET session_replication_role;
