import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const ARGUMENTS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/**
 * Lines that may stand in the browser's log: a connection that is refused, which the page tells people of; and the
 * styles that axe tries things with, which the page's policy does not let in.
 */
const EXPECTED = /ERR_|Failed to load resource|Applying inline style/;

export interface Visit {
  /** Of the browser; what the page itself is written in. */
  locale?: string;
  width?: number;
  height?: number;
  /** Dots of the screen for each point. */
  scale?: number;
  /** The query behind the address. */
  query?: string;
}

/** Debian's Chromium, or the one that CHROMIUM names. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS });
}

/** Somebody who looks at the page in a window of their own. */
export class Visitor {
  readonly page: Page;
  readonly discord: Half;
  readonly slack: Half;
  /** Errors of the page: there may be none. */
  readonly errors: string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    this.discord = new Half(page, 'Discord');
    this.slack = new Half(page, 'Slack');
    page.on('pageerror', (error) => this.errors.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !EXPECTED.test(message.text())) {
        this.errors.push(message.text());
      }
    });
  }

  /** Opens the page and waits until both halves are there. */
  static async arrives(browser: Browser, origin: string, visit: Visit = {}): Promise<Visitor> {
    const { locale = 'da-DK', width = 1440, height = 900, scale = 1, query = '' } = visit;
    const context = await browser.newContext({
      locale,
      viewport: { width, height },
      deviceScaleFactor: scale,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const visitor = new Visitor(context, page);
    await page.goto(`${origin}/${query}`);
    await page.getByRole('log').first().waitFor();
    return visitor;
  }

  /** The button that goes on with a first step. */
  step(title: string): Locator {
    return this.page
      .getByRole('listitem')
      .filter({ has: this.page.getByRole('heading', { name: title }) })
      .getByRole('button')
      .filter({ hasNotText: /^(Spring over|Skip)$/ });
  }

  /** Looks for what people with a screen reader or weak eyes could not use, in light and in dark colours. */
  async findsNoBarriers(): Promise<void> {
    for (const colorScheme of ['dark', 'light'] as const) {
      await this.page.emulateMedia({ colorScheme });
      await this.#findsNoBarriersIn(colorScheme);
    }
  }

  async #findsNoBarriersIn(colours: string): Promise<void> {
    // As a script of the page it would not be let in, and rightly so.
    await this.page.evaluate(AXE);
    // A list that belongs to a text field is moved through, and scrolled, by the arrow keys in the field.
    await this.page.evaluate(
      'axe.configure({ rules: [{ id: "scrollable-region-focusable", selector: ":not([role=listbox])" }] })',
    );
    const found = (await this.page.evaluate('axe.run({ resultTypes: ["violations"] })')) as {
      violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
    };
    const told = found.violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary.split('\n')[1] ?? ''}`,
      ),
    );
    expect(told, `in ${colours} colours`).toEqual([]);
  }

  /** Tells whether something is wider than the window. */
  async overflows(): Promise<boolean> {
    return this.page.evaluate('document.documentElement.scrollWidth > window.innerWidth');
  }

  async leaves(): Promise<void> {
    await this.#context.close();
    expect(this.errors).toEqual([]);
  }
}

/** One half of the page, in words of what one does there. */
export class Half {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page, name: string) {
    this.#page = page;
    this.root = page.getByRole('region', { name, exact: true });
  }

  /** Becomes somebody else. */
  async becomes(name: string): Promise<void> {
    await this.root.getByLabel(/^(Du er|You are)$/).selectOption({ label: name });
  }

  get composer(): Locator {
    return this.root.getByRole('textbox', { name: /^(Skriv i|Message) #/ });
  }

  /** Writes a line and sends it. */
  async sends(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Escape');
    await this.composer.press('Enter');
  }

  /** Entries that a list offers: of commands, of options, of what may be typed. */
  offered(list: string): Locator {
    return this.root.getByRole('listbox', { name: list }).getByRole('option');
  }

  /** The newest message that says this. */
  message(...words: string[]): Locator {
    return words.reduce((found, text) => found.filter({ hasText: text }), this.root.getByRole('article')).last();
  }

  /** Waits for a message that says this. */
  async reads(...words: string[]): Promise<Locator> {
    const message = this.message(...words);
    await message.waitFor();
    return message;
  }

  /** The card of a meetup that all see. */
  card(title: string): Locator {
    return this.root
      .getByRole('article')
      .filter({ has: this.#page.getByRole('heading', { name: title }) })
      .filter({ hasNotText: /Kun du kan se|Kun synlig for dig|Only you|Only visible/ })
      .last();
  }

  /** Presses a button of a meetup's card. */
  async presses(title: string, button: string): Promise<void> {
    await this.card(title).getByRole('button', { name: button, exact: true }).click();
  }

  get dialog(): Locator {
    return this.root.getByRole('dialog');
  }

  /** Opens the direct messages with the bot. */
  async opensDirectMessages(): Promise<void> {
    await this.root
      .getByRole('button', { name: /^(Direkte beskeder|Direct messages|Samling)/ })
      .first()
      .click();
  }
}
