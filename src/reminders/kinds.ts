import { z } from 'zod';
import { message } from '../delivery/message.ts';

/** The start of which it reminds (ms since the epoch), and which reminder of that it is. */
const reminded = { startsAt: z.number(), minutesBefore: z.number() };

/** Reminds somebody who goes; `meetups/personal/` renders it. */
export const reminderMessage = message('meetup.reminder', {
  ...reminded,
  // Rows of version 0.1 as of November 2026 do not say which it is.
  minutesBefore: reminded.minutesBefore.optional(),
});
/** The same to whoever organises the meetup and holds no place. `meetups/organiser/` renders it. */
export const organiserReminderMessage = message('meetup.organiser-reminder', reminded);
