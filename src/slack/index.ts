import { setTimeout as delay } from 'node:timers/promises';
import type { AckFn, App, ViewResponseAction } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Call } from '../chat/call.ts';
import { Connection } from '../chat/connection.ts';
import { ConfigurationError, type Platform, type Receiver } from '../chat/platform.ts';
import { Recent } from '../chat/recent.ts';
import { addressOf } from './address.ts';
import { answerForm, answerPress } from './answer.ts';
import { createApp, createIntake, type Intake, latePostMsOf, type SlackOptions } from './connect.ts';
import { codeOf } from './failures.ts';
import { carriesKey } from './identity.ts';
import { lanesOf, MESSAGES_PER_MINUTE } from './lanes.ts';
import { type Received, readAction, readClosed, readCommand, readSubmission } from './receive.ts';
import { excessOf, fingerprint } from './render/card.ts';
import { tellUnserved } from './show.ts';
import { type Workspace, Workspaces } from './workspaces.ts';
import { readWritten, type WrittenEvent } from './written.ts';

export type { SlackOptions } from './connect.ts';

const PLATFORM = 'slack';

/** Time (ms) within which one person is shown the help once. */
const HELP_PAUSE_MS = 60_000;

/** Time (ms) that answers under way may take at the end. */
export const STOP_WITHIN_MS = 4_000;

/**
 * One Slack app behind the Platform port, in every workspace that it has a token for, through the unchanged Bolt. With
 * an app token it uses Socket Mode, else it takes requests at /slack/events of the web server.
 * @throws {ConfigurationError} when neither an app token nor a signing secret is given
 */
export function createSlack(options: SlackOptions): Platform {
  const { log } = options;
  const connection = new Connection({ platform: PLATFORM, name: 'connection', log });
  const intake = createIntake(options, connection);
  const running = new Running();
  const workspaces = new Workspaces(options);
  const at = (space: string) => workspaces.at(space);
  let receives = false;

  return {
    name: PLATFORM,
    async start(receiver) {
      receives = true;
      const app = createApp(options, intake, (body) => workspaces.of(body));
      listen(app, { receiver, workspaces, running, log });
      const refused = await workspaces.open((workspace) => running.add(announce(receiver, workspace, true)));
      const problem = await intake.start();
      const problems = [refused, problem?.refused ? problem : null].flatMap((one) => one?.sentence ?? []);
      if (problems.length > 0) throw new ConfigurationError(problems.join('\n'));
    },
    async startSending() {
      const refused = await workspaces.open();
      if (refused) throw new ConfigurationError(refused.sentence);
    },
    hears: () => workspaces.areOpen && (!receives || intake.hears()),
    connections: () => [...(receives ? [connection.state] : []), ...workspaces.states()],
    async stop() {
      workspaces.stop();
      await stop(intake, running);
    },
    lanes: (action, target) => lanesOf(options.messagesPerMinute ?? MESSAGES_PER_MINUTE, action, target),
    latePostMs: latePostMsOf(options),
    unplanned: () => [],
    post: async (target, card, key) => at(target.space).sender.post(target, card, key),
    find: async (target, key, sought) => at(target.space).sender.find(target, key, sought),
    edit: async (ref, card) => at(ref.space).sender.edit(ref, card),
    delete: async (ref) => at(ref.space).sender.delete(ref),
    fingerprint,
    excess: excessOf,
    describeSpace: async (space) => at(space).sender.describeSpace(),
    findChannel: async (space, typed) => at(space).sender.findChannel(typed),
    findNamed: async (space, names) => at(space).sender.findNamed(names),
    channelName: async (space, channel) => at(space).sender.channelName(channel),
    findRole: async (space, typed) => at(space).sender.findRole(typed),
    member: async (space, account) => at(space).directory.member(account),
    notifiable: async ({ space }, role, account) => at(space).sender.notifiable(role, account),
    addressOf: (ref) => addressOf(workspaces.selfOf(ref.space), ref),
    cannotPost: async (space, channel) => at(space).sender.cannotPost(channel),
  };
}

/** The answers that are under way. */
class Running {
  readonly #all = new Set<Promise<void>>();

