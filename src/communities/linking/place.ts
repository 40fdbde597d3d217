import type { Speaker } from '../../chat/say.ts';
import type { MessageKey } from '../../i18n/translate.ts';
import type { SpaceOfCommunity } from '../store.ts';

/** @returns a space by its name and platform: "RÅ Frivillige (Slack)" */
export function placeText({ name, platform }: Pick<SpaceOfCommunity, 'name' | 'platform'>, speak: Speaker): string {
  return speak.say('linking.place', { name, platform: speak.say(`platforms.${platform}` as MessageKey) });
}
