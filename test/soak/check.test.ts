/// <reference types="jest" />
import { SettingId } from '../../settings/SettingId';
import type { Ending } from './ChatPlan';
import { type ChatRecord, check, type Finding } from './check';
import { type Said, wordings } from './wordings';

/** A text of the app's as visitors read it. */
function said(key: Said, edition = 0): string {
  return wordings(edition)[SettingId[key]] ?? '';
}

const BEGINNING = [said('findingAgent'), said('agentJoined')];

/** A chat in which everything went well, but for what is said otherwise. */
function findings(change: Partial<ChatRecord> = {}): Finding[] {
  return check({
    name: 'chat',
    provider: 'messaging',
    ending: 'visitor',
    visitorTyped: { texts: ['v 1', 'v 2', 'v 3'], files: ['v.pdf'] },
    agentTyped: { texts: ['a 1', 'a 2', 'a 3'], files: ['a.pdf'] },
    atAgent: { texts: ['v 1', 'v 2', 'v 3'], files: ['v.pdf'] },
    atVisitor: { texts: ['a 1', 'a 2', 'a 3'], files: ['a.pdf'] },
    told: BEGINNING,
    isMet: true,
    changes: 0,
    requests: 0,
    undeliverable: 0,
    shownAtMs: new Map(),
    clockSpreadMs: 0,
    findings: [],
    ...change,
  });
}

const one = (kind: Finding['kind'], what: string): Finding[] => [{ kind, what: `chat: ${what}` }];

test('a chat in which each saw what the other typed, once and in order, has nothing wrong with it', () => {
  expect(findings()).toEqual([]);
});

describe('lost is', () => {
  test('a text that the other never saw, on either side', () => {
    expect(findings({ atAgent: { texts: ['v 1', 'v 3'], files: ['v.pdf'] } })).toEqual(
      one('lost', "at the agent's, lost: v 2"),
    );
    expect(findings({ atVisitor: { texts: ['a 1', 'a 2'], files: ['a.pdf'] } })).toEqual(
      one('lost', "at the visitor's, lost: a 3"),
    );
  });

  test('nothing that the room shows after the word that ends the conversation, as far as clocks are to blame', () => {
    const told = [...BEGINNING, said('endedByVisitor')];
    const atAgent = { texts: ['v 1', 'v 2'], files: ['v.pdf'] };
    const unseen: Partial<ChatRecord> = { ending: 'exit-word', told, atAgent, clockSpreadMs: 500 };
    const shownAtMs = (lastMs: number) => new Map(Object.entries({ 'v 3': 1_000 + lastMs, goodbye: 1_000 }));
    expect(findings({ ...unseen, shownAtMs: shownAtMs(500) })).toEqual([]);
    for (const lastMs of [501, -1])
      expect(findings({ ...unseen, shownAtMs: shownAtMs(lastMs) })).toEqual(one('lost', "at the agent's, lost: v 3"));
  });

  test('nothing that the visitor wrote last, who left while no agent was there', () => {
    const told = [...BEGINNING, said('agentLeft'), said('endedByVisitor')];
    const atAgent = { texts: ['v 1', 'v 2'], files: ['v.pdf'] };
    const left: Partial<ChatRecord> = { ending: 'exit-word', changes: 2, told, atAgent };
    expect(findings(left)).toEqual([]);
    const missed = one('lost', "at the agent's, lost: v 3");
    expect(findings({ ...left, told: [...BEGINNING, said('endedByVisitor')] })).toEqual(missed);
    const joined = [...told.slice(0, -1), said('agentChanged'), said('endedByVisitor')];
    expect(findings({ ...left, told: joined })).toEqual(missed);
    const gap = { texts: ['v 1', 'v 3'], files: ['v.pdf'] };
    expect(findings({ ...left, atAgent: gap })).toEqual(one('lost', "at the agent's, lost: v 2"));
  });

  test('a file that the other never saw', () => {
    expect(findings({ atVisitor: { texts: ['a 1', 'a 2', 'a 3'], files: [] } })).toEqual(
      one('lost', "at the visitor's, lost: a.pdf"),
    );
  });

  test('nothing that a visitor wrote who left before anybody met him', () => {
    expect(findings({ isMet: false, atAgent: { texts: [], files: [] } })).toEqual([]);
  });

  test.each<[Ending, Said]>([
    ['agent', 'endedByAgent'],
    ['exit-word', 'endedByVisitor'],
    ['request', 'endedByAgent'],
    ['deleted', 'endedByAgent'],
    ['lost', 'technicalDifficulty'],
  ])('the word that the visitor is owed when a chat ends by %s', (ending, key) => {
    expect(findings({ ending })).toEqual(one('lost', `never told: ${key}`));
    expect(findings({ ending, told: [...BEGINNING, said(key)] })).toEqual([]);
  });
});

