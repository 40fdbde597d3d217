import names from './generated/names.json' with { type: 'json' };

const EMOJI: ReadonlyMap<string, string> = new Map(Object.entries(names));

/** ":tada:", ":wave::skin-tone-3:". After a digit it is a time of day, after a slash a part of an address. */
const SHORTCODE = /(?<![\d/]):([a-z0-9_+'-]{1,60}):(?::skin-tone-([2-6]):)?/g;

/** Tones count from 2 on Slack; U+1F3FB is the lightest. */
const LIGHTEST = 0x1f3fb;

/**
 * Puts emoji where Slack sends their names: it does so for what is typed after a command and in forms, also when people
 * typed or chose the emoji itself. Names of a workspace's own emoji stay, since no other place has them.
 */
export function withEmoji(text: string): string {
  return text.replace(SHORTCODE, (typed, name: string, tone: string | undefined, at: number) => {
    // "a:b:c" is no blood type.
    if (name.length === 1 && /\p{L}/u.test(text.charAt(at - 1))) return typed;
    const emoji = EMOJI.get(name);
    if (!emoji) return typed;
    return tone ? withTone(emoji, Number(tone)) : emoji;
  });
}

/** A tone follows the first person in an emoji, in place of the sign that asks for colour. */
function withTone(emoji: string, tone: number): string {
  const modifier = String.fromCodePoint(LIGHTEST + tone - 2);
  return emoji.replace(/(\p{Emoji_Modifier_Base})\uFE0F?/u, `$1${modifier}`);
}
