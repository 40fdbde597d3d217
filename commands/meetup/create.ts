import { subcommand } from '../../src/communities/context.ts';
import { factChecks, readFacts } from '../../src/meetups/facts/input.ts';
import { createInput, formFields, readDuration, readTimes } from '../../src/meetups/input.ts';
import { draftCard } from '../../src/meetups/publishing/shown.ts';
import { createDraft } from '../../src/meetups/service.ts';

export default subcommand({
  answers: 'privately',
  right: 'organise',
  input: createInput,
  fields: formFields,
  checks: {
    when: (context, words) => readTimes(context, words, undefined),
    duration: (_context, words) => readDuration(words),
    ...factChecks,
  },
  async handle(context, input) {
    const draft = await createDraft(context, {
      title: input.title,
      place: input.where,
      description: input.description ?? null,
      capacity: input.capacity ?? null,
      facts: readFacts(input),
      ...readTimes(context, input.when, input.duration),
    });
    return draftCard(context, draft);
  },
});
