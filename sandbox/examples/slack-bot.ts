import { App } from '@slack/bolt';

/** A bare bot on Slack, by Socket Mode: it answers `/coffee` so that only the asker sees it. */
export async function startSlackBot(slackApiUrl: string, token: string, appToken: string): Promise<App> {
  const app = new App({ token, appToken, socketMode: true, clientOptions: { slackApiUrl } });
  app.command('/coffee', async ({ ack }) => ack('There is coffee.'));
  await app.start();
  return app;
}
