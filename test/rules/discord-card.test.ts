import type { APIComponentInContainer, APITextDisplayComponent } from 'discord.js';
import { ComponentType } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Card, Control, Option } from '../../src/chat/card.ts';
import { strong } from '../../src/chat/text.ts';
import { renderCard } from '../../src/discord/render/card.ts';
import { read } from './discord-reader.ts';

const contents = (card: Card): APIComponentInContainer[] => renderCard(card).components[0].components;
const isText = (component: APIComponentInContainer): component is APITextDisplayComponent =>
  component.type === ComponentType.TextDisplay;
const texts = (card: Card) =>
  contents(card)
    .filter(isText)
    .map(({ content }) => content);
const button = (id: string, label = id): Control => ({ type: 'button', id, label });
const rows = (card: Card) =>
  contents(card).flatMap((component) =>
    component.type === ComponentType.ActionRow ? [component.components.map(({ type }): number => type)] : [],
  );
const count = (card: Card) =>
  contents(card).reduce((sum, one) => sum + 1 + ('components' in one ? one.components.length : 0), 1);
const menuOf = (options: Option[], selected?: string): Control => ({
  type: 'menu',
  of: 'options',
  id: 'm',
  placeholder: 'Vælg',
  options,
  selected,
});
const upTo = (size: number) => Array.from({ length: size }, (_, index) => String(index + 1));

describe('a card on Discord', () => {
  it('is one container that notifies nobody', () => {
    const card: Card = {
      heading: 'Fællesspisning',
      tone: 'good',
      body: [
        { type: 'text', text: ['Tag ', strong('bestik'), ' med'] },
        {
          type: 'fields',
          fields: [
            { label: 'Hvor', value: 'Kulturhuset #2' },
            { label: 'Pladser', value: '3' },
          ],
        },
        { type: 'divider' },
        { type: 'image', url: 'https://ra.dk/a.png', alt: 'Et langbord' },
        { type: 'note', text: '12 kommer' },
        { type: 'controls', controls: [{ type: 'button', id: 'rsvp:1', label: 'Kommer', style: 'primary' }] },
      ],
    };
    expect(renderCard(card, 1_100_000_000)).toEqual({
      flags: 32768,
      allowed_mentions: { parse: [] },
      components: [
        {
          type: 17,
          id: 1_100_000_000,
          accent_color: 0x2e9e5b,
          components: [
            { type: 10, content: '## Fællesspisning' },
            { type: 10, content: 'Tag **bestik** med' },
            { type: 10, content: '**Hvor**\nKulturhuset #2' },
            { type: 10, content: '**Pladser**\n3' },
            { type: 14 },
            { type: 12, items: [{ media: { url: 'https://ra.dk/a.png' }, description: 'Et langbord' }] },
            { type: 10, content: '-# 12 kommer' },
            { type: 1, components: [{ type: 2, style: 1, custom_id: 'rsvp:1', label: 'Kommer' }] },
          ],
        },
      ],
    });
  });

  it('leaves out texts of nothing and is never empty', () => {
    expect(
      texts({
        heading: ' ',
        body: [
          { type: 'text', text: '\n' },
          { type: 'note', text: '' },
        ],
      }),
    ).toEqual(['…']);
  });

  it('has five buttons in a row, or one menu', () => {
    const controls: Control[] = [
      ...upTo(6).map((id) => button(id)),
      menuOf([{ value: 'a', label: 'A' }]),
      { type: 'menu', of: 'channels', id: 'c', placeholder: 'Kanal' },
      { type: 'menu', of: 'roles', id: 'r', placeholder: 'Rolle', selected: '9' },
      { type: 'link-button', url: 'https://ra.dk', label: 'Kort' },
    ];
    expect(rows({ body: [{ type: 'controls', controls }] })).toEqual([[2, 2, 2, 2, 2], [2], [3], [8], [6], [2]]);
  });

  it('shows the words for an image, and the link of a button, that Discord would refuse', () => {
    const long = `https://ra.dk/${'a'.repeat(600)}`;
    const card: Card = {
      body: [
        { type: 'image', url: 'ftp://ra.dk/a.png', alt: 'Et langbord' },
        { type: 'controls', controls: [{ type: 'link-button', url: long, label: 'Kort' }] },
      ],
    };
    expect(texts(card)).toEqual(['-# Et langbord', `[Kort](${long})`]);
  });
});

