import type { Button, Card } from '../chat/card.ts';
import type { LostWords } from '../chat/command.ts';
import { lostText, runAction } from '../chat/menu.ts';
import type { Speaker } from '../chat/say.ts';
import type { MessageKey } from '../i18n/translate.ts';

/** The reader of the help. */
export interface Reader {
  /** `participant`: looks for something to go to. `admin`: manages the server or workspace. */
  role: 'participant' | 'organiser' | 'admin';
  mayOrganise: boolean;
  /** Name of the space that the buttons act in, where the place itself does not tell: in direct messages on Discord. */
  direct?: string;
}

/** Has no place where somebody may think of another space than we do: it is done in the space itself. */
const IN_SPACE_ONLY: readonly string[] = ['announce/write', 'setup/settings'];

/** Wishes of each reader, the first one first: its button is the one that stands out. */
const WANTED: Record<Reader['role'], readonly string[]> = {
  participant: ['meetup/list', 'meetup/create'],
  organiser: ['meetup/create', 'meetup/list', 'meetup/edit'],
  admin: ['meetup/create', 'meetup/list', 'announce/write', 'setup/settings'],
};

/** Texts that name the commands: on Slack they are English, whatever language the reader has. */
const AGAIN = {
  participant: 'help.again',
  organiser: 'help.organiser-again',
  admin: 'help.admin-again',
} as const;

/** The reason for the help: words after a command that name nothing, or something written to the bot. */
export type Occasion = (LostWords & { command: string }) | 'written';

/** @returns the help for one reader: what the bot is for, and what this person wants first as buttons */
export function helpCard({ role, mayOrganise, direct }: Reader, speak: Speaker, occasion?: Occasion): Card {
  const lost = occasion === 'written' ? undefined : occasion;
  const wanted = WANTED[role].filter((path) =>
    path === 'meetup/create' ? mayOrganise : direct === undefined || !IN_SPACE_ONLY.includes(path),
  );
  const meant = lost?.meant ? [`${lost.command}/${lost.meant}`] : [];
  const paths = [...new Set([...meant, ...wanted])];
  return {
    heading: speak.say('help.heading'),
    body: [
      ...(lost ? [{ type: 'text' as const, text: lostText(lost.command, speak.language, lost) }] : []),
      ...(occasion === 'written' ? [{ type: 'text' as const, text: speak.say('help.written') }] : []),
      { type: 'text', text: speak.say(`help.${role}`) },
      ...(direct === undefined
        ? []
        : [{ type: 'note' as const, text: speak.text('help.direct', { role, space: direct }) }]),
      { type: 'controls', controls: paths.map((path, index) => button(path, index === 0, speak)) },
      { type: 'note', text: speak.text(AGAIN[role]) },
    ],
  };
}

function button(path: string, first: boolean, speak: Speaker): Button {
  const label = speak.say(`commands.${path.replace('/', '.')}.button` as MessageKey);
  return { type: 'button', id: runAction.id({ path, kept: '' }), label, style: first ? 'primary' : 'plain' };
}
