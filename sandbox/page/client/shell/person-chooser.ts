import { html, type View } from '../html.ts';
import { Avatar } from '../parts/avatar.ts';
import { useHalf, useHalfState } from '../parts/half-context.ts';
import { speechOf, useSpeech } from '../say.ts';
import { useStore } from '../store/store.ts';
import { peopleOn, world } from '../store/world.ts';

/** Says who one is in this half, and lets one be somebody else. */
export function PersonChooser(): View {
  const half = useHalf();
  const speech = useSpeech();
  useStore(world, ({ spaces }) => spaces);
  const as = useHalfState((state) => state.as);
  const id = `${half.platform}-person`;
  const languageOf = (locale: string) => {
    const { language } = speechOf(locale);
    return language === speech.language ? '' : ` (${speech.say(`language.${language}`)})`;
  };
  const people = peopleOn(half.platform);
  const person = people.find(({ key }) => key === as);
  return html`<div class="person-chooser">
    <label for=${id}>${speech.say('person.you-are')}</label>
    <span class="person-select">
      <${Avatar} name=${person?.name ?? ''} />
      <select id=${id} value=${as} onChange=${(event: Event) => half.become((event.target as HTMLSelectElement).value)}>
        ${people.map(({ key, name, language }) => html`<option key=${key} value=${key}>${name}${languageOf(language)}</option>`)}
      </select>
    </span>
  </div>`;
}