describe('Discord’s limits', () => {
  it('on the text of a message: whole at 4000, shortened visibly at 4001, the longest first', () => {
    const body = (length: number): Card => ({
      heading: 'Titel',
      body: [
        { type: 'text', text: 'a'.repeat(length) },
        { type: 'note', text: 'til sidst' },
      ],
    });
    const most = 4000 - '## Titel'.length - '-# til sidst'.length;
    expect(texts(body(most))).toEqual(['## Titel', 'a'.repeat(most), '-# til sidst']);
    expect(texts(body(most + 1))).toEqual(['## Titel', `${'a'.repeat(most - 1)}…`, '-# til sidst']);
  });

  it('on the text of a message hold whatever people write', () => {
    const block = fc.tuple(
      fc.constantFrom('text', 'note', 'field', 'heading'),
      fc.string({ unit: 'grapheme' }),
      fc.nat(3000),
    );
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
        const body = blocks.map(([type, text, times]): Block => {
          const long = text.repeat(1 + times / Math.max(1, text.length));
          if (type === 'field') return { type: 'fields', fields: [{ label: long, value: long }] };
          return { type: type === 'note' ? 'note' : 'text', text: long };
        });
        const card = { heading: blocks[0]?.[1], body };
        const written = texts(card);
        expect(written.join('').length).toBeLessThanOrEqual(4000);
        for (const text of written) expect(read(text).words.trim()).not.toBe('');
      }),
      { numRuns: 100 },
    );
  });

  it('on components: as it is at 40, without dividers at 41', () => {
    const card = (dividers: number): Card => ({
      body: [
        ...upTo(18).map((text): Block => ({ type: 'text', text })),
        ...upTo(dividers).map((): Block => ({ type: 'divider' })),
        { type: 'controls', controls: [button('a'), button('b'), button('c')] },
      ],
    });
    expect([count(card(17)), count(card(18))]).toEqual([40, 23]);
  });

  it('on components: texts become one before anything is cut', () => {
    const card: Card = { body: upTo(45).map((text): Block => ({ type: 'text', text })) };
    expect(texts(card)).toEqual([upTo(45).join('\n')]);
  });

  it('on components: what does not fit ends in "…", and the last row stays', () => {
    const item = (id: string): Block[] => [
      { type: 'text', text: `Nr. ${id}` },
      { type: 'controls', controls: [button(id)] },
    ];
    const card: Card = { body: [...upTo(20).flatMap(item), { type: 'controls', controls: [button('next')] }] };
    expect(count(card)).toBeLessThanOrEqual(40);
    expect(texts(card).at(-1)).toBe('…');
    expect(contents(card).at(-1)).toMatchObject({ components: [{ custom_id: 'next' }] });
  });

  it('on labels: whole at 80, shortened visibly at 81', () => {
    const labels = (...all: string[]) =>
      contents({ body: [{ type: 'controls', controls: all.map((label, index) => button(String(index), label)) }] });
    expect(labels('a'.repeat(80), 'a'.repeat(81), ' ')).toMatchObject([
      { components: [{ label: 'a'.repeat(80) }, { label: `${'a'.repeat(79)}…` }, { label: '…' }] },
    ]);
  });

  it('on ids: an id of 101 characters is a mistake of ours', () => {
    const card = (id: string): Card => ({ body: [{ type: 'controls', controls: [button(id, 'Kommer')] }] });
    expect(rows(card('a'.repeat(100)))).toEqual([[2]]);
    expect(() => renderCard(card('a'.repeat(101)))).toThrow(/1 to 100/);
  });

  it('on menus: 25 options, and beyond that the count, with the selected one among them', () => {
    const options = upTo(26).map((value): Option => ({ value, label: `Nr. ${value}` }));
    const menu = (of: Option[], selected?: string) =>
      contents({ body: [{ type: 'controls', controls: [menuOf(of, selected)] }] });
    expect(menu(options.slice(0, 25))).toMatchObject([
      { components: [{ placeholder: 'Vælg', options: { length: 25 } }] },
    ]);
    expect(menu(options, '26')).toMatchObject([
      // What the menu is about: clients show the placeholder only as long as nothing is chosen.
      { content: '-# Vælg' },
      { components: [{ placeholder: 'Vælg (25/26)', options: { length: 25, 24: { value: '26', default: true } } }] },
    ]);
    expect(menu([])).toMatchObject([{ components: [{ disabled: true, options: { length: 1 } }] }]);
  });
});
