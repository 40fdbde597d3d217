import { App, type Receiver, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { type Connection, ConnectionError, keepTrying, type Problem, type RetryPauses } from '../chat/connection.ts';
import { ConfigurationError } from '../chat/platform.ts';
import { UnknownCodes } from '../chat/unknown-codes.ts';
import { socketDispatcher } from '../http/proxy.ts';
import type { WebServer } from '../web/server.ts';
import { boltLogger } from './bolt-logger.ts';
import { codeOf, isCode, isRefusal } from './failures.ts';
import { type HttpReceiverOptions, SlackHttpReceiver } from './http-receiver.ts';
import type { Permissions } from './permissions.ts';
import { isTokenRefusal, REFUSALS } from './refusals.ts';
import { type RequestOptions, request } from './request.ts';
import { Skew } from './skew.ts';
import { ReconnectingSocket } from './socket.ts';

export interface SlackOptions {
  /** One for each workspace in which the app is installed. */
  botTokens: readonly string[];
  /** With it the bot uses Socket Mode and needs no public address. */
  appToken?: string;
  /** Without an app token: HTTP requests signed with this are taken, on the web server. */
  signingSecret?: string;
  /** The server that Slack reaches in HTTP mode. */
  webServer?: WebServer;
  /** Another server that speaks Slack's Web API, such as "http://127.0.0.1:4010/slack/api". */
  apiUrl?: string;
  /**
   * Number of messages that may be posted in a workspace, for all processes together; what Slack is known to allow when
   * left out.
   */
  messagesPerMinute?: number;
  /**
   * Longest time after its answer was lost in which a message may still come, in ms; two minutes when left out. Slack
   * does not know keys of messages: until then none is posted again.
   */
  latePostMs?: number;
  /** Between tries to connect; the usual ones when left out. */
  pauses?: RetryPauses;
  log: Logger;
}

/**
 * Longest time that what stands before servers keeps a request. Slack says nothing about it; two minutes are the
 * longest of the usual ones: https://developers.cloudflare.com/fundamentals/reference/connection-limits/
 */
const LATE_POST_MS = 120_000;
const REAL_API = 'https://slack.com/api/';
const REQUEST_TIMEOUT_MS = 10_000;
const QUESTION_RETRIES = { retries: 2, minTimeout: 200, factor: 3, randomize: true };
/** Our account in a workspace, as auth.test tells. */
export interface Self {
  team: string;
  /** The organisation that the workspace is a part of, if any. */
  enterprise?: string;
  teamName: string;
  /** Of the workspace, with a slash at its end: "https://ungdom.slack.com/". */
  url?: string;
  user?: string;
  bot?: string;
}

/** The two clients of the Web API for one workspace. Neither waits by itself when Slack says to. */
export interface Clients {
  /** For questions: repeats them a little. */
  asks: webApi.WebClient;
  /** For everything that changes something: never repeats, for an answer that was lost would double the message. */
  sends: webApi.WebClient;
  /** Between Slack's clock and ours. */
  skew: Skew;
}

/** Takes what Slack sends. */
export interface Intake {
  receiver: Receiver;
  /** Begins, and tries again until that succeeds. Never rejects. @returns what came of the first try */
  start(): Promise<Problem | null>;
  /** Tells whether what people do comes here. */
  hears(): boolean;
  /** Takes no more. */
  quiet(): void;
  stop(): Promise<void>;
}

/**
 * @param hears `refused` is called when Slack says of any call that it does not take the token (any more);
 * `permissions` hear what it may do
 */
export function createClients(
  token: string,
  options: SlackOptions,
  { refused, permissions }: { refused: () => void; permissions: Permissions },
): Clients {
  const unknown = new UnknownCodes(options.log);
  const failed = (code: string, needed: string) => {
    if (isTokenRefusal(code)) refused();
    else if (code === 'missing_scope') permissions.refused(needed);
    else if (!REFUSALS.has(code) && isCode(code)) unknown.say(code);
  };
  const skew = new Skew();
  const common = clientOptions(options, { failed, skew, scopes: (told) => permissions.told(told) });
  return {
    asks: new webApi.WebClient(token, { ...common, retryConfig: QUESTION_RETRIES }),
    sends: new webApi.WebClient(token, common),
    skew,
  };
}

/** @returns `SlackOptions.latePostMs`, or the usual */
export function latePostMsOf({ latePostMs = LATE_POST_MS }: SlackOptions): number {
  return latePostMs;
}

/** Asks once. @throws {ConnectionError} when Slack refuses the token or cannot be reached */
export async function whoAmI(clients: Clients, options: SlackOptions, which: string): Promise<Self> {
  const answer = await clients.sends.auth.test().catch((error: unknown) => {
    const give = 'the "Bot User OAuth Token" of the page "OAuth & Permissions"';
    throw new ConnectionError(connectProblem(error, options, { variable: 'SLACK_BOT_TOKEN', which, give }), error);
  });
  return {
    team: answer.team_id ?? '',
    enterprise: answer.enterprise_id || undefined,
    teamName: answer.team ?? '',
    url: answer.url,
    user: answer.user_id,
    bot: answer.bot_id,
  };
}

/** @throws {ConfigurationError} when neither an app token nor a signing secret (with a web server) is given */
export function createIntake(options: SlackOptions, connection: Connection): Intake {
  const { appToken, signingSecret, webServer: server, log } = options;
  if (appToken) return socketIntake(options, appToken, connection);
  if (signingSecret && server) return httpIntake(options, { signingSecret, server, log }, connection);
  throw new ConfigurationError(
    'Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) besides SLACK_BOT_TOKEN.',
  );
}

/**
 * Bolt's app around an intake; it is told who we are, so it asks Slack nothing by itself.
 * @param authorise finds the workspace that a payload belongs to. Without one Bolt has no token, and the listeners are
 * called all the same: they tell the person
 */
export function createApp(
  options: SlackOptions,
  intake: Intake,
  authorise: (body: unknown) => { token: string; self: Self } | undefined,
): App {
  const app = new App({
    receiver: intake.receiver,
    authorize: async (_source, body) => {
      const found = authorise(body);
      if (!found) return {};
      const { token, self } = found;
      return { botToken: token, teamId: self.team, botId: self.bot, botUserId: self.user };
    },
    clientOptions: clientOptions(options),
    logger: boltLogger(options.log),
    convoStore: false,
  });
  app.error(async (error) => {
    options.log.error({ code: codeOf(error.original ?? error) }, 'Slack: an event could not be handled');
  });
  return app;
}

function clientOptions(
  { apiUrl, log }: SlackOptions,
  hears: Omit<RequestOptions, 'withinMs'> = {},
): webApi.WebClientOptions {
  return {
    slackApiUrl: apiBase(apiUrl),
    // By default a request is repeated ten times over half an hour, messages too.
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: (url, init) => request(String(url), init, { withinMs: REQUEST_TIMEOUT_MS, ...hears }),
    allowAbsoluteUrls: false,
    logger: boltLogger(log),
  };
}

function apiBase(apiUrl: string = REAL_API): string {
  return `${apiUrl.replace(/\/+$/, '')}/`;
}

function socketIntake(options: SlackOptions, appToken: string, connection: Connection): Intake {
  const give = 'an app-level token (xapp-…) with the scope connections:write';
  const socket = new ReconnectingSocket({
    receiver: {
      appToken,
      dispatcher: socketDispatcher(),
      logger: boltLogger(options.log),
      installerOptions: { clientOptions: clientOptions(options) },
    },
    connection,
    pauses: options.pauses,
    explain: (error) => connectProblem(error, options, { variable: 'SLACK_APP_TOKEN', which: 'this token', give }),
  });
  return {
    receiver: socket,
    start: () => socket.start(),
    hears: () => socket.connected,
    quiet: () => socket.quiet(),
    stop: () => socket.stop(),
  };
}

function httpIntake(options: SlackOptions, receiverOptions: HttpReceiverOptions, connection: Connection): Intake {
  const receiver = new SlackHttpReceiver(receiverOptions);
  const stopping = new AbortController();
  const stop = async () => {
    stopping.abort();
    await receiver.stop();
  };
  return {
    receiver,
    start: () =>
      keepTrying(() => receiver.start(), {
        connection,
        signal: stopping.signal,
        pauses: options.pauses,
        explain: (error) => ({ sentence: error instanceof Error ? error.message : String(error), refused: true }),
      }),
    hears: () => connection.isUp,
    quiet: () => void stop(),
    stop,
  };
}

/** @param wrong the variable, which of its tokens, and what to give instead */
function connectProblem(
  error: unknown,
  { apiUrl }: SlackOptions,
  { variable, which, give }: { variable: string; which: string; give: string },
): Problem {
  const code = codeOf(error);
  if (error instanceof webApi.WebAPIRateLimitedError)
    return { sentence: 'Slack asks us to wait a moment.', waitMs: error.retryAfter * 1000, passing: true };
  const refused = isRefusal(error);
  // Another server than Slack's does not know the method.
  if (refused && code !== 'unknown_method')
    return { sentence: `${variable}: Slack refuses ${which} (${code}). Give ${give}.`, refused: true };
  const where = apiUrl ? `${apiUrl}: check SLACK_API_URL` : `${REAL_API}: check the network, or set SLACK_API_URL`;
  return { sentence: `SLACK_API_URL: Slack cannot be reached (${code}) at ${where}.` };
}
