/// <reference types="jest" />
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from 'playwright-core';
import { DESKTOP, PageScene, PHONE } from '../support/PageScene';

let scene: PageScene;

beforeAll(async () => {
  scene = await PageScene.open();
  await scene.reachAna();
  await scene.visitorSays('My order has not arrived.');
  await scene.agentReads('My order has not arrived.');
  await scene.page.locator('.entry summary').first().click();
}, 120_000);

afterAll(() => scene?.close());

const REGIONS = [
  'Life of the handover',
  'Vera Visitor',
  'Omnichannel room',
  'Salesforce Messaging',
  'Break something',
  'The wire',
];

/** The names of the regions from top to bottom; those that stand side by side together, from left to right. */
async function rows(): Promise<string[][]> {
  const placed = await Promise.all(REGIONS.map(async (name) => ({ name, box: await boxOf(region(name)) })));
  const found: Array<typeof placed> = [];
  for (const one of placed.sort((a, b) => a.box.y - b.box.y || a.box.x - b.box.x)) {
    const row = found.at(-1);
    const [first] = row ?? [];
    if (row && first && one.box.y < first.box.y + first.box.height) row.push(one);
    else found.push([one]);
  }
  return found.map((row) => row.map(({ name }) => name));
}

function region(name: string): Locator {
  return scene.page.getByRole('region', { name });
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('It is not on the page');
  return box;
}

/** How many pixels of the page are beyond its right edge. */
function overflow(): Promise<number> {
  return scene.page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}

describe.each([
  { media: 'light', colorScheme: 'light', size: DESKTOP },
  { media: 'dark', colorScheme: 'dark', size: DESKTOP },
  { media: 'on a phone', colorScheme: 'light', size: PHONE },
] as const)('the page, $media', ({ colorScheme, size }) => {
  beforeAll(async () => {
    await scene.page.setViewportSize(size);
    await scene.page.emulateMedia({ colorScheme });
  });

  it('can be used by everybody, as far as axe can tell', async () => {
    const { violations } = await new AxeBuilder({ page: scene.page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });

  it('shows nothing beyond its right edge', async () => {
    expect(await overflow()).toBe(0);
  });
});

it('has its three columns side by side on a desk', async () => {
  await scene.page.setViewportSize(DESKTOP);
  const [life, visitor, room, agents, faults, wire] = REGIONS;
  expect(await rows()).toEqual([[life], [visitor, room, agents], [faults], [wire]]);
});

it('has its columns below one another on a phone', async () => {
  await scene.page.setViewportSize(PHONE);
  expect(await rows()).toEqual(REGIONS.map((name) => [name]));
});

it('keeps the last words of every column in sight', async () => {
  await scene.page.setViewportSize(DESKTOP);
  for (const talk of await scene.page.getByRole('log').all()) {
    const [last, frame] = [await boxOf(talk.locator('.said').last()), await boxOf(talk)];
    expect(last.y + last.height).toBeLessThanOrEqual(frame.y + frame.height);
  }
});
