import type { Speaker } from '../../chat/say.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import type { SpaceOfCommunity } from '../store.ts';

type Place = Pick<SpaceOfCommunity, 'name' | 'platform'>;

/** @returns a space by its name and platform, for the middle of a sentence: "RÅ Frivillige på Slack" */
export function placeInWords({ name, platform }: Place, speak: Speaker): string {
  return speak.say('announcement.place', { space: name, platform: speak.say(`platforms.${platform}` as MessageKey) });
}

/** @returns a space by its name and platform: "RÅ Frivillige (Slack)" */
export function placeText({ name, platform }: Place, speak: Speaker): string {
  return speak.say('linking.place', { name, platform: speak.say(`platforms.${platform}` as MessageKey) });
}
