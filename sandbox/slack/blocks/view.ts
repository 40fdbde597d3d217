import { isJson, type Json, objectsOf } from '../json.ts';
import { Refusal, refusalOf } from '../refusal.ts';
import { viewBlocks } from './blocks.ts';
import { byType, type Check, every, flag, oneOf, shape, text, wrong } from './check.ts';
import { plain } from './objects.ts';

/** Views: https://docs.slack.dev/reference/views */

const shared: Record<string, Check> = {
  blocks: viewBlocks,
  private_metadata: text(3000, 0),
  callback_id: text(255, 0),
  external_id: text(255, 0),
};

const modal = shape(
  {
    type: oneOf('modal'),
    title: plain(24),
    close: plain(24),
    submit: plain(24),
    clear_on_close: flag,
    notify_on_close: flag,
    submit_disabled: flag,
    ...shared,
  },
  ['type', 'title', 'blocks'],
);

const home = shape({ type: oneOf('home'), ...shared }, ['type', 'blocks']);

const submitBesideInputs: Check = (value, at, found) => {
  if (!isJson(value) || value.type !== 'modal' || value.submit !== undefined) return;
  objectsOf(value.blocks).forEach((block, index) => {
    if (block.type !== 'input') return;
    wrong(found, `${at}/blocks/${index}/input`, 'must define `submit` to use an `input` block in modals');
  });
};

const checks = { modal: every(byType({ modal }), submitBesideInputs), home: byType({ home }) };

/** "Greater than 250kb", says the page; 250 × 1,024 here. */
const VIEW_BYTES_MAX = 256_000;

/** @throws {Refusal} invalid_arguments, view_too_large: https://docs.slack.dev/reference/methods/views.open */
export function checkedView(view: unknown, type: 'modal' | 'home'): Json {
  if (!isJson(view)) throw refusalOf('invalid_arguments', ['missing required field: view']);
  const found: string[] = [];
  checks[type](view, '/view', found);
  if (found.length > 0) throw refusalOf('invalid_arguments', found);
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_BYTES_MAX) throw new Refusal('view_too_large');
  return view;
}
