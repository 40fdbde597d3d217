import type { Outcome, Place, SeenForm, SeenMessage, SpaceSeen } from '../../../contract.ts';

export type PlatformName = 'discord' | 'slack';

/** Spaces, and the time of day as an ISO instant. */
export interface World {
  time: { now: string };
  spaces: SpaceSeen[];
}

/** The sandbox did not do what was asked; `status` is 0 when it could not be reached. */
export class ControlProblem extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The control API, as docs/sandbox.md describes it. @throws {ControlProblem} from each of them */
export const control = {
  world: () => get<World>('/world'),
  setTime: (to: string) => post<{ now: string }>('/time', { to }),
  forward: (duration: string) => post<{ now: string }>('/time', { forward: duration }),
};

/** Everything that one person does on one platform. @throws {ControlProblem} from each of them */
export function actingAs(platform: PlatformName, as: string) {
  const who = { platform, as };
  return {
    channel: (place: Place) => get<SeenMessage[]>('/channel', { ...who, ...place }),
    directMessages: () => get<SeenMessage[]>('/direct-messages', who),
    forms: () => get<SeenForm[]>('/forms', who),
    say: (place: Place, text: string) => post<SeenMessage>('/say', { ...who, ...place, text }),
    command: (place: Place, command: { name: string; options?: Record<string, string>; text?: string }) =>
      post<Outcome>('/command', { ...who, ...place, ...command }),
    suggest: (place: Place, command: { name: string; options: Record<string, string>; focused: string }) =>
      post<{ name: string; value: string }[]>('/suggest', { ...who, ...place, ...command }),
    press: (message: string, button: string) => post<Outcome>('/press', { ...who, message, button }),
    choose: (message: string, menu: string, values: string[]) =>
      post<Outcome>('/choose', { ...who, message, menu, values }),
    submit: (form: string, values: Record<string, string>) => post<Outcome>('/submit', { ...who, form, values }),
    closeForm: (form: string) => post<object>('/close-form', { ...who, form }),
    setLanguage: (language: string) => post<object>('/person', { ...who, language }),
  };
}

export type Acting = ReturnType<typeof actingAs>;

function get<Answer>(path: string, query: Record<string, string> = {}): Promise<Answer> {
  return send(`${path}?${new URLSearchParams(query)}`);
}

function post<Answer>(path: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  return send(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function send<Answer>(path: string, init?: RequestInit): Promise<Answer> {
  const response = await fetch(`/control${path}`, init).catch((cause: unknown) => {
    throw new ControlProblem(0, String(cause));
  });
  const answer = (await response.json().catch(() => ({}))) as Answer & { error?: string };
  if (!response.ok) throw new ControlProblem(response.status, answer.error ?? response.statusText);
  return answer;
}
