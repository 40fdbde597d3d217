import * as types from '../components.ts';
import { type Component, number, SELECTS, walk } from '../components.ts';
import { compact, type Fields, lengthOf } from './form.ts';
import { readEmoji, readSelect } from './selects.ts';

const { BUTTON, CONTAINER, FILE, MEDIA_GALLERY, ROW, SECTION, SEPARATOR, TEXT_DISPLAY, THUMBNAIL } = types;

/** https://docs.discord.com/developers/components/reference; the total of texts: discord-api-docs#8562 */
const COMPONENTS_MAX = 40;
const TEXT_TOTAL_MAX = 4000;
const LEGACY_ROWS_MAX = 5;
const ROW_WIDTH = 5;
/**
 * Observed, not documented (discord-api-docs#8554): above this many UTF-8 bytes of text, with 12 for each text display,
 * Discord fails with status 500.
 */
const PROCESSED_BYTES_MAX = 10_170;
const PROCESSED_BYTES_EACH = 12;

const IN_ROW = [BUTTON, ...SELECTS];
const IN_CONTAINER = [ROW, SECTION, TEXT_DISPLAY, MEDIA_GALLERY, FILE, SEPARATOR];
const AT_TOP = [...IN_CONTAINER, CONTAINER];

/**
 * Reads a message's components, checked and numbered.
 * @param v2 the message has the flag IS_COMPONENTS_V2
 */
export function readComponents(fields: Fields, v2: boolean): Component[] | undefined {
  const list = fields.objects('components', v2 ? {} : { max: LEGACY_ROWS_MAX });
  if (!list) return undefined;
  const components = readEach(list, v2 ? AT_TOP : [ROW]);
  if (v2) checkTotals(fields, components);
  checkUnique(fields, components);
  number(components);
  return components;
}

/** @returns whether Discord's own server would break on these texts */
export function breaksDiscord(components: readonly Component[]): boolean {
  const texts = walk(components).filter(({ type }) => type === TEXT_DISPLAY);
  const bytes = texts.reduce((sum, { content = '' }) => sum + Buffer.byteLength(content) + PROCESSED_BYTES_EACH, 0);
  return bytes > PROCESSED_BYTES_MAX;
}

/** Custom ids and ids, each once; @param fields the object that has `components` */
export function checkUnique(fields: Fields, components: readonly Component[]): void {
  const customIds = new Set<string>();
  const ids = new Set<number>();
  for (const { component, path } of withPaths(components, [...fields.path, 'components'])) {
    if (component.custom_id !== undefined && customIds.has(component.custom_id)) {
      fields.errors.add(
        [...path, 'custom_id'],
        'COMPONENT_CUSTOM_ID_DUPLICATED',
        'Component custom id cannot be duplicated',
      );
    }
    if (component.custom_id !== undefined) customIds.add(component.custom_id);
    if (component.id !== 0 && ids.has(component.id)) {
      fields.errors.add([...path, 'id'], 'COMPONENT_ID_DUPLICATED', 'Component id cannot be duplicated');
    }
    ids.add(component.id);
  }
}

/** @returns the component's type, or undefined with an error when it may not stand here */
export function readType(fields: Fields, allowed: readonly number[]): number | undefined {
  const type = fields.integer('type', { required: true });
  if (type === undefined || allowed.includes(type)) return type;
  const list = allowed.length === 1 ? `${allowed[0]},` : [...allowed].sort((a, b) => a - b).join(', ');
  return fields.error('type', 'UNION_TYPE_CHOICES', `Value of field "type" must be one of (${list}).`);
}

export function readId(fields: Fields): number {
  return fields.integer('id', { min: 0, max: 2 ** 31 - 1 }) ?? 0;
}

export function readTextDisplay(fields: Fields): Partial<Component> {
  return { content: fields.text('content', { min: 1, max: TEXT_TOTAL_MAX, required: true }) ?? '' };
}

const READERS: Record<number, (fields: Fields) => Partial<Component>> = {
  [ROW]: readRow,
  [BUTTON]: readButton,
  [SECTION]: readSection,
  [TEXT_DISPLAY]: readTextDisplay,
  [THUMBNAIL]: (fields) => ({ media: readMedia(fields, 'media'), ...readMediaDetails(fields) }),
  [MEDIA_GALLERY]: (fields) => ({
    items: (fields.objects('items', { min: 1, max: 10, required: true }) ?? []).map((item) => ({
      media: readMedia(item, 'media'),
      ...readMediaDetails(item),
    })),
  }),
  [FILE]: (fields) => ({
    file: readMedia(fields, 'file', ['attachment']),
    spoiler: fields.boolean('spoiler') ?? false,
  }),
  [SEPARATOR]: (fields) => ({
    divider: fields.boolean('divider') ?? true,
    spacing: fields.choice('spacing', [1, 2]) ?? 1,
  }),
  [CONTAINER]: (fields) => ({
    accent_color: fields.integer('accent_color', { min: 0, max: 0xffffff }) ?? null,
    spoiler: fields.boolean('spoiler') ?? false,
    components: readEach(
      fields.objects('components', { min: 1, max: COMPONENTS_MAX, required: true }) ?? [],
      IN_CONTAINER,
    ),
  }),
};

