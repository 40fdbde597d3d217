import type { PersonSeen, SeenForm, SeenMessage, SpaceSeen } from '../../../contract.ts';
import { setup } from '../setup.ts';
import { addressWith, whereaboutsIn } from './address.ts';
import type { Change } from './changes.ts';
import { type Acting, actingAs, type PlatformName } from './control.ts';
import { latest } from './latest.ts';
import { Store } from './store.ts';
import { channelsFor, peopleOn, spacesOf, world } from './world.ts';

/** In the place of a channel: the direct messages with the bot. */
export const DIRECT = '@';

/** Words that are written but not sent. On Discord `command` is chosen in the picker, with values by option. */
export interface Draft {
  text: string;
  command?: { name: string; options: Record<string, string> };
  /** Counts up when somebody else than the writer has filled it in: the cursor goes there. */
  filled: number;
}

/** A line that only this window shows, as a client tells that something did not work. */
export interface Notice {
  id: number;
  channel: string;
  kind: 'failed' | 'refused' | 'unreachable' | 'gone' | 'form-closed';
  detail?: string;
}

export interface HalfState {
  as: string;
  space: string;
  channel: string;
  /** Of the open channel; undefined while it is first read. */
  messages: SeenMessage[] | undefined;
  directs: SeenMessage[];
  forms: SeenForm[];
  /** Channels with messages that were not looked at. */
  unread: ReadonlySet<string>;
  /** Number of direct messages that were there when they were last looked at. */
  directsRead: number;
  /** Something has come or changed in what is open, since the halves were last switched. */
  news: boolean;
  /** A direct message that has just come. */
  toast: SeenMessage | undefined;
  draft: Draft;
  /** Presses that are on their way: "message id/control id". */
  busy: ReadonlySet<string>;
  /** Messages whose button or menu went unanswered. */
  failed: ReadonlySet<string>;
  notices: readonly Notice[];
  /**
   * The part that is to come into view: a message, `isNew` if it was not there before; without one, the end of the
   * channel.
   */
  sought: { message?: string | undefined; isNew: boolean };
  /** Values that were filled into open forms and not sent, by form and field. */
  filled: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Forms that are being sent from here. */
  sending: ReadonlySet<string>;
  /** Messages only for this person that were put away. */
  dismissed: ReadonlySet<string>;
  /** The names of commands that were used here, by interaction. */
  used: ReadonlyMap<string, string>;
}

const EMPTY_DRAFT: Draft = { text: '', filled: 0 };

let notices = 0;

/** One platform's half of the page: one person's client. */
export class Half {
  readonly platform: PlatformName;
  readonly store: Store<HalfState>;
  readonly #readMessages = latest(() => this.#loadMessages());
  readonly #readDirects = latest(() => this.#loadDirects());
  readonly #readForms = latest(() => this.#loadForms());

  constructor(platform: PlatformName) {
    this.platform = platform;
    this.store = new Store<HalfState>({
      ...{ as: '', space: '', channel: '', messages: undefined, directs: [], forms: [], directsRead: -1 },
      ...{ unread: new Set<string>(), news: false, toast: undefined, draft: EMPTY_DRAFT, busy: new Set<string>() },
      ...{ sought: { isNew: false }, filled: new Map<string, Record<string, string>>() },
      ...{ sending: new Set<string>() },
      ...{ failed: new Set<string>(), notices: [], dismissed: new Set<string>(), used: new Map<string, string>() },
    });
  }

  get acting(): Acting {
    return actingAs(this.platform, this.store.value.as);
  }

  get space(): SpaceSeen | undefined {
    return spacesOf(this.platform, this.store.value.as).find(({ id }) => id === this.store.value.space);
  }

  get person(): PersonSeen | undefined {
    return this.space?.people.find(({ key }) => key === this.store.value.as);
  }

  get place(): { space: string; channel: string } {
    const { space, channel } = this.store.value;
    return { space, channel };
  }

  /** Tells whether the channel of this name is open. */
  isIn(name: string): boolean {
    return this.space?.channels.find(({ id }) => id === this.store.value.channel)?.name === name;
  }

  /** Messages in the open channel; nothing while direct messages are open, which show cards with times, too. */
  get inChannel(): readonly SeenMessage[] {
    const { channel, messages } = this.store.value;
    return channel === DIRECT ? [] : (messages ?? []);
  }

  /** Goes where the page's address says, or else to where a newcomer should be. @param first the preferred person */
  begin(first = ''): void {
    const { as, space, channel } = whereaboutsIn(location.href, this.platform);
    this.become(as ?? first, { space, channel });
  }

