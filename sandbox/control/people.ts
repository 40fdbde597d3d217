import { z } from 'zod';
import type { LocalPlatform, Place } from '../contract.ts';
import { findChannel, findPerson, findPersonIn } from './names.ts';
import { acting, actingIn, type Route, route, words } from './route.ts';

/** Routes for what a person does and sees. */
export function peopleRoutes(platforms: readonly LocalPlatform[]): Route[] {
  return [...doing(platforms), ...answering(platforms), ...seeing(platforms)];
}

function doing(platforms: readonly LocalPlatform[]): Route[] {
  return [
    route('POST /say', z.strictObject({ ...actingIn, text: z.string() }), (input) => {
      const { platform, as, place } = findPlace(platforms, input);
      return platform.say(as, place, input.text);
    }),
    route(
      'POST /command',
      z.strictObject({ ...actingIn, name: z.string().min(1), options: words.optional(), text: z.string().optional() }),
      (input) => {
        const { platform, as, place } = findPlace(platforms, input);
        return platform.command(as, place, { name: input.name, options: input.options, text: input.text });
      },
    ),
    route(
      'POST /suggest',
      z.strictObject({ ...actingIn, name: z.string().min(1), options: words, focused: z.string().min(1) }),
      (input) => {
        const { platform, as, place } = findPlace(platforms, input);
        return platform.suggest(as, place, { name: input.name, options: input.options, focused: input.focused });
      },
    ),
  ];
}

function answering(platforms: readonly LocalPlatform[]): Route[] {
  return [
    route('POST /press', z.strictObject({ ...acting, message: z.string(), button: z.string() }), (input) => {
      const { platform, as } = findPerson(platforms, input);
      return platform.press(as, input.message, input.button);
    }),
    route(
      'POST /choose',
      z.strictObject({ ...acting, message: z.string(), menu: z.string(), values: z.array(z.string()) }),
      (input) => {
        const { platform, as } = findPerson(platforms, input);
        return platform.choose(as, input.message, input.menu, input.values);
      },
    ),
    route('POST /submit', z.strictObject({ ...acting, form: z.string(), values: words }), (input) => {
      const { platform, as } = findPerson(platforms, input);
      return platform.submit(as, input.form, input.values);
    }),
    route('POST /close-form', z.strictObject({ ...acting, form: z.string() }), (input) => {
      const { platform, as } = findPerson(platforms, input);
      platform.closeForm(as, input.form);
      return {};
    }),
  ];
}

function seeing(platforms: readonly LocalPlatform[]): Route[] {
  return [
    route('GET /channel', z.strictObject(actingIn), (input) => {
      const { platform, as, place } = findPlace(platforms, input);
      return platform.channel(as, place);
    }),
    route('GET /direct-messages', z.strictObject(acting), (input) => {
      const { platform, as } = findPerson(platforms, input);
      return platform.directMessages(as);
    }),
    route('GET /forms', z.strictObject(acting), (input) => {
      const { platform, as } = findPerson(platforms, input);
      return platform.forms(as);
    }),
  ];
}

function findPlace(
  platforms: readonly LocalPlatform[],
  input: z.output<z.ZodObject<typeof actingIn>>,
): { platform: LocalPlatform; as: string; place: Place } {
  const { platform, as, space } = findPersonIn(platforms, input);
  return { platform, as, place: { space: space.id, channel: findChannel(space, input.channel) } };
}
