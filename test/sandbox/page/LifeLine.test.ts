/// <reference types="jest" />
import { LifeLine, type LifeMoment } from '../../../sandbox/page/LifeLine';
import type { LifeState } from '../../../sandbox/page/PageView';

let nowMs = 0;

function lifeLine(): LifeLine {
  nowMs = 1_000;
  const life = new LifeLine(() => nowMs);
  life.begin();
  return life;
}

function at(state: LifeState | undefined, more: Partial<LifeMoment> = {}): LifeMoment {
  return { state, isWithBot: state === undefined, isRoomOpen: true, ...more };
}

function goThrough(life: LifeLine, moments: readonly LifeMoment[]): void {
  for (const moment of moments) {
    nowMs += 10;
    life.note(moment);
  }
}

describe('the life line', () => {
  it('tells the way to an agent and back with its times', () => {
    const life = lifeLine();
    goThrough(life, [
      at('requested'),
      at('starting'),
      at('queued'),
      at('active', { agent: 'Ana' }),
      at('ending'),
      at(undefined),
    ]);
    expect(life.steps).toEqual([
      { state: 'bot', atMs: 1_000 },
      { state: 'requested', atMs: 1_010 },
      { state: 'starting', atMs: 1_020 },
      { state: 'queued', atMs: 1_030 },
      { state: 'active', atMs: 1_040, detail: 'Ana' },
      { state: 'ending', atMs: 1_050 },
      { state: 'returned', atMs: 1_060 },
    ]);
  });

  it('tells of another agent in the same state', () => {
    const life = lifeLine();
    goThrough(life, [at('active', { agent: 'Ana' }), at('active', { agent: 'Ana' }), at('active', { agent: 'Ben' })]);
    expect(life.steps.map(({ detail }) => detail)).toEqual([undefined, 'Ana', 'Ben']);
  });

  it('is not back before the bot serves the room', () => {
    const life = lifeLine();
    goThrough(life, [at('ending'), at(undefined, { isWithBot: false })]);
    expect(life.steps.at(-1)?.state).toBe('ending');
  });

  it('begins anew with the next handover of the room', () => {
    const life = lifeLine();
    goThrough(life, [at('ending'), at(undefined), at('requested')]);
    expect(life.steps).toEqual([
      { state: 'bot', atMs: 1_020 },
      { state: 'requested', atMs: 1_030 },
    ]);
  });

  it('ends with the room', () => {
    const life = lifeLine();
    goThrough(life, [at(undefined, { isRoomOpen: false }), at(undefined, { isRoomOpen: false })]);
    expect(life.steps.map(({ state }) => state)).toEqual(['bot', 'closed']);
  });
});
