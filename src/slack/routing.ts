import { z } from 'zod';

/** The place in which the app is installed: a workspace, perhaps of an organisation with many. */
export interface Installed {
  self: { team: string; enterprise?: string };
}

const id = z.string().min(1).nullish().catch(undefined);
const within = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish().catch(undefined);

/** Words of payloads about where they come from, in the fields that Slack documents. */
const payload = z.object({
  authorizations: z
    .array(z.object({ team_id: id, enterprise_id: id }))
    .catch([])
    .default([]),
  context_team_id: id,
  context_enterprise_id: id,
  team_id: id,
  enterprise_id: id,
  view: within({ app_installed_team_id: id }),
  team: within({ id, enterprise_id: id }),
  enterprise: within({ id }),
  user: within({ team_id: id }),
});

type Payload = z.output<typeof payload>;

/**
 * Finds whose a payload is, among the workspaces in which the app is installed. In a channel that workspaces share
 * (Slack Connect), people of another one use the app too: what is asked for is where the app is, not where the person
 * is. Events tell that in `authorizations`, modals in `view.app_installed_team_id`, presses in `team`.
 * https://docs.slack.dev/apis/events-api/#authorizations, https://docs.slack.dev/apis/slack-connect
 * @returns undefined when the app serves none of the workspaces that the payload names
 */
export function installedFor<One extends Installed>(body: unknown, installed: readonly One[]): One | undefined {
  const parsed = payload.safeParse(body);
  if (!parsed.success) return undefined;
  const teams = teamsIn(parsed.data);
  for (const team of teams) {
    const found = installed.find(({ self }) => self.team === team);
    if (found) return found;
  }
  const enterprises = enterprisesIn(parsed.data);
  const [only, ...others] =
    teams.length + enterprises.length === 0
      ? installed
      : // An organisation may name another of its workspaces. With two of it installed there is no telling which.
        installed.filter(({ self }) => self.enterprise !== undefined && enterprises.includes(self.enterprise));
  return others.length === 0 ? only : undefined;
}

/** @returns the workspaces that a payload names, the surest first */
function teamsIn({ authorizations, context_team_id, team_id, view, team, user }: Payload): string[] {
  return present([
    ...authorizations.map((one) => one.team_id),
    view?.app_installed_team_id,
    context_team_id,
    team_id,
    // Where the person is at home says something only when nothing says where the app is.
    team ? team.id : user?.team_id,
  ]);
}

function enterprisesIn({ authorizations, context_enterprise_id, enterprise_id, enterprise, team }: Payload): string[] {
  return present([
    ...authorizations.map((one) => one.enterprise_id),
    context_enterprise_id,
    enterprise_id,
    enterprise?.id,
    team?.enterprise_id,
  ]);
}

function present(ids: readonly (string | null | undefined)[]): string[] {
  return ids.filter((one) => typeof one === 'string');
}
