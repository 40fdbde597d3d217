import { z } from 'zod';
import { announcementsPage } from '../../src/announcements/reports/shown.ts';
import { subcommand } from '../../src/communities/context.ts';

export default subcommand({
  answers: 'privately',
  right: 'manage',
  input: z.object({}),
  handle: (context) => announcementsPage(context, 0),
});
