import type { Outcome } from '../../contract.ts';
import type { Happening } from '../happenings.ts';
import type { Interaction } from '../interactions.ts';
import type { Json } from '../json.ts';
import type { Payload } from '../payload.ts';
import type { World } from '../world.ts';
import { seenForm, seenMessage } from './seen.ts';

/** The part of an outcome that became visible: an outcome without how it was acknowledged. */
export type Visible = Omit<Outcome, 'id' | 'acknowledgedAfterMs'>;

export interface Attempt {
  interaction: Interaction;
  type: Payload['type'];
  payload: Json;
  /** Time to wait, after the acknowledgement, for something to become visible. */
  quietMs: number;
  /** True when what only the person sees elsewhere is an answer too: a modal belongs to no channel. */
  anywhere?: boolean;
  /** Takes what came with the acknowledgement. @returns what the person sees of it at once */
  acknowledged?: (payload: unknown) => Visible | undefined;
}

/** Sends what a person did to the app and waits for what the person sees of it. */
export async function attempted(world: World, attempt: Attempt): Promise<Outcome> {
  const { id } = attempt.interaction;
  const watch = new Watch(world, attempt);
  try {
    const receipt = await world.delivery.send({ id, type: attempt.type, payload: attempt.payload });
    if (receipt === undefined) return { id, result: 'failed' };
    const visible = attempt.acknowledged?.(receipt.payload) ?? (await watch.first(attempt.quietMs));
    return { id, acknowledgedAfterMs: receipt.afterMs, ...(visible ?? { result: 'acknowledged' }) };
  } finally {
    watch.stop();
  }
}

/** The first thing that a person sees as an answer. */
class Watch {
  readonly stop: () => void;
  readonly #seen: Promise<Visible>;
  #timer: NodeJS.Timeout | undefined;

  constructor(world: World, attempt: Attempt) {
    const seen = Promise.withResolvers<Visible>();
    this.#seen = seen.promise;
    const end = world.happenings.listen((happening) => {
      if (answers(happening, attempt)) seen.resolve(visibleOf(world, happening, attempt.interaction));
    });
    this.stop = () => {
      end();
      clearTimeout(this.#timer);
    };
  }

  async first(withinMs: number): Promise<Visible | undefined> {
    const quiet = new Promise<undefined>((resolve) => {
      this.#timer = setTimeout(() => resolve(undefined), withinMs);
    });
    return Promise.race([this.#seen, quiet]);
  }
}

function answers(happening: Happening, { interaction, anywhere = false }: Attempt): boolean {
  if (happening.interaction !== undefined && happening.interaction === interaction.id) return true;
  const { person, channel, message: pressed, view } = interaction;
  if (happening.kind === 'form') return view !== undefined && happening.view.rootId === view.rootId;
  const { message } = happening;
  if (happening.kind !== 'message') return message === pressed || (anywhere && message.onlyFor === person.id);
  const direct = channel?.user === person ? channel.id : undefined;
  const privately = message.onlyFor === person.id || (message.fromBot && message.channel === direct);
  if (!anywhere) return privately && message.channel === channel?.id;
  const toThem = person.team.channels.find(({ user }) => user === person)?.id;
  return privately || (message.fromBot && message.channel === toThem);
}

function visibleOf(world: World, happening: Happening, { person }: Interaction): Visible {
  if (happening.kind === 'form') return { result: 'form', form: seenForm(world, happening.view) };
  if (happening.kind === 'removed') return { result: 'updated' };
  const message = seenMessage(world, happening.message, person);
  return { result: happening.kind === 'message' ? 'message' : 'updated', message };
}
