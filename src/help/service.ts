import type { Card } from '../chat/card.ts';
import type { LostWords } from '../chat/command.ts';
import { notice } from '../chat/notice.ts';
import { speaker } from '../chat/say.ts';
import { type Context, hasRight, isDirect } from '../communities/context.ts';
import { endSeenCodes } from '../communities/linking/service.ts';
import { helpCard, type Reader } from './card.ts';
import { hasOrganised } from './store.ts';

/** Shows somebody what they can do here. @param lost what they typed that is no command */
export async function showHelp(context: Context, lost?: LostWords & { command: string }): Promise<Card> {
  const { language, zone, now, call } = context;
  const seen = call.kind === 'said' && call.codes.length > 0 && (await endSeenCodes(context, call.codes));
  if (seen) return notice(speaker(language, zone, now).say('linking.code-seen'), 'attention');
  // Whoever asked for help is helped; others read first that what they wrote is not answered.
  const opening = call.kind === 'said' && !call.asksForHelp ? 'written' : lost;
  const direct = isDirect(call) ? { direct: context.space.name } : {};
  return helpCard({ ...(await readerOf(context)), ...direct }, speaker(language, zone, now), opening);
}

/**
 * Finds the caller's role. Where everybody may organise, only those who have done so are taken for organisers: the
 * others look for a meetup.
 */
async function readerOf(context: Context): Promise<Reader> {
  const { member, db, space, call } = context;
  if (member.mayManage) return { role: 'admin', mayOrganise: true };
  const mayOrganise = await hasRight(context, 'organise');
  const restricted = mayOrganise && space.organiserRole !== null;
  const organises = restricted || (await hasOrganised(db.prisma, space.community.id, call.account));
  return { role: organises ? 'organiser' : 'participant', mayOrganise };
}
