import type { IncomingMessage } from 'node:http';
import type { Upload } from '../posting.ts';
import { asObject } from '../validate/message.ts';
import { badJson, tooLarge } from './errors.ts';

/** https://docs.discord.com/developers/reference#uploading-files */
const REQUEST_MAX = 25 * 1024 * 1024;
const FILE_MAX = 10 * 1024 * 1024;
const FILES_MAX = 10;

export interface Body {
  json: unknown;
  files: Upload[];
}

/** Reads JSON, or a form with `payload_json` and files. @throws {ApiError} 50109, 40005 */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const bytes = await readBytes(request);
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return readForm(bytes, type);
  return { json: bytes.length === 0 ? undefined : parse(bytes.toString()), files: [] };
}

function readBytes(request: IncomingMessage): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= REQUEST_MAX) chunks.push(chunk);
  });
  request.on('end', () => (size > REQUEST_MAX ? reject(tooLarge()) : resolve(Buffer.concat(chunks))));
  request.on('error', reject);
  return promise;
}

async function readForm(bytes: Buffer, type: string): Promise<Body> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
    .formData()
    .catch(() => Promise.reject(badJson()));
  const payload = form.get('payload_json');
  const json = typeof payload === 'string' ? parse(payload) : {};
  const files: Upload[] = [];
  for (const [name, value] of form) {
    if (typeof value === 'string' || !name.startsWith('files[')) continue;
    const content = Buffer.from(await value.arrayBuffer());
    if (content.length > FILE_MAX) throw tooLarge();
    const description = descriptionOf(json, name.slice('files['.length, -1));
    const upload = { filename: value.name, type: value.type || 'application/octet-stream', content };
    files.push(description === undefined ? upload : { ...upload, description });
  }
  if (files.length > FILES_MAX) throw tooLarge();
  return { json, files };
}

/** `attachments` describe the files, by the n of `files[n]`; in a callback they stand in `data`. */
function descriptionOf(json: unknown, n: string): string | undefined {
  const body = asObject(json);
  const list = body.attachments ?? asObject(body.data).attachments;
  const found = Array.isArray(list) ? list.map(asObject).find(({ id }) => String(id) === n) : undefined;
  return typeof found?.description === 'string' ? found.description : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badJson();
  }
}
