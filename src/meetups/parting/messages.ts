import { speaker } from '../../chat/say.ts';
import { strong } from '../../chat/text.ts';
import { placeText } from '../../communities/linking/place.ts';
import { findSpaceById } from '../../communities/store.ts';
import { rendered } from '../../delivery/message.ts';
import { DEFAULT_LANGUAGE, readLanguage } from '../../i18n/translate.ts';
import { partedMessage } from '../kinds.ts';
import { isOver } from '../rules.ts';
import { findParted } from './store.ts';

const parted = rendered(partedMessage, async (db, { spaceId, subjectId, language, now }) => {
  const [space, meetup] = [await findSpaceById(db, spaceId), await findParted(db, subjectId)];
  if (!space || meetup?.state !== 'published' || isOver(meetup, now)) return null;
  const { name, zone, language: common } = { ...space.community, name: space.name };
  const speak = speaker(language ?? readLanguage(common) ?? DEFAULT_LANGUAGE, zone, now);
  const values = {
    title: strong(meetup.title),
    start: speak.momentInFull(meetup.startsAt),
    place: placeText(meetup.space, speak),
    here: name,
  };
  return { tone: 'attention', body: [{ type: 'text', text: speak.text('parting.message', values) }] };
});

/** Messages to people whose spaces have parted. */
export const partingMessages = [parted];
