/// <reference types="jest" />
import { Conversation } from '../../lib/Conversation';
import type { Claim } from '../../lib/claim';
import { openConversation } from '../../lib/openConversation';
import { CredentialsError, ProviderError } from '../../lib/ProviderError';
import type { Presets } from '../../lib/Routing';
import { aSession } from '../support/aDesk';
import { aStage, type Stage } from '../support/aStage';

let stage: Stage;
beforeEach(() => {
  stage = aStage();
});

/** Opens the conversation of a session that has just begun, however long that takes. */
async function open(presets: Presets = { attributes: [] }): Promise<Conversation> {
  const nowMs = stage.clock.nowMs();
  const session = aSession({
    state: 'starting',
    stateSinceMs: nowMs,
    delivered: { atMs: nowMs, ids: [] },
    resume: null,
  });
  await stage.sessions.create(session);
  const conversation = new Conversation(session, stage, stage.holdsLease);
  const opening = openConversation(conversation, { ...stage, presets });
  const ended = opening.catch(() => undefined);
  await stage.clock.pass(120_000);
  await ended;
  await opening;
  return conversation;
}

function aClaim(changes: Partial<Claim> & { id: string }): Claim {
  const context = { attributes: [['from', changes.id]] as const };
  return { roomId: 'room', departmentId: 'salesforce', status: 'kept', claimedAtMs: 0, context, ...changes };
}

/** What the one conversation was opened with. */
const request = () => {
  expect(stage.provider.opened).toHaveLength(1);
  return stage.provider.opened[0];
};

test('what the bot kept for this department goes to the agent, once', async () => {
  const others = [
    aClaim({ id: 'held', status: 'held' }),
    aClaim({ id: 'elsewhere', departmentId: 'support' }),
    aClaim({ id: 'later', departmentId: 'support', status: 'held' }),
  ];
  for (const claim of [...others, aClaim({ id: 'ours' })]) await stage.claims.create(claim);
  await open();
  expect(request()?.attributes).toEqual([['from', 'ours']]);
  expect((await stage.claims.list()).map(({ id }) => id)).toEqual(['held', 'elsewhere', 'later']);
});

test('what the bot gave stands in the place of what the department presets under the same name', async () => {
  await stage.claims.create(aClaim({ id: 'ours', context: { buttonId: 'asked', attributes: [['topic', 'bill']] } }));
  await open({
    target: 'preset',
    attributes: [
      ['topic', 'anything'],
      ['tier', 'gold'],
    ],
  });
  expect(request()).toMatchObject({
    target: 'asked',
    attributes: [
      ['tier', 'gold'],
      ['topic', 'bill'],
    ],
  });
});

test('nothing is asked for that neither the bot nor the department has named', async () => {
  await open();
  expect(Object.keys(request() ?? {})).not.toEqual(expect.arrayContaining(['target']));
  expect(Object.keys(request() ?? {})).not.toEqual(expect.arrayContaining(['summary']));
});

test('the agent reads what was said before, and not what will be delivered as messages', async () => {
  const nowMs = stage.clock.nowMs();
  stage.messages.write({ text: 'before', atMs: nowMs - 1 });
  stage.messages.write({ text: 'the app', atMs: nowMs - 1, eventId: 'session-0:event-1' });
  stage.messages.write({ text: 'after', atMs: nowMs + 1 });
  await open();
  expect(JSON.stringify(request()?.transcript)).toContain('before');
  expect(JSON.stringify(request()?.transcript)).not.toMatch(/the app|after/);
});

test('a room without a visitor opens nothing', async () => {
  stage.omnichannel.change('room', { visitor: undefined });
  await expect(open()).rejects.toThrow('The room of the session is gone.');
  expect(stage.provider.calls).toEqual([]);
});

describe('a contact centre that does not open it', () => {
  /** Refuses this often before it opens. */
  function refuse(times: number, error: () => Error): void {
    let left = times;
    stage.provider.onCall = () => {
      if (left-- > 0) throw error();
    };
  }

  test('because it cannot be reached is asked again every second, and nobody is told of credentials', async () => {
    const startMs = stage.clock.nowMs();
    const asked: number[] = [];
    stage.provider.onCall = () => {
      asked.push(stage.clock.nowMs() - startMs);
      if (asked.length < 4) throw new ProviderError('unreachable', 'no answer');
    };
    const { session } = await open();
    expect([asked, session.state, stage.refusals()]).toEqual([[0, 1_000, 2_000, 3_000], 'queued', 0]);
  });

  test('by the deadline of the state is given up, with what it said', async () => {
    refuse(1_000, () => new ProviderError('unreachable', 'no answer'));
    await expect(open()).rejects.toThrow('no answer');
    expect(stage.provider.calls).toHaveLength(61);
  });

  test('because it refuses is not asked again', async () => {
    refuse(1, () => new ProviderError('rejected', 'no such button'));
    await expect(open()).rejects.toThrow('no such button');
    expect([stage.provider.calls.length, stage.refusals()]).toEqual([1, 0]);
  });

  test('because of the credentials has somebody told', async () => {
    refuse(1, () => new CredentialsError('POST example.com/token said 401'));
    await expect(open()).rejects.toThrow('said 401');
    expect(stage.refusals()).toBe(1);
  });
});
