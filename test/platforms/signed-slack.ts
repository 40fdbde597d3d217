import { createHmac } from 'node:crypto';

/** Address at which a bot takes what Slack sends over HTTP. */
export interface Door {
  port: number;
  secret: string;
}

export const FORM = 'application/x-www-form-urlencoded';

/** Delivers as Slack does. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export async function deliverSigned(
  { port, secret }: Door,
  body: string,
  type = FORM,
): Promise<{ status: number; text: string }> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const headers = { 'content-type': type, 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature };
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers, body });
  return { status: response.status, text: await response.text() };
}
