import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { webApi } from '@slack/bolt';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Directory } from '../../src/slack/directory.ts';

/** Answers as Slack does about people of several workspaces, in channels that these share. */
let server: Server;
let directory: Directory;
const users: Record<string, object> = {
  OURS: { is_admin: true, team_id: 'T1' },
  THEIRS: { is_admin: true, is_owner: true, is_primary_owner: true, team_id: 'T2' },
  STRANGER: { is_owner: true, team_id: 'T2', is_stranger: true },
  GRID: { is_admin: true, team_id: 'T3', enterprise_user: { enterprise_id: 'E1', teams: ['T3', 'T1'] } },
  ELSEWHERE: { is_admin: true, team_id: 'T3', enterprise_user: { enterprise_id: 'E1', teams: ['T3'] } },
  OTHER_GRID: { is_admin: true, team_id: 'T4', enterprise_user: { enterprise_id: 'E9', teams: ['T4'] } },
  SILENT: { is_admin: true },
};

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const id = new URLSearchParams(body).get('user') ?? '';
    const answer = request.url?.includes('users.info') ? { user: { id, ...users[id] } } : { usergroups: [] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, ...answer }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const web = new webApi.WebClient('xoxb-1', { slackApiUrl: `http://127.0.0.1:${port}/api/` });
  directory = new Directory(web, { team: 'T1', enterprise: 'E1', teamName: 'RÅ' }, pino({ level: 'silent' }));
});
afterAll(() => server.close());

test.each([
  ['OURS', true],
  ['GRID', true],
  ['SILENT', true],
  ['THEIRS', false],
  ['STRANGER', false],
  ['ELSEWHERE', false],
  ['OTHER_GRID', false],
])('%s manages our workspace: %s', async (user, manages) => {
  expect((await directory.member(user)).mayManage).toBe(manages);
});
