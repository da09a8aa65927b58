import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { SandboxClient } from '../../sandbox/client';

const REPOSITORY = path.resolve(__dirname, '../..');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FLAGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
/** What anything on the page may take on a busy machine. */
const PATIENCE_MS = 20_000;
const START_MS = 60_000;
/** More than there are above the wire. */
const TAB_STOPS = 40;
export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

/** `npm start` with its page open in a real browser, and what people do there. */
export class PageScene {
  private constructor(
    readonly url: string,
    readonly page: Page,
    private readonly browser: Browser,
    private readonly child: ChildProcess,
  ) {}

  /** Resolves when the first visitor can write. */
  static async open(): Promise<PageScene> {
    if (!existsSync(CHROMIUM)) {
      throw new Error(`There is no Chromium at ${CHROMIUM}: install it, or say in CHROMIUM where it is`);
    }
    const { child, url } = await startPage();
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS.split(' ') });
    const context = await browser.newContext({ viewport: DESKTOP, colorScheme: 'light', reducedMotion: 'reduce' });
    const scene = new PageScene(url, await context.newPage(), browser, child);
    try {
      await scene.untilReady();
      return scene;
    } catch (error) {
      await scene.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.browser.close();
    const exited = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await exited;
  }

  private async untilReady(): Promise<void> {
    this.page.setDefaultTimeout(PATIENCE_MS);
    await this.page.goto(this.url);
    const failure = this.page.getByRole('alert').filter({ hasText: 'It went wrong' });
    const greeting = this.widget.getByText('Hello, I am Botty.');
    await failure.or(greeting).waitFor({ timeout: START_MS });
    if (await failure.isVisible()) throw new Error(await failure.innerText());
  }

  /** An administrator of the Rocket.Chat behind the page. */
  admin(): Promise<SandboxClient> {
    return SandboxClient.login(this.url);
  }

  /** All that the browser has been sent of the wire until now. */
  async wire(): Promise<string> {
    const { data } = await axios.get<Readable>(`${this.url}page/feed`, { responseType: 'stream', proxy: false });
    let sent = '';
    for await (const chunk of data.setEncoding('utf8')) {
      sent += String(chunk);
      if (sent.includes('\n\n')) break;
    }
    return sent;
  }

  get widget(): Locator {
    return this.page.getByRole('log', { name: "The visitor's chat" });
  }

  get room(): Locator {
    return this.page.getByRole('region', { name: 'Omnichannel room' });
  }

  /** The conversation as the agents see it. */
  get desk(): Locator {
    return this.page.getByRole('log', { name: 'as the agents see it' });
  }

  /** Another contact centre is chosen, and a new visitor is with the bot. */
  async choose(centre: string): Promise<void> {
    if (await this.page.getByRole('radio', { name: centre }).isChecked()) return this.newVisitor();
    await this.untilAnotherVisitor(() => this.page.getByRole('radio', { name: centre }).click());
    await this.page.getByRole('heading', { name: centre, level: 2 }).waitFor();
  }

  async newVisitor(): Promise<void> {
    await this.untilAnotherVisitor(() => this.button('New visitor').click());
  }

  /** The visitor asks the bot for a human, Ana accepts, and the visitor hears of it. */
  async reachAna(): Promise<void> {
    await this.button('Talk to a human').click();
    await this.button('Accept as Ana').click();
    await this.visitorReads('You are now talking to Ana.');
  }

  async visitorSays(text: string): Promise<void> {
    await this.write('Message of the visitor', text);
  }

  async agentSays(agent: string, text: string): Promise<void> {
    await this.write(`Message of ${agent}`, text);
  }

  /** Waits until the visitor's widget shows a text, and shows it once. */
  async visitorReads(text: string): Promise<void> {
    await showsOnce(this.widget, text);
  }

  /** Waits until the console shows a text, and shows it once. */
  async agentReads(text: string): Promise<void> {
    await showsOnce(this.desk, text);
  }

  async untilLife(state: string): Promise<void> {
    await this.page.locator('.step.now', { hasText: state }).waitFor();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Goes to something with the keyboard alone. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor();
    for (let steps = 0; steps < TAB_STOPS; steps++) {
      if (await target.evaluate((element) => element === element.ownerDocument.activeElement)) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${key} does not get there`);
  }

  private async untilAnotherVisitor(act: () => Promise<void>): Promise<void> {
    const name = await this.page.locator('#widget-title').innerText();
    await act();
    await this.page.locator('#widget-title').filter({ hasNotText: name }).waitFor();
    await this.widget.getByText('Hello, I am Botty.').waitFor();
  }

  private async write(label: string, text: string): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true });
    await field.fill(text);
    await field.press('Enter');
  }
}

async function showsOnce(talk: Locator, text: string): Promise<void> {
  const found = talk.getByText(text, { exact: true });
  await found.first().waitFor();
  const times = await found.count();
  if (times !== 1) throw new Error(`"${text}" is there ${times} times`);
}

async function startPage(): Promise<{ child: ChildProcess; url: string }> {
  const args = ['--import', 'tsx', 'sandbox/start.ts', '--port', '0', '--no-deploy'];
  const child = spawn(process.execPath, args, { cwd: REPOSITORY, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface(child.stdout)) {
    const url = /Open (http:\S+)/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout.resume();
      return { child, url };
    }
  }
  throw new Error('npm start has ended without saying where the page is');
}
