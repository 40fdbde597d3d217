import type { WrittenLanguage } from './write.ts';

/** As people there say it; for the others the names of languages' own data are "CET" and the like, which few know. */
const NAMES: Readonly<Record<string, Readonly<Record<WrittenLanguage, string>>>> = {
  'Europe/Copenhagen': { da: 'dansk tid', en: 'Danish time' },
  'Atlantic/Faroe': { da: 'færøsk tid', en: 'Faroese time' },
  'America/Nuuk': { da: 'grønlandsk tid', en: 'Greenland time' },
  UTC: { da: 'UTC', en: 'UTC' },
};

/**
 * Writes whose time it is: "dansk tid", "Danish time", "New York-tid".
 * @param zone IANA
 */
export function writeZone(zone: string, language: WrittenLanguage): string {
  const name = NAMES[zone]?.[language];
  if (name) return name;
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  return language === 'da' ? `${city}-tid` : `${city} time`;
}
