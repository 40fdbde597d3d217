/** What a community does with an announcement from a network. */
export const ACCEPTANCES = ['everything', 'ask', 'nothing'] as const;
export type Acceptance = (typeof ACCEPTANCES)[number];

/** What a member of a network accepts. */
export interface Accepts {
  /** For every topic without a choice of its own. */
  accepts: Acceptance;
  /** By the topic's id. */
  choices: Readonly<Record<string, Acceptance>>;
}

/** @param topic null for an announcement whose topic was taken off the list */
export function acceptanceOf({ accepts, choices }: Accepts, topic: string | null): Acceptance {
  return (topic === null ? undefined : choices[topic]) ?? accepts;
}

/** So many topics fit a menu on both platforms together with the choice of one's own community. */
export const TOPICS_MAX = 20;
export const TOPIC_NAME_MAX = 60;

/**
 * @param typed one topic on each line
 * @returns the names as they are kept: trimmed, each once however it is written, without empty lines
 */
export function readTopics(typed: string): string[] {
  const names = typed
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '');
  return names.filter(
    (name, index) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === index,
  );
}
