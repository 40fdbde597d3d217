import type { Card } from '../../../chat/card.ts';
import { type Context, speak } from '../../context.ts';
import { administers } from '../service.ts';
import { type Happened, moreSettingsCard, type News, settingsCard } from '../settings-card.ts';
import { changeAnnouncementChannel, getSettings } from './service.ts';

/** Chooses where announcements come, and shows the settings. @param network as of `shownSettings` */
export async function chooseAndShow(context: Context, network: string, channel: string): Promise<Card> {
  const ended = await changeAnnouncementChannel(context, channel);
  return shownSettings(context, network, { ...(ended && { news: 'crosspost-ended' }) });
}

/** @param network the id, or "" for what concerns the community alone @param shown what has just happened */
export async function shownSettings(context: Context, network: string, shown: Happened = {}): Promise<Card> {
  const { settings, owns } = await found(context, network);
  return settingsCard(settings, owns, speak(context), shown);
}

/** Does what `shownSettings` does, for what is chosen seldom. @param shown as of `moreSettingsCard` */
export async function shownMoreSettings(
  context: Context,
  network: string,
  shown: { topic?: string; news?: News } = {},
): Promise<Card> {
  const { settings, owns } = await found(context, network);
  return moreSettingsCard(settings, owns, speak(context), shown);
}

async function found(context: Context, network: string) {
  const settings = await getSettings(context, network);
  return { settings, owns: settings.membership !== null && administers(context, settings.membership) };
}
