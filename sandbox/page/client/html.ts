import htm from 'htm';
import { type ComponentChildren, h } from 'preact';

/** Anything that a component returns. Texts in it are never read as HTML. */
export type View = ComponentChildren;

type Template = (strings: TemplateStringsArray, ...values: unknown[]) => View;

/** Its types are written for another module system than its code. */
const templates = htm as unknown as { bind(create: typeof h): Template };

/** Templates that browsers read as they are: no build step. https://github.com/developit/htm */
export const html = templates.bind(h);
