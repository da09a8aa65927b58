/// <reference types="jest" />
import { SettingId } from '../../settings/SettingId';
import { settings } from '../../settings/settings';
import { judge, type Seen } from './judge';

/** A text of the app's as it is said, unless the admin has changed it. */
function textOf(wanted: SettingId): string {
  const text = settings.find(({ id }) => id === wanted)?.packageValue;
  return String(text).replace('{agent}', 'Ana');
}

/** A round in which everything went well, but for what is said otherwise. */
function findings(change: Partial<Seen> = {}): string[] {
  const round: Seen = {
    visitorTyped: ['v 1', 'v 2', 'v 3'],
    agentTyped: ['a 1', 'a 2', 'a 3'],
    atAgent: ['v 1', 'v 2', 'v 3'],
    told: ['Looking for an agent for you.', 'You are now talking to Ana.', 'a 1', 'a 2', 'a 3'],
    ...change,
  };
  return judge('round', round);
}

/** What the visitor was told in a good round, and this. */
function toldAlso(...texts: string[]): Pick<Seen, 'told'> {
  return { told: ['Looking for an agent for you.', 'You are now talking to Ana.', 'a 1', 'a 2', 'a 3', ...texts] };
}

test('a round in which everybody saw what the other typed has nothing wrong with it', () => {
  expect(findings()).toEqual([]);
  expect(findings(toldAlso('The agent has ended the conversation.'))).toEqual([]);
});

test("a visitor's word that the agent never saw is lost", () => {
  expect(findings({ atAgent: ['v 1', 'v 3'] })).toEqual(["round: at the agent's, lost: v 2"]);
});

test("an agent's word that the visitor never saw is lost", () => {
  expect(findings({ told: ['a 1', 'a 2'] })).toEqual(["round: at the visitor's, lost: a 3"]);
});

test('a word that came twice is doubled, on either side', () => {
  expect(findings({ atAgent: ['v 1', 'v 2', 'v 2', 'v 3'] })).toEqual(["round: at the agent's, doubled: v 2"]);
  expect(findings(toldAlso('a 1'))).toEqual(["round: at the visitor's, doubled: a 1"]);
});

test('words in another order than they were typed in are out of order, on either side', () => {
  expect(findings({ atAgent: ['v 2', 'v 1', 'v 3'] })).toEqual(["round: at the agent's, out of order: v 2, v 1, v 3"]);
  expect(findings({ told: ['a 1', 'a 3', 'a 2'] })).toEqual(["round: at the visitor's, out of order: a 1, a 3, a 2"]);
});

test('a word that is lost does not make those behind it out of order', () => {
  expect(findings({ atAgent: ['v 2', 'v 3'] })).toEqual(["round: at the agent's, lost: v 1"]);
});

test('a word that nobody typed is strange', () => {
  expect(findings({ atAgent: ['v 1', 'v 2', 'v 3', 'v 4'] })).toEqual(["round: at the agent's, typed by nobody: v 4"]);
});

test.each([SettingId.findingAgent, SettingId.agentJoined, SettingId.endedByAgent, SettingId.endedByVisitor])(
  'what the app says by %s is said once in a handover',
  (id) => {
    const text = textOf(id);
    expect(findings({ told: [text, 'a 1', 'a 2', 'a 3'] })).toEqual([]);
    const [finding, ...others] = findings({ told: [text, 'a 1', 'a 2', 'a 3', text] });
    expect(finding).toMatch(/^round: told 2 times: /);
    expect(others).toEqual([]);
  },
);

test.each([
  SettingId.technicalDifficulty,
  SettingId.notDelivered,
  SettingId.agentChanged,
  SettingId.unavailable,
  SettingId.queueTimeoutText,
])('what the app says by %s is not said while everything comes back in time', (id) => {
  expect(findings(toldAlso(textOf(id)))).toEqual([expect.stringMatching(/^round: told: /)]);
});
