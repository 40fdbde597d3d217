import type { Fault, LocalPlatform, Place, RequestSeen, SpaceSeen } from '../contract.ts';
import type { FaultSeen } from '../faults.ts';

/** The same as a platform in this process, only that everything takes a moment. */
export type RemotePlatform = {
  [Name in Exclude<keyof LocalPlatform, 'name' | 'stop'>]: (
    ...args: Parameters<LocalPlatform[Name]>
  ) => Promise<Awaited<ReturnType<LocalPlatform[Name]>>>;
} & { readonly name: LocalPlatform['name'] };

/** A sandbox in another process. */
export interface RemoteSandbox {
  discord: RemotePlatform;
  slack: RemotePlatform;
  /** @returns the time of day in ms since the epoch */
  now(): Promise<number>;
  /** @param instant ms since the epoch */
  setTime(instant: number): Promise<void>;
  /** @param duration ISO 8601, such as "PT1H"; days are those of Copenhagen */
  forward(duration: string): Promise<void>;
  addFault(fault: Fault): Promise<FaultSeen>;
  removeFault(id: string): Promise<void>;
  removeFaults(): Promise<void>;
}

/** The control API refused a request, or did not answer it. */
class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** @param origin of the sandbox, such as "http://127.0.0.1:4010" */
export function connectSandbox(origin: string): RemoteSandbox {
  const { get, post, remove } = requests(`${origin}/control`);
  const setTime = async (body: { to: string } | { forward: string }) => {
    await post('/time', body);
  };
  return {
    discord: remotePlatform('discord', { get, post }),
    slack: remotePlatform('slack', { get, post }),
    now: async () => Date.parse((await get<{ now: string }>('/time')).now),
    setTime: (instant) => setTime({ to: new Date(instant).toISOString() }),
    forward: (duration) => setTime({ forward: duration }),
    addFault: (fault) => post('/faults', fault),
    removeFault: (id) => remove(`/faults/${encodeURIComponent(id)}`),
    removeFaults: () => remove('/faults'),
  };
}

type Requests = Omit<ReturnType<typeof requests>, 'remove'>;

function remotePlatform(platform: LocalPlatform['name'], { get, post }: Requests): RemotePlatform {
  const where = (as: string, place: Place) => ({ platform, as, ...place });
  return {
    name: platform,
    spaces: async () => {
      const { spaces } = await get<{ spaces: SpaceSeen[] }>('/world');
      return spaces.filter((space) => space.platform === platform);
    },
    say: (as, place, text) => post('/say', { ...where(as, place), text }),
    command: (as, place, command) => post('/command', { ...where(as, place), ...command }),
    suggest: (as, place, command) => post('/suggest', { ...where(as, place), ...command }),
    press: (as, message, button) => post('/press', { platform, as, message, button }),
    choose: (as, message, menu, values) => post('/choose', { platform, as, message, menu, values }),
    submit: (as, form, values) => post('/submit', { platform, as, form, values }),
    closeForm: (as, form) => post('/close-form', { platform, as, form }),
    channel: (as, place) => get('/channel', where(as, place)),
    directMessages: (as) => get('/direct-messages', { platform, as }),
    forms: (as) => get('/forms', { platform, as }),
    setPerson: (as, change) => post('/person', { platform, as, ...change }),
    requests: () => get<RequestSeen[]>('/requests', { platform }),
    connections: async () => (await get<Record<string, number>>('/connections'))[platform] ?? 0,
    dropConnections: () => post('/drop', { platform }),
    setChannel: (space, channel, change) => post('/channel', { platform, space, channel, ...change }),
    setInstalled: (space, installed) => post('/installed', { platform, space, installed }),
  };
}

/** @throws {ControlError} from each of them */
function requests(base: string) {
  const send = async <Answer>(path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(base + path, init);
    const answer = (await response.json()) as Answer & { error?: string };
    if (!response.ok) throw new ControlError(response.status, answer.error ?? response.statusText);
    return answer;
  };
  return {
    get: <Answer>(path: string, query: Record<string, string> = {}) =>
      send<Answer>(Object.keys(query).length > 0 ? `${path}?${new URLSearchParams(query)}` : path),
    post: <Answer>(path: string, body: object) =>
      send<Answer>(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    remove: (path: string) => send<void>(path, { method: 'DELETE' }),
  };
}
