/// <reference types="jest" />
import type { HandoverReport } from '../../lib/handoverReport';
import { ENGLISH } from '../../lib/operatorWordings/en';
import { handoverModal, wishOf } from '../../operators/handoverModal';
import { statusBar } from '../../operators/statusBar';

const departments = [
  { id: 'd1', name: 'Bots', isEnabled: true },
  { id: 'd2', name: 'Sales', isEnabled: true },
];

function aReport(changes: Partial<HandoverReport> = {}): HandoverReport {
  return {
    state: 'none',
    departmentId: 'd1',
    departmentName: 'Bots',
    servedBy: 'botty',
    sinceMs: undefined,
    position: undefined,
    agentName: undefined,
    conversationId: undefined,
    events: [],
    ...changes,
  };
}

describe('the modal', () => {
  const modal = handoverModal(
    { appId: 'app', roomId: 'room:1', texts: ENGLISH },
    { departments, likely: departments[1] },
  );

  test('files every field under its own name, for the app whose it is', () => {
    const fields = modal.blocks.map((block) => {
      const { blockId, element } = block as { blockId: string; element: { appId: string; actionId: string } };
      return [blockId, element.actionId, element.appId];
    });
    expect(fields).toEqual(['department', 'reason', 'summary'].map((name) => [name, name, 'app']));
  });

  test('comes back with the room that it was opened in, whatever is in its id', () => {
    const state = { department: { department: 'd2' }, reason: { reason: ' why ' }, summary: { summary: 'what' } };
    expect(wishOf({ id: modal.id ?? '', state })).toEqual({
      roomId: 'room:1',
      department: 'd2',
      reason: 'why',
      summary: 'what',
    });
  });

  test.each([
    ['nothing', undefined],
    ['something else', { department: 'd2', reason: { reason: 7 }, summary: null }],
  ])('in which %s was filled in is empty', (_name, state) => {
    expect(wishOf({ id: 'handover:r', state: state as object | undefined })).toEqual({
      roomId: 'r',
      department: '',
      reason: '',
      summary: '',
    });
  });

  test('brings no more than fits, whoever sends it', () => {
    const long = 'x'.repeat(100_000);
    const { reason, summary } =
      wishOf({ id: 'handover:r', state: { reason: { reason: long }, summary: { summary: long } } }) ?? {};
    expect([reason?.length, summary?.length]).toEqual([200, 4_000]);
  });

  test('is not mistaken for another view', () => {
    expect(wishOf({ id: 'handover-status:r', state: {} })).toBeUndefined();
  });
});

describe('the status bar', () => {
  const bar = (report: HandoverReport) =>
    statusBar(report, { appId: 'app', roomId: 'r', texts: ENGLISH, utcOffsetHours: 2 });
  const buttons = (report: HandoverReport) => {
    const { blocks } = bar(report);
    const { elements } = blocks[blocks.length - 1] as unknown as { elements: Array<{ actionId: string }> };
    return elements.map(({ actionId }) => actionId);
  };

  test('tells facts and events in the time of whoever looks', () => {
    const startedAtMs = Date.UTC(2026, 0, 5, 10, 0, 0);
    const events = [
      { atMs: startedAtMs, state: 'starting' },
      { atMs: startedAtMs + 1_000, state: 'queued', position: 2 },
    ] as const;
    const report = aReport({ state: 'queued', sinceMs: startedAtMs, position: 2, conversationId: 'c-1', events });
    const texts = JSON.stringify(bar(report).blocks);
    for (const words of [
      'The visitor waits for an agent of the contact centre.',
      'Since: 12:00:00',
      'Queue: place 2',
      'Conversation id, for support: c-1',
      '12:00:00 handed over',
      '12:00:01 waiting in the queue: place 2',
    ]) {
      expect(texts).toContain(words);
    }
  });

  test('calls whoever has nobody before him next in line', () => {
    expect(JSON.stringify(bar(aReport({ state: 'queued', position: 0 })))).toContain('Queue: next in line');
  });

  test.each(['starting', 'queued', 'active', 'transferring'] as const)('takes the room back while %s', (state) => {
    expect(buttons(aReport({ state }))).toEqual(['refresh-handover-status', 'take-back']);
  });

  test.each(['none', 'moving', 'requested', 'ending'] as const)('has nothing to take back while %s', (state) => {
    expect(buttons(aReport({ state }))).toEqual(['refresh-handover-status']);
  });
});
