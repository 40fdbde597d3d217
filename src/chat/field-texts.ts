import { hasMessage } from '../i18n/translate.ts';

/**
 * @param texts place of a subcommand's or a form's texts: "commands.meetup.create"
 * @returns the place of a field's texts: its own there, else those that all of the command's share
 */
export function fieldTexts(texts: string, field: string): string {
  const own = `${texts}.fields.${field}`;
  if (hasMessage(`${own}.label`)) return own;
  const [commands, command] = texts.split('.');
  return `${commands}.${command}.fields.${field}`;
}
