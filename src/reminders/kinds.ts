/** Kind of a reminder's delivery; `meetups/personal/` renders it. */
export const REMINDER_KIND = 'meetup.reminder';
/** The same to whoever organises the meetup and holds no place. `meetups/organiser/` renders it. */
export const ORGANISER_REMINDER_KIND = 'meetup.organiser-reminder';
