/** What a delivery of a reminder is called; `meetups/personal/` renders it. */
export const REMINDER_KIND = 'meetup.reminder';
