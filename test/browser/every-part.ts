/** Ids that messages refer to. */
interface Ids {
  channel: string;
  person: string;
  role: string;
}

/** 26 November 2026, 17.30 in Copenhagen. */
const AT = 1_795_710_600;
const PICTURE = 'https://images.example/plakat.png';
const COMPONENTS_V2 = 1 << 15;

/** A message with each component: https://docs.discord.com/developers/components/reference */
export function everyComponent({ channel, person, role }: Ids): object {
  const text = (content: string) => ({ type: 10, content });
  const row = (...components: object[]) => ({ type: 1, components });
  const options = ['Beat', 'Strik', 'Brætspil'].map((label) => ({ label, value: label, description: `Om ${label}` }));
  return {
    flags: COMPONENTS_V2,
    components: [
      text('Halvvejs: █████░░░░░'),
      text('Uden for kortet: **fed**, *skrå*, __streg__, ~~væk~~ og `kode`'),
      {
        type: 17,
        accent_color: 0x2e9e5b,
        components: [
          text('## Åben scene'),
          text(`**Hvornår**\n<t:${AT}:F> (<t:${AT}:R>)\n**Hvem**\n<@${person}> og <@&${role}> i <#${channel}>`),
          text('> Et citat\n- Første\n- Anden\n1. Ét\n2. To\n-# Med småt'),
          text('[Læs mere](https://example.dk/mere) og \\*ikke skrå\\*\n```\nlinje af kode\n```'),
          { type: 14, spacing: 2 },
          {
            type: 9,
            components: [text('Med billede ved siden af')],
            accessory: { type: 11, media: { url: PICTURE }, description: 'Plakaten' },
          },
          {
            type: 9,
            components: [text('Med knap ved siden af')],
            accessory: { type: 2, style: 2, custom_id: 'ved', label: 'Ved siden af' },
          },
          { type: 12, items: [{ media: { url: PICTURE }, description: 'Scenen' }] },
          row(
            { type: 2, style: 1, custom_id: 'ja', label: 'Kommer' },
            { type: 2, style: 4, custom_id: 'nej', label: 'Aflys', emoji: { name: '🛑' } },
            { type: 2, style: 3, custom_id: 'lukket', label: 'Lukket', disabled: true },
            { type: 2, style: 5, url: 'https://example.dk', label: 'Hjemmeside' },
          ),
          row({ type: 3, custom_id: 'en', placeholder: 'Vælg én', options }),
          row({ type: 3, custom_id: 'flere', placeholder: 'Vælg flere', options, min_values: 1, max_values: 3 }),
          row({ type: 5, custom_id: 'person', placeholder: 'Vælg en person' }),
          row({ type: 6, custom_id: 'rolle', placeholder: 'Vælg en rolle' }),
          row({ type: 8, custom_id: 'kanal', placeholder: 'Vælg en kanal' }),
        ],
      },
    ],
  };
}

/** A message with each block and element: https://docs.slack.dev/reference/block-kit */
export function everyBlock({ channel, person, role }: Ids): object[] {
  const plain = (text: string) => ({ type: 'plain_text', text });
  const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
  const options = ['Beat', 'Strik'].map((label) => ({
    text: plain(label),
    value: label,
    description: plain(`Om ${label}`),
  }));
  const words = (text: string, style?: object) => ({ type: 'text', text, ...(style && { style }) });
  const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
  const menu = (type: string, placeholder: string) => ({ type, action_id: type, placeholder: plain(placeholder) });
  return [
    { type: 'header', text: plain('Åben scene') },
    {
      type: 'section',
      text: mrkdwn(
        `*Hvornår:* <!date^${AT}^{date_long_pretty} {time}|på torsdag>\n_skrå_ ~væk~ \`kode\` &amp; <@${person}> i <#${channel}> med <!subteam^${role}>\n<https://example.dk|Læs mere>`,
      ),
      accessory: { type: 'image', image_url: PICTURE, alt_text: 'Plakaten' },
    },
    { type: 'section', text: mrkdwn('Halvvejs: █████░░░░░') },
    { type: 'section', fields: ['*Hvor*\nStudiet', '*Pladser*\n8', '*Hvem*\nAlle', '*Pris*\nGratis'].map(mrkdwn) },
    {
      type: 'rich_text',
      elements: [
        section(
          words('Det begynder '),
          { type: 'date', timestamp: AT, format: '{date_long_pretty} {time}', fallback: 'på torsdag' },
          words(', *uden* mærker, '),
          words('fed', { bold: true }),
          words(' og '),
          words('skrå', { italic: true }),
          words(' hos '),
          { type: 'user', user_id: person },
          words(' '),
          { type: 'emoji', name: 'tada', unicode: '1f389' },
        ),
        { type: 'rich_text_list', style: 'bullet', elements: [section(words('Første')), section(words('Anden'))] },
        { type: 'rich_text_quote', elements: [words('Et citat')] },
        { type: 'rich_text_preformatted', elements: [words('linje af kode')] },
      ],
    },
    { type: 'divider' },
    { type: 'context', elements: [{ type: 'image', image_url: PICTURE, alt_text: 'Mærke' }, mrkdwn('Med *småt*')] },
    { type: 'image', image_url: PICTURE, alt_text: 'Scenen', title: plain('Scenen') },
    { type: 'markdown', text: '**Fed** og [et link](https://example.dk)' },
    {
      type: 'actions',
      elements: [
        { type: 'button', action_id: 'ja', text: plain('Kommer'), style: 'primary' },
        { type: 'button', action_id: 'nej', text: plain('Aflys'), style: 'danger' },
        { ...menu('static_select', 'Vælg én'), options },
        { ...menu('multi_static_select', 'Vælg flere'), options },
        menu('users_select', 'Vælg en person'),
        menu('channels_select', 'Vælg en kanal'),
        menu('conversations_select', 'Vælg et sted'),
        { type: 'overflow', action_id: 'mere', options },
        { type: 'datepicker', action_id: 'dato', initial_date: '2026-11-26' },
        { type: 'timepicker', action_id: 'tid', initial_time: '17:30' },
        { type: 'checkboxes', action_id: 'kryds', options },
        { type: 'radio_buttons', action_id: 'valg', options },
      ],
    },
  ];
}
