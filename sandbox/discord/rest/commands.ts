import { type Command, commandJson, GLOBAL } from '../commands.ts';
import type { Core } from '../core.ts';
import { readCommand, readCommands } from '../validate/commands.ts';
import { mustBeOwn } from './access.ts';
import { missingAccess, unknownCommand } from './errors.ts';
import type { Call, Reply, Route } from './router.ts';

/** https://docs.discord.com/developers/interactions/application-commands#endpoints, global and of one server */
export function commandRoutes(): Route[] {
  return ['/applications/:application', '/applications/:application/guilds/:guild'].flatMap((base): Route[] => [
    { method: 'GET', path: `${base}/commands`, does: list },
    { method: 'PUT', path: `${base}/commands`, does: replace },
    { method: 'POST', path: `${base}/commands`, does: create },
    { method: 'GET', path: `${base}/commands/:command`, does: getOne },
    { method: 'PATCH', path: `${base}/commands/:command`, does: change },
    { method: 'DELETE', path: `${base}/commands/:command`, does: destroy },
  ]);
}

function list({ core, params, query }: Call): Reply {
  const translations = ['true', '1'].includes(query.get('with_localizations') ?? '');
  const commands = core.commands.in(scopeOf(core, params));
  return {
    status: 200,
    body: commands.map((command) => commandJson(core.world.application.id, command, translations)),
  };
}

function replace({ core, params, body }: Call): Reply {
  const scope = scopeOf(core, params);
  return { status: 200, body: core.commands.replace(scope, readCommands(body)).map((command) => json(core, command)) };
}

function create({ core, params, body }: Call): Reply {
  const { command, created } = core.commands.upsert(scopeOf(core, params), readCommand(body));
  return { status: created ? 201 : 200, body: json(core, command) };
}

function getOne({ core, params }: Call): Reply {
  return { status: 200, body: json(core, commandOf(core, params)) };
}

function change({ core, params, body }: Call): Reply {
  const before = commandOf(core, params);
  return {
    status: 200,
    body: json(core, core.commands.change(scopeOf(core, params), before, readCommand(body, before))),
  };
}

function destroy({ core, params }: Call): Reply {
  core.commands.remove(scopeOf(core, params), commandOf(core, params));
  return { status: 204 };
}

/** @throws {ApiError} 20012, 50001 for a server that the bot is not in */
function scopeOf(core: Core, params: Record<string, string>): string {
  mustBeOwn(core, params.application);
  const guild = params.guild;
  if (guild === undefined) return GLOBAL;
  if (!core.world.guilds.get(guild)?.installed) throw missingAccess();
  return guild;
}

function commandOf(core: Core, params: Record<string, string>): Command {
  const command = core.commands.in(scopeOf(core, params)).find(({ id }) => id === params.command);
  if (!command) throw unknownCommand();
  return command;
}

function json(core: Core, command: Command) {
  return commandJson(core.world.application.id, command, true);
}
