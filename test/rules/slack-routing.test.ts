import { describe, expect, it } from 'vitest';
import { installedFor } from '../../src/slack/routing.ts';

const north = { self: { team: 'T1' } };
const south = { self: { team: 'T2' } };
const both = [north, south];
/** A press as Slack tells it; "T9" is a workspace that does not have the app. */
const press = (team: object | null, user: object) => ({ type: 'block_actions', team, user: { id: 'U1', ...user } });

describe('the workspace of a payload', () => {
  it.each([
    ['a command', { team_id: 'T2', user_id: 'U1' }],
    ['a press', press({ id: 'T2', domain: 'syd' }, { team_id: 'T2' })],
    ['an event', { team_id: 'T2', context_team_id: 'T2', authorizations: [{ team_id: 'T2', enterprise_id: null }] }],
    ['a modal', { type: 'view_submission', team: { id: 'T2' }, user: { team_id: 'T2' }, view: {} }],
  ])('is the one it comes from: %s', (_what, body) => {
    expect(installedFor(body, both)).toBe(south);
  });

  it.each([
    ['a press', press({ id: 'T2' }, { team_id: 'T9' })],
    ['a press by somebody of another workspace with the app', press({ id: 'T2' }, { team_id: 'T1' })],
    ['a modal', { team: { id: 'T9' }, user: { team_id: 'T9' }, view: { app_installed_team_id: 'T2' } }],
    ['a modal of another workspace with the app', { team: { id: 'T1' }, view: { app_installed_team_id: 'T2' } }],
    ['an event', { team_id: 'T9', authorizations: [{ team_id: 'T2' }] }],
    ['an event told by its context', { team_id: 'T1', context_team_id: 'T2', authorizations: [] }],
  ])('is where the app is installed when a guest in a shared channel uses it: %s', (_what, body) => {
    expect(installedFor(body, both)).toBe(south);
  });

  it('is none when the app has no token for it, although there is only one token', () => {
    expect(installedFor({ team_id: 'T9' }, both)).toBeUndefined();
    expect(installedFor({ team_id: 'T9' }, [north])).toBeUndefined();
    expect(installedFor(press({ id: 'T9' }, { team_id: 'T1' }), both)).toBeUndefined();
  });

  it('is the only one when the payload names none, and none when there are several', () => {
    expect(installedFor({ type: 'view_closed' }, [north])).toBe(north);
    expect(installedFor({ type: 'view_closed' }, both)).toBeUndefined();
  });

  it('is the organisation’s only workspace with the app when another of the organisation is named', () => {
    const inOrganisation = { self: { team: 'T3', enterprise: 'E1' } };
    const body = { ...press({ id: 'T9', enterprise_id: 'E1' }, {}), enterprise: { id: 'E1' } };
    expect(installedFor(body, [...both, inOrganisation])).toBe(inOrganisation);
    expect(installedFor(body, [inOrganisation, { self: { team: 'T4', enterprise: 'E1' } }])).toBeUndefined();
    expect(installedFor(press(null, { team_id: 'T3' }), [...both, inOrganisation])).toBe(inOrganisation);
  });

  it.each([null, 'text', [], { team: 'T1', view: 5, authorizations: {} }])('is none for %j', (body) => {
    expect(installedFor(body, both)).toBeUndefined();
  });
});
