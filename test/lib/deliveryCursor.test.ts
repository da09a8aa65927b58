/// <reference types="jest" />
import { advance, behind, FEW_MESSAGES, isAfter } from '../../lib/deliveryCursor';
import type { RoomMessage } from '../../lib/roomMessages';

const NOW_MS = Date.UTC(2026, 0, 5);

function message(id: string, atMs: number): RoomMessage {
  return { id, atMs, senderId: 'visitor', senderName: 'Vera', text: id };
}

/** So many messages, a millisecond apart; the newest is of now. */
function messages(count: number): RoomMessage[] {
  return Array.from({ length: count }, (_, index) => message(`m-${index + 1}`, NOW_MS - count + index + 1));
}

describe('the place behind the messages of a room', () => {
  test('has all of them behind it', () => {
    const said = [message('long ago', NOW_MS - 60_000), message('before', NOW_MS - 3_000), message('last', NOW_MS)];
    const place = behind(said, NOW_MS);
    expect(said.filter((one) => isAfter(place, one))).toEqual([]);
  });

  test('has before it what is stored up to 5 s late', () => {
    const place = behind([message('last', NOW_MS)], NOW_MS + 60_000);
    expect(isAfter(place, message('late', NOW_MS - 5_000))).toBe(true);
    expect(isAfter(place, message('too late', NOW_MS - 5_001))).toBe(false);
  });

  test('is 5 s ago where nobody has said anything', () => {
    expect(behind([], NOW_MS)).toEqual({ atMs: NOW_MS - 5_000, ids: [] });
  });

  test('has behind it what was not read because so much was said in so short a time', () => {
    const all = messages(FEW_MESSAGES + 1);
    const place = behind(all.slice(1), NOW_MS);
    expect(all.filter((one) => isAfter(place, one))).toEqual([]);
    expect(isAfter(place, message('late', NOW_MS - FEW_MESSAGES + 2))).toBe(true);
  });
});

test('a place moves on with a message, and remembers as many ids as could come late', () => {
  const times = new Map([
    ['old', NOW_MS - 5_001],
    ['recent', NOW_MS - 5_000],
  ]);
  const next = advance({ atMs: NOW_MS - 9_000, ids: ['old', 'recent'] }, message('new', NOW_MS), times);
  expect(next).toEqual({ atMs: NOW_MS - 5_000, ids: ['recent', 'new'] });
});

test('a place never moves back', () => {
  const place = { atMs: NOW_MS, ids: [] };
  expect(advance(place, message('late', NOW_MS), new Map())).toEqual({ atMs: NOW_MS, ids: ['late'] });
});
