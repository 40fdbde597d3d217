import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** It matters in failure alone. */
const READY_WITHIN_MS = 180_000;
const RESPAWN_MS = 100;
const OUTPUT_KEPT = 200;

/** A bot process that is killed, and started again when it ends by itself, as a process manager does. */
export class Bot {
  readonly #root: string;
  readonly #environment: Record<string, string>;
  readonly #output: string[] = [];
  #child: ChildProcess | null = null;
  #wanted = false;
  #ready = Promise.withResolvers<void>();
  /** Number of times that it ended by itself after it had been ready. */
  deaths = 0;

  /** @param root the checkout whose bot it is */
  constructor(root: string, environment: Record<string, string>) {
    this.#root = root;
    this.#environment = environment;
  }

  /** The last that it printed, over all its lives. */
  output(): string {
    return this.#output.join('');
  }

  start(): void {
    this.#wanted = true;
    this.#spawn();
  }

  /** Resolves when it works. @throws Error when it does not within a minute */
  async ready(): Promise<void> {
    const end = performance.now() + READY_WITHIN_MS;
    // A life may end before it is ready; then the next one is waited for.
    for (;;) {
      const life = this.#ready.promise.then(() => true);
      if (await Promise.race([life, delay(RESPAWN_MS, false)])) return;
      if (performance.now() > end) throw new Error(`The bot does not get ready:\n${this.output()}`);
    }
  }

  /** `kill -9`: nothing of it gets to run any more. */
  async kill(): Promise<void> {
    this.#wanted = false;
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  #spawn(): void {
    this.#ready = Promise.withResolvers();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join('src', 'start.ts')], {
      cwd: this.#root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'info', PORT: '0', ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    let isReady = false;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#keep(text);
        if (!text.includes('Ready after')) return;
        isReady = true;
        this.#ready.resolve();
      });
    }
    child.once('exit', (code, signal) => {
      this.#keep(`--- ended with ${code ?? signal} ---\n`);
      if (!this.#wanted || this.#child !== child) return;
      if (isReady) this.deaths += 1;
      setTimeout(() => this.#wanted && this.#child === child && this.#spawn(), RESPAWN_MS);
    });
  }

  #keep(text: string): void {
    this.#output.push(text);
    if (this.#output.length > OUTPUT_KEPT) this.#output.shift();
  }
}
