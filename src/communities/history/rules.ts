/** Settings whose changes are written down. */
export const SETTINGS = [
  'language',
  'zone',
  'meetup-channel',
  'organisers',
  'announcement-channel',
  'crosspost',
  'approval',
  'network-approval',
  'accepts',
  'topics',
  'groups',
  'spaces',
  'contact',
  'membership',
] as const;
export type Setting = (typeof SETTINGS)[number];
