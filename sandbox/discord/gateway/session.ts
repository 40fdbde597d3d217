import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Json } from '../objects.ts';

/** Number of events that a session can replay. */
const REMEMBERED = 5000;

/**
 * The part of a session that outlives a connection: the sequence of events, so that a client that comes again misses
 * none.
 */
export class Session {
  readonly id = randomBytes(16).toString('hex');
  readonly intents: number;
  readonly shard: [number, number];
  /** The number of the last event. */
  sequence = 0;
  socket: WebSocket | undefined;
  /** Time at which its connection was lost, by the machine's clock. */
  droppedAt: number | undefined;
  #sent: { sequence: number; text: string }[] = [];

  /** @param shard the field of the identify payload; without it, all is for this session */
  constructor(socket: WebSocket, intents: number, shard: unknown) {
    this.socket = socket;
    this.intents = intents;
    const [id, count] = Array.isArray(shard) ? shard.map(Number) : [];
    this.shard = [id ?? 0, count || 1];
  }

  /**
   * @param guildId the server an event is of; direct messages go to the first shard
   * @param intent what the session must have asked for; 0: nothing
   */
  takes(guildId: string | undefined, intent: number): boolean {
    const [id, count] = this.shard;
    const shard = guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
    return shard === id && (intent === 0 || (this.intents & intent) !== 0);
  }

  dispatch(event: string, data: Json): void {
    this.sequence += 1;
    const text = JSON.stringify({ t: event, s: this.sequence, op: 0, d: data });
    this.#sent.push({ sequence: this.sequence, text });
    if (this.#sent.length > REMEMBERED) this.#sent.shift();
    this.socket?.send(text);
  }

  /** @returns whether everything after a sequence number can still be replayed */
  remembers(sequence: number): boolean {
    return Number.isInteger(sequence) && sequence >= (this.#sent[0]?.sequence ?? 1) - 1;
  }

  drop(): void {
    this.socket = undefined;
    this.droppedAt = Date.now();
  }

  /** Sends again what came after an event, and goes on from there. */
  resume(socket: WebSocket, after: number): void {
    for (const { sequence, text } of this.#sent) {
      if (sequence > after) socket.send(text);
    }
    this.socket = socket;
    this.droppedAt = undefined;
    this.dispatch('RESUMED', { _trace: [] });
  }
}
