import { z } from 'zod';
import { ID_MAX } from './limits.ts';

/**
 * An action of a button or a menu, by name and by what it acts on. The handler is bound elsewhere; a card only needs
 * this.
 */
export interface ActionRef<Args extends Record<string, string> = Record<string, string>> {
  name: string;
  args: z.ZodType<Args>;
  /** @returns the id that travels on the wire @throws Error over 100 characters: a programming mistake */
  id(args: Args): string;
  /** @returns what the id carries, or null when it is not a well-formed id of this action */
  read(id: string): Args | null;
}

/** @returns the name in an id on the wire; nothing is known yet of what follows it */
export const actionName = (id: string): string => id.split(':', 1)[0] ?? '';

/**
 * @param name "feature.verb"
 * @param shape the arguments in their order on the wire; ids on the wire are hostile, so give each its real form
 */
export function action<Shape extends Record<string, z.ZodType<string, string>>>(
  name: string,
  shape: Shape,
): ActionRef<{ [K in keyof Shape]: z.output<Shape[K]> }> {
  type Args = { [K in keyof Shape]: z.output<Shape[K]> };
  const names = Object.keys(shape);
  const schema = z.object(shape) as unknown as z.ZodType<Args>;
  return {
    name,
    args: schema,
    id(args) {
      const id = [name, ...names.map((key) => encodeURIComponent(args[key] as string))].join(':');
      if (id.length > ID_MAX) throw new Error(`The id of action ${name} is longer than ${ID_MAX}.`);
      return id;
    },
    read(id) {
      const [head, ...values] = id.split(':');
      if (head !== name || values.length !== names.length) return null;
      const decoded = decodeAll(values);
      if (!decoded) return null;
      const parsed = schema.safeParse(Object.fromEntries(names.map((key, index) => [key, decoded[index]])));
      return parsed.success ? parsed.data : null;
    },
  };
}

function decodeAll(values: readonly string[]): string[] | null {
  try {
    return values.map(decodeURIComponent);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
