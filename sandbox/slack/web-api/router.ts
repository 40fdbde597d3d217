import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Team } from '../directory.ts';
import { type Json, parsed } from '../json.ts';
import { TIERS } from '../rate-limits.ts';
import { Refusal } from '../refusal.ts';
import { type Reply, serve } from '../serve.ts';
import type { World } from '../world.ts';
import { Arguments, fieldsOf, readBody, whole } from './arguments.ts';
import { assertScope, type Call, type Method } from './call.ts';
import { METHODS } from './methods.ts';

/** Answers a call of the Web API. @param path "chat.postMessage?channel=…", below /api/ */
export async function answerCall(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const [name = '', query = ''] = path.split('?');
  const body = await readBody(request);
  const read = readOnce(() => fieldsOf(request, query, whole(body)));
  await serve(world, {
    request,
    response,
    name,
    body: forRecord(read),
    work: () => run(world, name, read(), request.headers.authorization),
  });
}

/** A body that cannot be read is refused where the work is done, not where it is recorded. */
function readOnce(read: () => Json): () => Json {
  let fields: Json | undefined;
  return () => {
    fields ??= read();
    return fields;
  };
}

function run(world: World, name: string, fields: Json, authorization: string | undefined): Reply {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) throw new Refusal('unknown_method', { req_method: name });
  const args = new Arguments(fields);
  const token = /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] ?? args.text('token');
  const team = authenticate(world, method, token);
  const call = { world, team, args };
  const scopes = method.token === 'app' ? ['connections:write'] : world.settings.scopes(team.id);
  const headers = scopesTold(scopes, method);
  try {
    if (method.token !== 'app') assertScope(call, method.scopes);
    takeLimits(call, name, method);
    return { status: 200, headers, body: { ok: true, ...method.run(call) } };
  } catch (error) {
    if (error instanceof Refusal) error.headers = headers;
    throw error;
  }
}

/** @throws {Refusal} ratelimited */
function takeLimits(call: Call, name: string, { tier, limits }: Method): void {
  const { world, team } = call;
  for (const [key, rate] of [[`${name}/${team.id}`, TIERS[tier]] as const, ...(limits?.(call) ?? [])]) {
    const seconds = world.limits.take(key, rate);
    if (seconds !== undefined) throw new Refusal('ratelimited', {}, { status: 429, retryAfter: seconds });
  }
}

/**
 * @returns the workspace of the token; of an app's token the first one, which stands for the app
 * @throws {Refusal} not_authed, invalid_auth, not_allowed_token_type, account_inactive
 */
function authenticate(world: World, method: Method, token: string | undefined): Team {
  if (token === undefined) throw new Refusal('not_authed');
  const { directory } = world;
  const byApp = token === directory.application.appToken;
  const team = byApp ? directory.teams[0] : directory.teamOfToken(token);
  if (team === undefined) throw new Refusal('invalid_auth');
  if (byApp !== (method.token === 'app')) throw new Refusal('not_allowed_token_type');
  if (!byApp && !team.installed) throw new Refusal('account_inactive');
  return team;
}

/** Slack tells with each answer what the token may do, and what the method takes. */
function scopesTold(scopes: readonly string[] | undefined, method: Method): Record<string, string> {
  if (scopes === undefined) return {};
  const told = { 'x-oauth-scopes': scopes.join(',') };
  return method.scopes === undefined ? told : { ...told, 'x-accepted-oauth-scopes': method.scopes.join(',') };
}

function forRecord(read: () => Json): Json {
  try {
    const { token: _token, ...fields } = read();
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? unfolded(value) : value]),
    );
  } catch (error) {
    if (error instanceof Refusal) return {};
    throw error;
  }
}

/** Blocks and views come as JSON in a form: they are recorded as what they are. */
function unfolded(value: string): unknown {
  return /^[[{]/.test(value) ? (parsed(value) ?? value) : value;
}