  /** Becomes another person, in the same space and channel where that person can be. Names or ids. */
  become(as: string, to: { space?: string | undefined; channel?: string | undefined } = {}): void {
    const people = peopleOn(this.platform);
    const key = people.find((person) => person.key === as)?.key ?? people[0]?.key ?? '';
    const before = this.store.value;
    const spaces = spacesOf(this.platform, key);
    const wanted = to.space ?? before.space;
    const space = spaces.find(({ id, name }) => id === wanted || name === wanted) ?? spaces[0];
    const own = key === before.as ? {} : { directs: [], forms: [], directsRead: -1, draft: EMPTY_DRAFT };
    this.store.set({ as: key, space: space?.id ?? '', unread: new Set(), toast: undefined, ...own });
    this.open(to.channel ?? before.channel);
    this.readAll();
  }

  /** Opens a channel of the space, or DIRECT. Names or ids; where there is no such channel, the first. */
  open(wanted: string): void {
    const { as, unread, directs, channel: before } = this.store.value;
    const channels = channelsFor(this.space, as);
    const named = (name: string) => channels.find((one) => one.id === name || one.name === name);
    const found = wanted === DIRECT ? undefined : (named(wanted) ?? named(setup.channel ?? '') ?? channels[0]);
    const channel = wanted === DIRECT ? DIRECT : (found?.id ?? '');
    const remaining = new Set([...unread].filter((one) => one !== channel));
    const messages = channel === before ? this.store.value.messages : undefined;
    this.store.set({ channel, unread: remaining, messages });
    if (channel === DIRECT) this.store.set({ messages: directs, directsRead: directs.length, toast: undefined });
    const name = channel === DIRECT ? DIRECT : (found?.name ?? '');
    const address = addressWith(location.href, this.platform, { as, space: this.space?.name ?? '', channel: name });
    history.replaceState(null, '', address);
    void this.#readMessages();
  }

  /** Reads everything anew that this person sees. */
  readAll(): void {
    void this.#readMessages();
    void this.#readDirects();
    void this.#readForms();
  }

  readForms(): Promise<void> {
    return this.#readForms();
  }

  /** Says something in the open channel, in this window only. */
  notify(notice: Pick<Notice, 'kind' | 'detail'>): void {
    notices += 1;
    const { channel, notices: before } = this.store.value;
    this.store.set({ notices: [...before, { id: notices, channel, ...notice }] });
  }

  changed({ kind, as, channel, space }: Change): void {
    const { value } = this.store;
    if (as !== undefined && as !== value.as) return;
    if (kind === 'form') void this.#readForms();
    if (kind === 'person') this.readAll();
    if (channel === undefined || !/^(message|reaction)/.test(kind)) return;
    const known = world.value.spaces?.some((one) => one.channels.some(({ id }) => id === channel));
    if (!known) void this.#readDirects();
    else if (channel === value.channel) {
      this.store.set({ news: true });
      void this.#readMessages();
    } else if (kind === 'message' && this.#sees(space, channel)) {
      this.store.set({ unread: new Set([...value.unread, channel]) });
    }
  }

  #sees(space: string | undefined, channel: string): boolean {
    const { as } = this.store.value;
    const found = spacesOf(this.platform, as).find(({ id }) => id === space);
    return channelsFor(found, as).some(({ id }) => id === channel);
  }

  async #loadMessages(): Promise<void> {
    const { as, channel } = this.store.value;
    if (as === '' || channel === '' || channel === DIRECT) return;
    const messages = await this.acting.channel(this.place);
    if (this.store.value.as === as && this.store.value.channel === channel) this.store.set({ messages });
  }

  async #loadDirects(): Promise<void> {
    const { as } = this.store.value;
    if (as === '') return;
    const directs = await this.acting.directMessages();
    const { value } = this.store;
    if (value.as !== as) return;
    const first = value.directsRead < 0;
    const looking = value.channel === DIRECT;
    const come = directs.length > value.directs.length ? directs.at(-1) : undefined;
    this.store.set({
      directs,
      ...(looking ? { messages: directs, news: value.news || come !== undefined } : {}),
      ...(looking || first ? { directsRead: directs.length } : {}),
      ...(come?.fromBot && !looking && !first ? { toast: come } : {}),
    });
  }

  async #loadForms(): Promise<void> {
    const { as } = this.store.value;
    if (as === '') return;
    const forms = await this.acting.forms();
    const { value } = this.store;
    if (value.as !== as) return;
    const gone = value.forms.map(({ id }) => id).filter((id) => !forms.some((form) => form.id === id));
    this.store.set({ forms, filled: without(value.filled, gone) });
    // It was sent or closed in another window, or it replaced the form that stood here: what was typed here is lost.
    if (gone.some((id) => value.filled.has(id) && !value.sending.has(id))) this.notify({ kind: 'form-closed' });
  }
}

/** @returns the map without what stands under some keys */
export function without<Value>(all: ReadonlyMap<string, Value>, keys: readonly string[]): Map<string, Value> {
  return new Map([...all].filter(([key]) => !keys.includes(key)));
}
