import type { IncomingMessage, ServerResponse } from 'node:http';
import { assertShowable, contentOf, isTrue } from './content.ts';
import { isJson, type Json, parsed } from './json.ts';
import { change, post, remove } from './publish.ts';
import { Refusal } from './refusal.ts';
import type { ReturnPath } from './response-urls.ts';
import { serve } from './serve.ts';
import { readBody } from './web-api/arguments.ts';
import type { World } from './world.ts';

/** Answers what is POSTed to a response_url. @param end the address below ".../response/" */
export async function answerResponse(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  end: string,
): Promise<void> {
  const text = (await readBody(request)) ?? '';
  const body = parsed(text);
  await serve(world, {
    request,
    response,
    name: 'response_url',
    body: body ?? text,
    work: () => {
      const path = world.responseUrls.use(end);
      try {
        if (!isJson(body)) throw new Refusal('invalid_payload');
        applyResponse(world, path, body);
      } catch (error) {
        // These addresses are webhooks, and webhooks tell errors by their status.
        if (error instanceof Refusal) throw new Refusal(error.code, error.detail, { status: 400 });
        throw error;
      }
      return { status: 200, body: path.source === undefined ? 'ok' : { ok: true } };
    },
  });
}

/**
 * Shows, replaces or deletes, as the payload says:
 * https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses
 * An answer to a press replaces the pressed message unless `replace_original` is false. The guide says so of answers in
 * threads and says otherwise in general: an app does well to state it always.
 * @throws {Refusal} for content that Slack does not take
 */
export function applyResponse(world: World, path: ReturnPath, payload: Json): void {
  const { source, channel, person, interaction } = path;
  const standing = source !== undefined && world.messages.get(source.ts) === source;
  const deletes = isTrue(payload.delete_original);
  if (deletes && standing) remove(world, source, interaction);
  const content = contentOf(payload);
  if (deletes && content.text === undefined && content.blocks === undefined) return;
  assertShowable(content);
  const replaces = payload.replace_original === undefined || isTrue(payload.replace_original);
  if (source !== undefined && replaces && !deletes) {
    if (standing) change(world, source, content, interaction);
    return;
  }
  const threadTs = typeof payload.thread_ts === 'string' ? { threadTs: payload.thread_ts } : {};
  const only = payload.response_type === 'in_channel' ? {} : { onlyFor: person };
  post(world, { channel, content, interaction, ...threadTs, ...only });
}
