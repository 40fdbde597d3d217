import { type Inline, pieces, type Text } from '../../chat/text.ts';

/**
 * @returns the words alone, for the hint below a field, which takes no mark-up. Commands are in the reader's language. Times are
 * those of the community's zone, and whoever is mentioned is left out.
 */
export function plainText(text: Text): string {
  return pieces(text)
    .map((piece) => (typeof piece === 'string' ? piece : plainInline(piece)))
    .join('');
}

function plainInline(inline: Inline): string {
  switch (inline.type) {
    case 'time':
      return inline.fallback;
    case 'command':
      return `/${inline.localName} ${inline.subcommand}`.trim();
    case 'account':
    case 'channel':
    case 'role':
      return '…';
    default:
      return plainText(inline.text);
  }
}
