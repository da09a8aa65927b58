/// <reference types="jest" />
import { handleArrival, handleTransfer, type Reception } from '../../handlers/arrivals';
import type { Arrivals } from '../../lib/Arrivals';
import { RoomsInTransit } from '../../lib/RoomsInTransit';
import { Routing } from '../../lib/Routing';
import type { Arrival } from '../../lib/rooms';
import type { Switchboard } from '../../lib/Switchboard';

let calls: string[];
let inTransit: RoomsInTransit;
beforeEach(() => {
  calls = [];
  inTransit = new RoomsInTransit();
});

function aReception(business: Awaited<ReturnType<Reception['business']>>): Reception {
  const record = (what: string) => async (roomId: string) => void calls.push(`${what} ${roomId}`);
  return {
    inTransit,
    business: async () => business,
    arrivals: { roomArrived: record('arrived') } as unknown as Arrivals,
    switchboard: { roomChanged: record('changed') } as unknown as Switchboard,
  };
}

const reception = () => aReception({ bridgeAgent: 'bridge', routing: new Routing([], 'salesforce') });

async function lookedAt(arrival: Omit<Arrival, 'roomId'>): Promise<string[]> {
  await handleArrival({ roomId: 'room', ...arrival }, reception());
  return calls;
}

test.each([
  ['the bridge agent serves it', { servedBy: 'bridge' }],
  ['it came to the served department, by name', { department: { id: 'd', name: 'salesforce' } }],
  ['it came to the served department, by id', { department: { id: 'salesforce', name: 'S' } }],
])('a room is looked at when %s', async (_name, arrival) => {
  expect(await lookedAt(arrival)).toEqual(['arrived room']);
});

test.each([
  ['somebody else serves it', { servedBy: 'susan' }],
  ['it came to another department', { department: { id: 'd', name: 'support' } }],
  ['nobody serves it', {}],
])('a room is left alone when %s', async (_name, arrival) => {
  expect(await lookedAt(arrival)).toEqual([]);
});

test('a room that nobody serves is left alone while no bridge agent is named', async () => {
  const nothing = aReception({ bridgeAgent: undefined, routing: new Routing([], undefined) });
  await handleArrival({ roomId: 'room', department: {} }, nothing);
  expect(calls).toEqual([]);
});

test('a room that was transferred is missed where it was, and looked at where it is', async () => {
  await handleTransfer({ roomId: 'room', department: { id: 'salesforce' } }, reception());
  expect(calls).toEqual(['changed room', 'arrived room']);
});

test.each([
  ['assigned', handleArrival],
  ['transferred', handleTransfer],
])('what the host tells of a room while this process moves it is no news: %s', async (_name, handle) => {
  const arrival = { roomId: 'room', servedBy: 'bridge' };
  await inTransit.during('room', () => handle(arrival, reception()));
  expect(calls).toEqual([]);
  await inTransit.during('other', () => handle(arrival, reception()));
  expect(calls).toContain('arrived room');
});
