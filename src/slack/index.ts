import { setTimeout as delay } from 'node:timers/promises';
import type { AckFn, App, ViewResponseAction } from '@slack/bolt';
import type { Call } from '../chat/call.ts';
import type { Platform, Receiver } from '../chat/platform.ts';
import { answerForm, answerPress } from './answer.ts';
import {
  createApp,
  createClients,
  createIntake,
  type Intake,
  type Self,
  type SlackOptions,
  whoAmI,
} from './connect.ts';
import { Directory } from './directory.ts';
import { codeOf } from './failures.ts';
import { lanesOf, MESSAGES_PER_MINUTE } from './lanes.ts';
import { type Received, readAction, readCommand, readSubmission } from './receive.ts';
import { excessOf, fingerprint } from './render/card.ts';
import { Sender } from './send.ts';
import type { Stage } from './show.ts';

export type { SlackOptions } from './connect.ts';

const PLATFORM = 'slack';

/** So long may answers that are under way take at the end. */
const STOP_PATIENCE_MS = 10_000;

/**
 * One Slack workspace behind the Platform port, through the unchanged Bolt. With an app token it uses Socket Mode, else
 * it listens on `port` for requests at /slack/events, and says "ok" at /health.
 * @throws {ConfigurationError} when neither an app token nor a signing secret is given
 */
export function createSlack(options: SlackOptions): Platform {
  const { log } = options;
  const clients = createClients(options);
  const directory = new Directory(clients.asks, log);
  const stage: Stage = { clients, directory, log };
  const intake = createIntake(options);
  const running = new Running();
  let sender: Sender | undefined;

  const started = (): Sender => {
    if (!sender) throw new Error('Slack is used before start().');
    return sender;
  };

  return {
    name: PLATFORM,
    async start(receiver) {
      const self = await whoAmI(clients, options);
      sender = new Sender(clients, directory, self);
      listen(createApp(options, intake, self), { receiver, self, stage, running });
      await intake.start();
      running.add(announce(receiver, self.team, true, stage));
    },
    stop: () => stop(intake, running),
    lanes: (action, target) => lanesOf(options.messagesPerMinute ?? MESSAGES_PER_MINUTE, action, target),
    unplanned: () => [],
    post: async (target, card, key) => started().post(target, card, key),
    find: async (target, key, since) => started().find(target, key, since),
    edit: async (ref, card) => started().edit(ref, card),
    delete: async (ref) => started().delete(ref),
    fingerprint,
    excess: excessOf,
    describeSpace: async (space) => started().describeSpace(space),
    findChannel: async (space, typed) => started().findChannel(space, typed),
    findRole: async (space, typed) => started().findRole(space, typed),
    member: async (_space, account) => directory.member(account),
    cannotPost: async (space, channel) => started().cannotPost(space, channel),
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
    await Promise.race([Promise.allSettled(this.#all), delay(STOP_PATIENCE_MS, undefined, { ref: false })]);
  }
}

interface Listening {
  receiver: Receiver;
  self: Self;
  stage: Stage;
  running: Running;
}

function listen(app: App, listening: Listening): void {
  const { receiver, self, stage, running } = listening;
  const press = async (received: Received | null, ack: AckFn<never>) => {
    const acknowledged = acknowledge(() => ack(), stage);
    if (received) running.add(answerPress(stage, receiver.receive(callOf(received, listening)), received.origin));
    await acknowledged;
  };
  app.command(/.*/, ({ command, ack }) => press(readCommand(command), ack as AckFn<never>));
  app.action({ type: 'block_actions' }, ({ body, ack }) => press(readAction(body), ack as AckFn<never>));
  app.view({ type: 'view_closed', callback_id: /.*/ }, ({ ack }) => ack());
  app.view({ type: 'view_submission', callback_id: /.*/ }, async ({ body, ack }) => {
    const received = body.type === 'view_submission' ? readSubmission(body) : null;
    const respond = ack as AckFn<ViewResponseAction>;
    if (!received) return acknowledge(() => respond(), stage);
    const origin = { ...received.origin, blocks: received.blocks };
    const result = receiver.receive(callOf(received, listening));
    running.add(answerForm(stage, result, origin, (response) => acknowledge(() => respond(response), stage)));
  });
  app.event('app_uninstalled', async () => announce(receiver, self.team, false, stage));
  app.event('tokens_revoked', async ({ event }) => {
    if (event.tokens.bot?.length) await announce(receiver, self.team, false, stage);
  });
}

/** The space is ours, whatever workspace a guest in a shared channel comes from: the bot is installed in one. */
function callOf({ callId, body, origin }: Received, { self, stage }: Listening): Call {
  let member: ReturnType<Call['member']> | undefined;
  return {
    callId,
    space: { platform: PLATFORM, id: self.team },
    channel: origin.channel,
    account: { platform: PLATFORM, tenant: self.team, id: origin.user },
    member: () => {
      member ??= stage.directory.member(origin.user);
      return member;
    },
    receivedAt: Date.now(),
    ...body,
  };
}

/** When it does not get through, Slack delivers the same again, and the answer comes by the response_url all the same. */
async function acknowledge(ack: () => Promise<void>, { log }: Stage): Promise<void> {
  try {
    await ack();
  } catch (error) {
    log.warn({ code: codeOf(error) }, 'Slack: an acknowledgement did not get through');
  }
}

async function announce(receiver: Receiver, team: string, present: boolean, { log }: Stage): Promise<void> {
  try {
    await receiver.spaceChanged(PLATFORM, team, present);
  } catch (error) {
    log.error({ code: codeOf(error), present }, 'Slack: a change of the workspace could not be noted');
  }
}

async function stop(intake: Intake, running: Running): Promise<void> {
  intake.quiet();
  await running.settled();
  await intake.stop();
}
