import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Json } from '../objects.ts';
import { asObject } from '../validate/message.ts';
import type { World } from '../world.ts';
import type { Events } from './events.ts';
import type { IdentifyLimit } from './identify-limit.ts';
import { intentProblem } from './intents.ts';
import { guildMembersChunk } from './member-request.ts';
import { Session } from './session.ts';

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway */
const OP = {
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voiceState: 4,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  ack: 11,
} as const;

/** Reasons for which Discord closes a connection. */
export interface Closing {
  code: number;
  reason: string;
}

const UNKNOWN_OP: Closing = { code: 4001, reason: 'Unknown opcode.' };
const NOT_DECODED: Closing = { code: 4002, reason: 'Error while decoding payload.' };
const NOT_SPOKEN: Closing = { code: 4002, reason: 'The local Discord speaks JSON without compression.' };
const NOT_AUTHENTICATED: Closing = { code: 4003, reason: 'Not authenticated.' };
const WRONG_TOKEN: Closing = { code: 4004, reason: 'Authentication failed.' };
const ALREADY_AUTHENTICATED: Closing = { code: 4005, reason: 'Already authenticated.' };
const WRONG_SEQUENCE: Closing = { code: 4007, reason: 'Invalid seq.' };
const TOO_FAST: Closing = { code: 4008, reason: 'Rate limited.' };
const SILENT: Closing = { code: 4009, reason: 'Session timed out.' };
const WRONG_SHARD: Closing = { code: 4010, reason: 'Invalid shard.' };
const TOO_MANY_GUILDS: Closing = { code: 4011, reason: 'Sharding required.' };
const WRONG_VERSION: Closing = { code: 4012, reason: 'Invalid API version.' };

const HEARTBEAT_MS = 41_250;
const SENDS_MAX = 120;
const SENDS_WINDOW_MS = 60_000;
const PAYLOAD_MAX = 4096;
const GUILDS_MAX = 2500;

export interface GatewayOptions {
  world: World;
  events: Events;
  limit: IdentifyLimit;
  /** Address at which sessions are resumed. */
  url: () => string;
  /** Intents that the application is approved for. */
  privileged: number;
  changed: () => void;
}

interface Connection {
  socket: WebSocket;
  session?: Session;
  sends: number;
  windowEnds: number;
  silence?: NodeJS.Timeout;
}

