import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps the connections of a server below a number. A new one takes the place of the one that has been unproved for
 * longest: strangers who open connections and say nothing must not keep others out until their time is over. A
 * connection is proved as long as a request on it is being answered whose sender has proved who they are.
 */
export class RoomForCallers {
  readonly #unproved = new Set<Socket>();
  #open = 0;

  constructor(server: Server, most: number) {
    server.on('connection', (socket) => {
      if (this.#open >= most) this.#makeRoom(socket);
      if (socket.destroyed) return;
      this.#open += 1;
      this.#unproved.add(socket);
      socket.once('close', () => {
        this.#open -= 1;
        this.#unproved.delete(socket);
      });
    });
  }

  /** Holds the connection of a request until it is answered. */
  trust({ socket }: IncomingMessage, response: ServerResponse): void {
    this.#unproved.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) this.#unproved.add(socket);
    });
  }

  #makeRoom(caller: Socket): void {
    const [oldest] = this.#unproved;
    (oldest ?? caller).destroy();
    if (oldest) this.#unproved.delete(oldest);
  }
}