test('doubled is a text or a file that came twice, on either side', () => {
  expect(findings({ atAgent: { texts: ['v 1', 'v 2', 'v 2', 'v 3'], files: ['v.pdf'] } })).toEqual(
    one('doubled', "at the agent's, doubled: v 2"),
  );
  expect(findings({ atVisitor: { texts: ['a 1', 'a 2', 'a 3'], files: ['a.pdf', 'a.pdf'] } })).toEqual(
    one('doubled', "at the visitor's, doubled: a.pdf"),
  );
});

test('reordered are texts that came in another order than they were typed in, on either side', () => {
  expect(findings({ atAgent: { texts: ['v 2', 'v 1', 'v 3'], files: ['v.pdf'] } })).toEqual(
    one('reordered', "at the agent's, out of order: v 2, v 1, v 3"),
  );
  expect(findings({ atVisitor: { texts: ['a 1', 'a 3', 'a 2'], files: ['a.pdf'] } })).toEqual(
    one('reordered', "at the visitor's, out of order: a 1, a 3, a 2"),
  );
});

test.each([
  ['nothing that the room itself shows in that order because clocks were set', 3_000, []],
  [
    'what the room shows in that order for no such reason',
    1_000,
    one('reordered', "at the agent's, out of order: v 2, v 1, v 3"),
  ],
  [
    'what the room shows in that order though nobody has set a clock',
    0,
    one('reordered', "at the agent's, out of order: v 2, v 1, v 3"),
  ],
])('reordered is %s', (_what, clockSpreadMs, expected) => {
  const shownAtMs = new Map([
    ['v 2', 1_000],
    ['v 1', 3_000],
    ['v 3', 4_000],
  ]);
  const atAgent = { texts: ['v 2', 'v 1', 'v 3'], files: ['v.pdf'] };
  expect(findings({ atAgent, shownAtMs, clockSpreadMs })).toEqual(expected);
});

describe('told twice is', () => {
  test.each<Said>(['findingAgent', 'agentJoined'])('%s when it is said again', (key) => {
    expect(findings({ told: [...BEGINNING, said(key)] })).toEqual(
      one('told twice', `told 2 times instead of 1: ${key}`),
    );
  });

  test('what is said again in another edition of the words', () => {
    expect(findings({ told: [...BEGINNING, said('findingAgent', 7)] })).toHaveLength(1);
  });

  test.each<[Ending, Said]>([
    ['agent', 'endedByAgent'],
    ['exit-word', 'endedByVisitor'],
    ['lost', 'technicalDifficulty'],
  ])('the end by %s when it is said again', (ending, key) => {
    expect(findings({ ending, told: [...BEGINNING, said(key), said(key)] })).toEqual(
      one('told twice', `told 2 times instead of 1: ${key}`),
    );
  });

  test('that the agent left, more than once for an agent who ended the chat', () => {
    const ended = (times: number) => [...BEGINNING, ...Array(times).fill(said('agentLeft')), said('endedByAgent')];
    expect(findings({ ending: 'agent', told: ended(1) })).toEqual([]);
    expect(findings({ ending: 'agent', told: ended(2) })).toEqual(
      one('told twice', 'told 2 times instead of 1: agentLeft'),
    );
  });

  test.each<Said>(['agentChanged', 'agentLeft', 'transferring'])(
    '%s when it is said more often than agents changed',
    (key) => {
      const told = [...BEGINNING, said(key), said(key)];
      expect(findings({ told, changes: 2 })).toEqual([]);
      expect(findings({ told, changes: 1 })).toEqual(one('told twice', `told 2 times instead of 1: ${key}`));
    },
  );

  test('a request for a file that was made once', () => {
    const told = [...BEGINNING, said('fileRequested'), said('fileRequested')];
    expect(findings({ told, requests: 2 })).toEqual([]);
    expect(findings({ told, requests: 1 })).toEqual(one('told twice', 'told 2 times instead of 1: fileRequested'));
  });
});

describe('something else that is wrong is', () => {
  test('a text that nobody typed, such as one from another chat', () => {
    expect(findings({ atAgent: { texts: ['v 1', 'v 2', 'v 3', 'v other'], files: ['v.pdf'] } })).toEqual(
      one('other', "at the agent's, typed by nobody: v other"),
    );
  });

  test.each<Said>([
    'unavailable',
    'queueTimeoutText',
    'idleWarning',
    'idleEnded',
    'technicalDifficulty',
    'notDelivered',
  ])('%s, which there is no reason to say', (key) => {
    expect(findings({ told: [...BEGINNING, said(key)] })).toEqual(one('other', `told 1 times instead of 0: ${key}`));
  });

  test('no word on a file that the contact centre is known not to take', () => {
    expect(findings({ told: [...BEGINNING, said('notDelivered')], undeliverable: 1 })).toEqual([]);
  });
});

test.each(['ghost', 'stuck', 'other'] as const)('what was seen to be wrong while it happened stays: %s', (kind) => {
  expect(findings({ findings: [{ kind, what: 'it goes on' }] })).toEqual(one(kind, 'it goes on'));
});
