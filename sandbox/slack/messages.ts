import type { Journal } from '../contract.ts';
import type { Channel } from './channels.ts';
import type { Team } from './directory.ts';
import type { Json } from './json.ts';

export interface Message {
  /** Unique in the whole sandbox; Slack promises it within a channel only. */
  ts: string;
  team: string;
  channel: string;
  /** User id of the author. */
  user: string;
  fromBot: boolean;
  text: string;
  /** False: the text is shown as it is. */
  mrkdwn: boolean;
  blocks?: Json[];
  attachments?: Json[];
  metadata?: Json;
  threadTs?: string;
  /** User id of the only person who sees it. */
  onlyFor?: string;
  /** Keys of the people whom it notified. */
  pinged: string[];
  reactions?: Record<string, string[]>;
  /** ms since the epoch, by the sandbox's clock. */
  postedAt: number;
  editedAt?: number;
  /** The last change of the text, by whom and when: Slack shows "(edited)". */
  edited?: { user: string; ts: string };
}

/** All messages. Those for one person alone are kept in memory, as Slack keeps them in the client. */
export class Messages {
  readonly #byTs = new Map<string, Message>();
  /**
   * By channel (ids may be the same in two workspaces), then by time stamp; in the order of posting, which is that of
   * the time stamps.
   */
  readonly #byChannel = new Map<string, Map<string, Message>>();
  readonly #journal: Journal;
  #lastMicros = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
    for (const { kind, value } of journal.load()) {
      if (kind !== 'slack.message') continue;
      const message = value as Message;
      this.#keep(message);
      this.#lastMicros = Math.max(this.#lastMicros, Math.round(Number(message.ts) * 1_000_000));
    }
  }

  /**
   * A time stamp that no message has. It tells the machine's time, not the sandbox's: a bot compares it with its own
   * machine's time when it looks for a message whose sending was interrupted.
   */
  nextTs(): string {
    this.#lastMicros = Math.max(Date.now() * 1000, this.#lastMicros + 1);
    const digits = String(this.#lastMicros).padStart(16, '0');
    return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
  }

  get(ts: string): Message | undefined {
    return this.#byTs.get(ts);
  }

  /** @returns a message that everyone in the channel sees */
  find(channel: Channel, ts: string): Message | undefined {
    const message = this.#byChannel.get(channel.id)?.get(ts);
    return message?.team === channel.team.id && message.onlyFor === undefined ? message : undefined;
  }

  /** @returns the channel's messages, oldest first, and of those for one person only `reader`'s */
  in(channel: Channel, reader?: string): Message[] {
    const all = [...(this.#byChannel.get(channel.id)?.values() ?? [])];
    const { id: team } = channel.team;
    return all.filter((one) => one.team === team && (one.onlyFor === undefined || one.onlyFor === reader));
  }

  put(message: Message): void {
    this.#keep(message);
    if (message.onlyFor === undefined) this.#journal.write('slack.message', message.ts, message);
  }

  remove(message: Message): void {
    this.#byTs.delete(message.ts);
    this.#byChannel.get(message.channel)?.delete(message.ts);
    if (message.onlyFor === undefined) this.#journal.write('slack.message', message.ts, undefined);
  }

  #keep(message: Message): void {
    this.#byTs.set(message.ts, message);
    const channel = this.#byChannel.get(message.channel) ?? new Map<string, Message>();
    this.#byChannel.set(message.channel, channel.set(message.ts, message));
  }
}

/** A message as the Web API and payloads show it. */
export function messageJson(message: Message, team: Team, application: { id: string; botName: string }): Json {
  return {
    ...(message.fromBot ? botAuthor(message, team, application) : { client_msg_id: clientId(message.ts) }),
    type: 'message',
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: message.team,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.blocks === undefined ? {} : { blocks: message.blocks }),
    ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
    ...(message.edited === undefined ? {} : { edited: message.edited }),
    ...(message.reactions === undefined ? {} : { reactions: reactionsJson(message.reactions) }),
  };
}

function botAuthor(message: Message, team: Team, application: { id: string; botName: string }): Json {
  return {
    ...(message.onlyFor === undefined ? {} : { subtype: 'bot_message', is_ephemeral: true }),
    bot_id: team.botId,
    app_id: application.id,
    bot_profile: botProfile(team, application),
  };
}

export function botProfile(team: Team, application: { id: string; botName: string }): Json {
  const image = 'https://a.slack-edge.com/80588/img/plugins/app/bot';
  return {
    id: team.botId,
    app_id: application.id,
    user_id: team.botUser,
    name: application.botName,
    icons: { image_36: `${image}_36.png`, image_48: `${image}_48.png`, image_72: `${image}_72.png` },
    deleted: false,
    updated: 0,
    team_id: team.id,
  };
}

function reactionsJson(reactions: Record<string, string[]>): Json[] {
  return Object.entries(reactions).map(([name, users]) => ({ name, users, count: users.length }));
}

function clientId(ts: string): string {
  const digits = ts.replace('.', '').padStart(32, '0');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}
