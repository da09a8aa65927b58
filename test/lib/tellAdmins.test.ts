/// <reference types="jest" />
import type { Problem } from '../../lib/problem';
import { type Admins, tellAdmins } from '../../lib/tellAdmins';
import { RecordingLog } from '../support/aDesk';
import { aProviderDesk } from '../support/aProviderDesk';
import { MemoryToldProblems } from '../support/MemoryToldProblems';

const OFFLINE: Problem = { id: 'offline', sentence: 'The bridge agent is offline.' };
const MISSING: Problem = { id: 'missing', sentence: 'The address is missing.' };

/** An admin's mailbox. */
class Mailbox implements Admins {
  public readonly texts: string[] = [];
  public isKnown = true;

  public async areKnown(): Promise<boolean> {
    return this.isKnown;
  }

  public async tell(text: string): Promise<boolean> {
    if (this.isKnown) this.texts.push(text);
    return this.isKnown;
  }
}

let problems: Problem[];
let admins: Mailbox;
let told: MemoryToldProblems;
let log: RecordingLog;
const shared = aProviderDesk();
beforeEach(() => {
  problems = [];
  admins = new Mailbox();
  told = new MemoryToldProblems();
  log = new RecordingLog();
});

/** A look by an instance that has just started: it knows what is stored, and nothing else. */
function look(): Promise<void> {
  const desk = aProviderDesk({ base: shared.base, claims: shared.claims });
  return tellAdmins({ find: async () => problems, told, admins, inTurn: (work) => desk.registry.change(work), log });
}

test('admins are told nothing while all is well', async () => {
  await look();
  expect([admins.texts, await told.list()]).toEqual([[], []]);
});

test('admins are told of each problem once, however often it is found', async () => {
  problems = [OFFLINE, MISSING];
  for (let round = 0; round < 3; round++) await look();
  expect(admins.texts).toEqual([expect.stringContaining(OFFLINE.sentence), expect.stringContaining(MISSING.sentence)]);
});

test('admins are told once by many instances that look at the same time', async () => {
  problems = [OFFLINE];
  await Promise.all(Array.from({ length: 5 }, look));
  expect(admins.texts).toHaveLength(1);
});

test('admins are told once when a problem is solved, and again when it has come back', async () => {
  problems = [OFFLINE];
  await look();
  problems = [];
  await Promise.all([look(), look()]);
  await look();
  problems = [OFFLINE];
  await look();
  expect(admins.texts.map((text) => /^:\w+:/.exec(text)?.[0])).toEqual([
    ':warning:',
    ':white_check_mark:',
    ':warning:',
  ]);
  expect(admins.texts[1]).toBe(`:white_check_mark: Solved: ${OFFLINE.sentence}`);
});

test('admins are told what is so when the turn comes, not what was so before it', async () => {
  const desk = aProviderDesk({ base: shared.base, claims: shared.claims });
  let looks = 0;
  const find = async () => (looks++ === 0 ? [OFFLINE] : []);
  await tellAdmins({ find, told, admins, inTurn: (work) => desk.registry.change(work), log });
  expect([admins.texts, await told.list(), looks]).toEqual([[], [], 2]);
});

describe('while nobody can be told', () => {
  beforeEach(() => {
    admins.isKnown = false;
    problems = [OFFLINE];
  });

  test('a problem is logged once', async () => {
    for (let round = 0; round < 3; round++) await look();
    expect(log.lines).toEqual([expect.stringContaining(OFFLINE.sentence)]);
  });

  test('no turn is taken for what is known', async () => {
    await look();
    let turns = 0;
    const inTurn = async () => {
      turns++;
    };
    await tellAdmins({ find: async () => problems, told, admins, inTurn, log });
    expect(turns).toBe(0);
  });

  test('a problem waits until somebody can be', async () => {
    await look();
    admins.isKnown = true;
    await look();
    await look();
    expect(admins.texts).toEqual([expect.stringContaining(OFFLINE.sentence)]);
  });

  test('the end of a problem that nobody heard of is no news', async () => {
    await look();
    admins.isKnown = true;
    problems = [];
    await look();
    expect([admins.texts, await told.list()]).toEqual([[], []]);
  });
});
