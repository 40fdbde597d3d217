import { announcements } from './announcements/feature.ts';
import { communities } from './communities/feature.ts';
import { deliveries } from './delivery/feature.ts';
import type { Feature } from './feature.ts';
import { meetups } from './meetups/feature.ts';
import { reminders } from './reminders/feature.ts';

/** All features. Of several that hear of the same, each hears after those before it. */
export const FEATURES: readonly Feature[] = [meetups, announcements, communities, reminders, deliveries];
