import { drawDate } from './dates.ts';
import { groupName, nameOf, type Reader, unseenLeftOut } from './draw.ts';
import { type Json, objectsOf, stringOf } from './json.ts';

/** @returns the words of a rich_text block as they are read. Nothing in it is mark-up, and there are no entities. */
export function drawRich(block: Json, reader: Reader): string {
  return unseenLeftOut(
    objectsOf(block.elements)
      .map((part) => drawPart(part, reader))
      .join('\n'),
  );
}

function drawPart(part: Json, reader: Reader): string {
  const elements = objectsOf(part.elements);
  if (part.type !== 'rich_text_list') return elements.map((element) => drawElement(element, reader)).join('');
  return elements.map((item) => drawPart(item, reader)).join('\n');
}

function drawElement(element: Json, reader: Reader): string {
  const { team } = reader.person;
  switch (element.type) {
    case 'link':
      return stringOf(element.text) || stringOf(element.url);
    case 'date': {
      const { locale, zone } = reader.person;
      const drawn = drawDate(String(element.timestamp), stringOf(element.format), { locale, zone, now: reader.now });
      return drawn ?? stringOf(element.fallback);
    }
    case 'user':
      return `@${nameOf(team, stringOf(element.user_id))}`;
    case 'usergroup':
      return groupName(team, stringOf(element.usergroup_id)) ?? '@user-group';
    case 'channel':
      return `#${team.channels.find(({ id }) => id === element.channel_id)?.name ?? 'private channel'}`;
    case 'broadcast':
      return `@${stringOf(element.range)}`;
    case 'emoji':
      return emoji(element);
    case 'color':
      return stringOf(element.value);
    default:
      return stringOf(element.text);
  }
}

/** `unicode` is the code points in hexadecimal, parted by "-". */
function emoji({ name, unicode }: Json): string {
  const points = stringOf(unicode).split('-').filter(Boolean);
  if (points.length === 0) return `:${stringOf(name)}:`;
  return String.fromCodePoint(...points.map((point) => Number.parseInt(point, 16)));
}
