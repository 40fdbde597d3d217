/** Types of components: https://docs.discord.com/developers/components/reference#component-object-component-types */
export const ROW = 1;
export const BUTTON = 2;
export const STRING_SELECT = 3;
export const TEXT_INPUT = 4;
export const USER_SELECT = 5;
export const ROLE_SELECT = 6;
export const MENTIONABLE_SELECT = 7;
export const CHANNEL_SELECT = 8;
export const SECTION = 9;
export const TEXT_DISPLAY = 10;
export const THUMBNAIL = 11;
export const MEDIA_GALLERY = 12;
export const FILE = 13;
export const SEPARATOR = 14;
export const CONTAINER = 17;
export const LABEL = 18;
export const FILE_UPLOAD = 19;
export const RADIO_GROUP = 21;
export const CHECKBOX_GROUP = 22;
export const CHECKBOX = 23;

export const SELECTS: readonly number[] = [STRING_SELECT, USER_SELECT, ROLE_SELECT, MENTIONABLE_SELECT, CHANNEL_SELECT];
export const LINK_STYLE = 5;
export const PREMIUM_STYLE = 6;

export interface Emoji {
  id?: string;
  name?: string;
  animated?: boolean;
}

export interface SelectOption {
  label: string;
  value: string;
  description?: string;
  emoji?: Emoji;
  default?: boolean;
}

/** Any component, checked, as it is kept and handed out: each type has some of the fields. */
export interface Component {
  type: number;
  /** Unique in its message; 0 until it is given one. */
  id: number;
  custom_id?: string;
  components?: Component[];
  accessory?: Component;
  component?: Component;
  style?: number;
  label?: string;
  description?: string | null;
  emoji?: Emoji;
  url?: string;
  sku_id?: string;
  disabled?: boolean;
  content?: string;
  options?: SelectOption[];
  placeholder?: string;
  min_values?: number;
  max_values?: number;
  required?: boolean;
  default_values?: { id: string; type: string }[];
  channel_types?: number[];
  min_length?: number;
  max_length?: number;
  value?: string;
  default?: boolean;
  items?: { media: { url: string }; description?: string | null; spoiler?: boolean }[];
  media?: { url: string };
  file?: { url: string };
  accent_color?: number | null;
  spoiler?: boolean;
  divider?: boolean;
  spacing?: number;
}

/** @returns every component with those nested in it, in the order in which they are read */
export function walk(components: readonly Component[]): Component[] {
  const all: Component[] = [];
  for (const component of components) {
    all.push(component);
    if (component.components) all.push(...walk(component.components));
    if (component.accessory) all.push(...walk([component.accessory]));
    if (component.component) all.push(...walk([component.component]));
  }
  return all;
}

/** Numbers the components that have no id of their own, in order and past the ids that are taken. */
export function number(components: readonly Component[]): void {
  const all = walk(components);
  const taken = new Set(all.map(({ id }) => id));
  let next = 1;
  for (const component of all) {
    if (component.id !== 0) continue;
    while (taken.has(next)) next += 1;
    component.id = next;
    next += 1;
  }
}