function readEach(list: readonly Fields[], allowed: readonly number[]): Component[] {
  return list.flatMap((fields) => {
    const component = readOne(fields, allowed);
    return component ? [component] : [];
  });
}

function readOne(fields: Fields, allowed: readonly number[]): Component | undefined {
  const type = readType(fields, allowed);
  if (type === undefined) return undefined;
  const reader = SELECTS.includes(type) ? (select: Fields) => readSelect(select, type, 'message') : READERS[type];
  return compact<Component>({ type, id: readId(fields), ...reader?.(fields) });
}

function readRow(fields: Fields): Partial<Component> {
  const list = fields.objects('components', { min: 1, max: ROW_WIDTH, required: true }) ?? [];
  const components = readEach(list, IN_ROW);
  if (components.length > 1) {
    for (const [index, { type }] of components.entries()) {
      if (type === BUTTON) continue;
      fields.errors.add(
        [...fields.path, 'components', index],
        'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
        'The specified component exceeds the maximum width',
      );
    }
  }
  return { components };
}

function readSection(fields: Fields): Partial<Component> {
  const accessory = fields.object('accessory', { required: true });
  const read = accessory && readOne(accessory, [BUTTON, THUMBNAIL]);
  const list = fields.objects('components', { min: 1, max: 3, required: true }) ?? [];
  return { components: readEach(list, [TEXT_DISPLAY]), ...(read ? { accessory: read } : {}) };
}

function readButton(fields: Fields): Partial<Component> {
  const style = fields.choice('style', [1, 2, 3, 4, types.LINK_STYLE, types.PREMIUM_STYLE], { required: true });
  const link = style === types.LINK_STYLE;
  const premium = style === types.PREMIUM_STYLE;
  const customId = fields.text('custom_id', { min: 1, max: 100 });
  const url = fields.url('url', ['http', 'https', 'discord'], { max: 512, required: link });
  if (fields.has('custom_id') && fields.has('url')) {
    fields.error(
      'custom_id',
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      'A custom id and url cannot both be specified',
    );
  }
  if (!link && !premium && !fields.has('custom_id')) {
    fields.error('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
  }
  const label = fields.text('label', { max: 80 });
  const emoji = readEmoji(fields);
  if (!premium && !label && !fields.has('emoji') && !(fields.has('label') && label === undefined)) {
    fields.errors.required([...fields.path, 'label']);
  }
  const disabled = fields.boolean('disabled') || undefined;
  const skuId = fields.snowflake('sku_id', { required: premium });
  return compact<Partial<Component>>({ style, custom_id: customId, label, emoji, url, sku_id: skuId, disabled });
}

function readMedia(fields: Fields, name: string, schemes = ['http', 'https', 'attachment']): { url: string } {
  return { url: fields.object(name, { required: true })?.url('url', schemes, { max: 2048, required: true }) ?? '' };
}

function readMediaDetails(fields: Fields): { description: string | null; spoiler: boolean } {
  return {
    description: fields.text('description', { max: 1024 }) ?? null,
    spoiler: fields.boolean('spoiler') ?? false,
  };
}

function checkTotals(fields: Fields, components: readonly Component[]): void {
  const all = walk(components);
  if (all.length > COMPONENTS_MAX) {
    fields.error(
      'components',
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `Total number of components exceeds maximum of ${COMPONENTS_MAX}`,
    );
  }
  const text = all.reduce((sum, { type, content = '' }) => sum + (type === TEXT_DISPLAY ? lengthOf(content) : 0), 0);
  if (text > TEXT_TOTAL_MAX) {
    fields.error(
      'components',
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Components displayable text size exceeds maximum size of ${TEXT_TOTAL_MAX}`,
    );
  }
}

type Place = readonly (string | number)[];

function* withPaths(components: readonly Component[], path: Place): Generator<{ component: Component; path: Place }> {
  for (const [index, component] of components.entries()) {
    const here = [...path, index];
    yield { component, path: here };
    yield* withPaths(component.components ?? [], [...here, 'components']);
    for (const name of ['accessory', 'component'] as const) {
      const child = component[name];
      if (child) yield { component: child, path: [...here, name] };
    }
  }
}