  add(work: Promise<void>): void {
    this.#all.add(work);
    void work.finally(() => this.#all.delete(work));
  }

  async settled(): Promise<void> {
    await Promise.race([Promise.allSettled(this.#all), delay(STOP_WITHIN_MS, undefined, { ref: false })]);
  }
}

interface Listening {
  receiver: Receiver;
  workspaces: Workspaces;
  running: Running;
  log: Logger;
}

function listen(app: App, listening: Listening): void {
  const { receiver, workspaces, running, log } = listening;
  const press = async (body: unknown, received: Received | null, ack: AckFn<never>) => {
    const acknowledged = acknowledge(() => ack(), log);
    if (received) running.add(answered(body, received));
    await acknowledged;
  };
  const answered = (body: unknown, received: Received) => {
    const workspace = workspaces.of(body);
    if (!workspace) return tellUnserved(received.origin, { perhapsLater: workspaces.areUnknown, log });
    return answerPress(workspace, receiver.receive(callOf(received, workspace)), received.origin);
  };
  app.command(/.*/, ({ body, command, ack }) => press(body, readCommand(command), ack as AckFn<never>));
  app.action({ type: 'block_actions' }, ({ body, ack }) => press(body, readAction(body), ack as AckFn<never>));
  app.view({ type: 'view_closed', callback_id: /.*/ }, ({ body, ack }) =>
    press(body, body.type === 'view_closed' ? readClosed(body) : null, ack as AckFn<never>),
  );
  app.view({ type: 'view_submission', callback_id: /.*/ }, async ({ body, ack }) => {
    const received = body.type === 'view_submission' ? readSubmission(body) : null;
    const workspace = workspaces.of(body);
    if (!received || !workspace) return press(body, received, ack as AckFn<never>);
    const respond = ack as AckFn<ViewResponseAction>;
    const origin = { ...received.origin, blocks: received.blocks };
    const result = receiver.receive(callOf(received, workspace));
    running.add(answerForm(workspace, result, origin, (response) => acknowledge(() => respond(response), log)));
  });
  const helped = new Recent<true>(HELP_PAUSE_MS);
  const hear = (body: unknown, event: WrittenEvent) => {
    const workspace = workspaces.of(body);
    const received = workspace && readWritten(event, workspace.self);
    if (!workspace || !received) return;
    const { channel, user } = received.origin;
    const before = helped.remember(`${workspace.self.team} ${channel} ${user}`, () => true);
    // A code that all can read ends at once.
    if (before && !(received.body.kind === 'said' && received.body.codes.length > 0)) return;
    const answer = receiver.receive(callOf(received, workspace));
    // In direct messages an answer stays, as what was written does.
    const answers = event.type === 'message' ? 'publicly' : answer.answers;
    running.add(answerPress(workspace, { ...answer, answers }, received.origin));
  };
  app.event('app_mention', async ({ event, body }) => hear(body, event));
  app.event('message', async ({ event, body }) => hear(body, event as WrittenEvent));
  const gone = async (body: unknown) => {
    const workspace = workspaces.of(body);
    if (!workspace) return;
    workspaces.left(workspace);
    await announce(receiver, workspace, false);
  };
  app.event('app_uninstalled', ({ body }) => gone(body));
  app.event('tokens_revoked', async ({ event, body }) => {
    if (event.tokens.bot?.length) await gone(body);
  });
}

/**
 * The space is the workspace in which the bot is installed, whatever workspace a guest in a shared channel comes from.
 */
function callOf({ callId, body, origin, pressed }: Received, { self, directory }: Workspace): Call {
  let member: ReturnType<Call['member']> | undefined;
  return {
    callId,
    space: { platform: PLATFORM, id: self.team },
    channel: origin.channel,
    account: { platform: PLATFORM, tenant: self.team, id: origin.user },
    member: () => {
      member ??= directory.member(origin.user);
      return member;
    },
    receivedAt: Date.now(),
    ...(pressed && {
      pressed: {
        channel: pressed.channel,
        message: pressed.ts,
        carries: (key: string) => carriesKey(pressed, key, self),
      },
    }),
    ...body,
  };
}

/**
 * Acknowledges. When it does not get through, Slack delivers the same again, and the answer comes by the response_url
 * all the same.
 */
async function acknowledge(ack: () => Promise<void>, log: Logger): Promise<void> {
  try {
    await ack();
  } catch (error) {
    log.warn({ code: codeOf(error) }, 'Slack: an acknowledgement did not get through');
  }
}

async function announce(receiver: Receiver, { self, log }: Workspace, present: boolean): Promise<void> {
  try {
    await receiver.spaceChanged(PLATFORM, self.team, present);
  } catch (error) {
    log.error({ code: codeOf(error), present }, 'Slack: a change of the workspace could not be noted');
  }
}

async function stop(intake: Intake, running: Running): Promise<void> {
  intake.quiet();
  await running.settled();
  await intake.stop();
}