/** The connections of the gateway: https://docs.discord.com/developers/events/gateway */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1024 * 1024 });
  readonly #connections = new Set<Connection>();

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  /** @param query the parameters of the address: version, encoding, compression */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, query: URLSearchParams): void {
    this.#server.handleUpgrade(request, socket, head, (webSocket) => this.#open(webSocket, query));
  }

  /** Number of connections that are identified (or resumed) and open. */
  get ready(): number {
    return [...this.#connections].filter(({ session }) => session !== undefined).length;
  }

  /** Cuts every connection without a goodbye; the sessions can be resumed. */
  drop(): void {
    for (const { socket } of this.#connections) socket.terminate();
  }

  /** Asks every connection to come again, as Discord does when it restarts a server. */
  askToReconnect(): void {
    for (const connection of this.#connections) send(connection, OP.reconnect, null);
  }

  close(): void {
    for (const { silence } of this.#connections) clearTimeout(silence);
    this.drop();
    this.#server.close();
  }

  #open(socket: WebSocket, query: URLSearchParams): void {
    // What goes wrong on the wire ends in a close, which is handled.
    socket.on('error', () => socket.terminate());
    const closing = unspoken(query);
    if (closing) {
      socket.close(closing.code, closing.reason);
      return;
    }
    const connection: Connection = { socket, sends: 0, windowEnds: 0 };
    this.#connections.add(connection);
    socket.on('message', (data) => {
      const refused = this.#receive(connection, data);
      if (refused) socket.close(refused.code, refused.reason);
    });
    socket.on('close', (code) => this.#closed(connection, code));
    expectHeartbeat(connection);
    send(connection, OP.hello, { heartbeat_interval: HEARTBEAT_MS, _trace: [] });
  }

  /** A client that says 1000 or 1001 gives up its session. */
  #closed(connection: Connection, code: number): void {
    clearTimeout(connection.silence);
    this.#connections.delete(connection);
    const { session } = connection;
    if (session?.socket === connection.socket) {
      session.drop();
      if (code === 1000 || code === 1001) this.#options.events.forget(session);
    }
    this.#options.changed();
  }

  #receive(connection: Connection, data: RawData): Closing | undefined {
    const text = data.toString();
    if (sendsTooMuch(connection)) return TOO_FAST;
    const payload = parse(text);
    if (!payload || Buffer.byteLength(text) > PAYLOAD_MAX) return NOT_DECODED;
    const d = asObject(payload.d);
    if (payload.op === OP.heartbeat) {
      expectHeartbeat(connection);
      send(connection, OP.ack, undefined);
      return undefined;
    }
    if (payload.op === OP.identify) return this.#identify(connection, d);
    if (payload.op === OP.resume) return this.#resume(connection, d);
    return connection.session ? this.#ask(connection.session, payload.op, d) : NOT_AUTHENTICATED;
  }

  #ask(session: Session, op: unknown, d: Json): Closing | undefined {
    if (op === OP.requestMembers) {
      const chunk = guildMembersChunk(this.#options.world, d, session.intents);
      if (chunk) session.dispatch('GUILD_MEMBERS_CHUNK', chunk);
      return undefined;
    }
    // Presence and voice change nothing here.
    return op === OP.presence || op === OP.voiceState ? undefined : UNKNOWN_OP;
  }

  #identify(connection: Connection, d: Json): Closing | undefined {
    const { events, privileged, url, changed } = this.#options;
    if (connection.session) return ALREADY_AUTHENTICATED;
    if (!this.#isToken(d.token)) return WRONG_TOKEN;
    const intents = Number(d.intents);
    const problem = intentProblem(intents, privileged);
    if (problem) return problem;
    const session = new Session(connection.socket, intents, d.shard);
    const wrong = shardProblem(session, this.#options.world);
    if (wrong) return wrong;
    const admitted = this.#options.limit.admits(session.shard);
    if (admitted === 'never') {
      this.#endAll();
      return WRONG_TOKEN;
    }
    if (admitted === 'later') {
      send(connection, OP.invalidSession, false);
      return undefined;
    }
    connection.session = session;
    events.begin(session, url());
    changed();
    return undefined;
  }

  /**
   * "When the limit is reached, all active sessions are terminated and the token is reset": the same page, Identify.
   */
  #endAll(): void {
    const { events, limit, world, changed } = this.#options;
    world.resetToken();
    limit.reset();
    events.forgetAll();
    for (const { socket, session } of this.#connections) {
      if (session) socket.close(WRONG_TOKEN.code, WRONG_TOKEN.reason);
    }
    changed();
  }

  #resume(connection: Connection, d: Json): Closing | undefined {
    if (connection.session) return ALREADY_AUTHENTICATED;
    if (!this.#isToken(d.token)) return WRONG_TOKEN;
    const session = this.#options.events.sessions().find(({ id }) => id === d.session_id);
    const sequence = Number(d.seq);
    if (session && sequence > session.sequence) return WRONG_SEQUENCE;
    if (!session?.remembers(sequence)) {
      send(connection, OP.invalidSession, false);
      return undefined;
    }
    session.socket?.terminate();
    connection.session = session;
    session.resume(connection.socket, sequence);
    this.#options.changed();
    return undefined;
  }

  #isToken(given: unknown): boolean {
    return typeof given === 'string' && given.replace(/^Bot /, '') === this.#options.world.token;
  }
}

/** https://docs.discord.com/developers/events/gateway#sharding */
function shardProblem(session: Session, world: World): Closing | undefined {
  const [id, count] = session.shard;
  if (!Number.isInteger(id) || !Number.isInteger(count) || id < 0 || id >= count) return WRONG_SHARD;
  const guilds = [...world.guilds.values()].filter((guild) => guild.installed && session.takes(guild.id, 0));
  return guilds.length > GUILDS_MAX ? TOO_MANY_GUILDS : undefined;
}

function unspoken(query: URLSearchParams): Closing | undefined {
  if ((query.get('v') ?? '10') !== '10') return WRONG_VERSION;
  return (query.get('encoding') ?? 'json') !== 'json' || query.has('compress') ? NOT_SPOKEN : undefined;
}

function expectHeartbeat(connection: Connection): void {
  clearTimeout(connection.silence);
  connection.silence = setTimeout(() => connection.socket.close(SILENT.code, SILENT.reason), HEARTBEAT_MS * 2).unref();
}

function sendsTooMuch(connection: Connection): boolean {
  if (Date.now() >= connection.windowEnds) {
    connection.windowEnds = Date.now() + SENDS_WINDOW_MS;
    connection.sends = 0;
  }
  connection.sends += 1;
  return connection.sends > SENDS_MAX;
}

function send({ socket }: Connection, op: number, d: unknown): void {
  socket.send(JSON.stringify({ t: null, s: null, op, d }));
}

/** @returns undefined for what is not a JSON object: the connection is closed with the code for it */
function parse(text: string): { op?: unknown; d?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
