import { type Node, NodeType, parse } from 'slack-message-parser';
import { html, type View } from '../html.ts';
import { useReader } from '../parts/half-context.ts';
import { useSpeech } from '../say.ts';
import { DateView } from './date.ts';
import { Lines } from './lines.ts';

/** Words in Slack's mark-up: https://docs.slack.dev/messaging/formatting-message-text */
export function Mrkdwn({ text }: { text: string }): View {
  return html`<${Nodes} nodes=${parse(text).children} />`;
}

function Nodes({ nodes }: { nodes: readonly Node[] }): View {
  return nodes.map((node) => html`<${NodeView} node=${node} />`);
}

function NodeView({ node }: { node: Node }): View {
  const { user, channel } = useReader();
  const { say } = useSpeech();
  switch (node.type) {
    case NodeType.Text:
      return html`<${Lines} text=${decoded(node.text)} />`;
    // Slack draws the names it knows; a time such as 18:30:00 has none.
    case NodeType.Emoji:
      return node.source;
    case NodeType.UserLink:
      return html`<span class="mention">@${user(node.userID) ?? labelOf(node) ?? say('unknown.user')}</span>`;
    case NodeType.ChannelLink:
      return html`<span class="mention">#${channel(node.channelID) ?? labelOf(node) ?? say('unknown.channel')}</span>`;
    case NodeType.URL:
      return html`<a href=${decoded(node.url)} target="_blank" rel="noreferrer">
        ${labelOf(node) ?? decoded(node.url).replace(/^mailto:/, '')}
      </a>`;
    case NodeType.Command:
      return html`<${CommandView} node=${node} />`;
    case NodeType.Code:
      return html`<code>${decoded(node.text)}</code>`;
    case NodeType.PreText:
      return html`<pre><code>${decoded(node.text)}</code></pre>`;
    case NodeType.Bold:
      return html`<strong><${Nodes} nodes=${node.children} /></strong>`;
    case NodeType.Italic:
      return html`<em><${Nodes} nodes=${node.children} /></em>`;
    case NodeType.Strike:
      return html`<s><${Nodes} nodes=${node.children} /></s>`;
    case NodeType.Quote:
      return html`<blockquote><${Nodes} nodes=${node.children} /></blockquote>`;
    case NodeType.Root:
      return html`<${Nodes} nodes=${node.children} />`;
  }
}

/** Draws what stands between "<!" and ">": a date, a user group, everyone. */
function CommandView({ node }: { node: Extract<Node, { type: NodeType.Command }> }): View {
  const { role } = useReader();
  const { say } = useSpeech();
  const { name, arguments: given } = node;
  const label = labelOf(node);
  if (name === 'date') {
    const [seconds = '', format = '', url] = given;
    return html`<${DateView} seconds=${seconds} format=${decoded(format)} url=${url} fallback=${label ?? node.source} />`;
  }
  if (name === 'subteam')
    return html`<span class="mention">@${role(given[0] ?? '') ?? label ?? say('unknown.role')}</span>`;
  return html`<span class="mention">@${name}</span>`;
}

/** The words after "|", as they stand. */
function labelOf({ source }: { source: string }): string | undefined {
  const bar = source.indexOf('|');
  return bar < 0 ? undefined : decoded(source.slice(bar + 1, -1));
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
