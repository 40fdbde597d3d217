import type { Json } from '../objects.ts';
import { compact, type Fields, lengthOf } from './form.ts';

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
const ALL_EMBEDS_MAX = 6000;
const WEB = ['http', 'https'];
const PICTURE = [...WEB, 'attachment'];

export function readEmbeds(fields: Fields): Json[] | undefined {
  const embeds = fields.objects('embeds', { max: 10 })?.map(readEmbed);
  if (embeds && embeds.reduce((sum, embed) => sum + sizeOf(embed), 0) > ALL_EMBEDS_MAX) {
    fields.error('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${ALL_EMBEDS_MAX}`);
  }
  return embeds;
}

function readEmbed(fields: Fields): Json {
  return compact<Json>({
    type: 'rich',
    title: fields.text('title', { max: 256, trim: true }),
    description: fields.text('description', { max: 4096, trim: true }),
    url: fields.url('url', WEB, { max: 2048 }),
    color: fields.integer('color', { min: 0, max: 0xffffff }),
    timestamp: readTimestamp(fields),
    footer: readPart(fields, 'footer', (footer) => ({
      text: footer.text('text', { max: 2048, required: true, trim: true }),
      icon_url: footer.url('icon_url', PICTURE, { max: 2048 }),
    })),
    author: readPart(fields, 'author', (author) => ({
      name: author.text('name', { max: 256, required: true, trim: true }),
      url: author.url('url', WEB, { max: 2048 }),
      icon_url: author.url('icon_url', PICTURE, { max: 2048 }),
    })),
    image: readPart(fields, 'image', (image) => ({ url: image.url('url', PICTURE, { max: 2048, required: true }) })),
    thumbnail: readPart(fields, 'thumbnail', (image) => ({
      url: image.url('url', PICTURE, { max: 2048, required: true }),
    })),
    fields: fields.objects('fields', { max: 25 })?.map((field) => ({
      name: field.text('name', { min: 1, max: 256, required: true, trim: true }),
      value: field.text('value', { min: 1, max: 1024, required: true, trim: true }),
      inline: field.boolean('inline') ?? false,
    })),
  });
}

function readPart(fields: Fields, name: string, read: (part: Fields) => Json): Json | undefined {
  const part = fields.object(name);
  return part && compact<Json>(read(part));
}

function readTimestamp(fields: Fields): string | undefined {
  const text = fields.text('timestamp');
  if (text === undefined || !Number.isNaN(Date.parse(text))) return text;
  return fields.error('timestamp', 'DATE_TIME_TYPE_PARSE', `Could not parse ${text}. Should be ISO8601.`);
}

function sizeOf(embed: Json): number {
  const { title, description, footer, author, fields } = embed as {
    title?: string;
    description?: string;
    footer?: { text?: string };
    author?: { name?: string };
    fields?: { name?: string; value?: string }[];
  };
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...(fields ?? []).flatMap((field) => [field.name, field.value]),
  ];
  return texts.reduce((sum, text) => sum + lengthOf(text ?? ''), 0);
}
