/// <reference types="jest" />
import { type Arrival, handleArrival } from '../../handlers/arrivals';
import type { Switchboard } from '../../lib/Switchboard';

const config = { bridgeAgent: 'bridge', servedDepartment: 'salesforce' };

async function lookedAt(arrival: Omit<Arrival, 'roomId'>, settings = config): Promise<string[]> {
  const rooms: string[] = [];
  const switchboard = { roomArrived: async (roomId: string) => void rooms.push(roomId) } as unknown as Switchboard;
  await handleArrival({ roomId: 'room', ...arrival }, settings, switchboard);
  return rooms;
}

test.each([
  ['the bridge agent serves it', { servedBy: 'bridge' }],
  ['it came to the served department, by name', { department: { id: 'd', name: 'salesforce' } }],
  ['it came to the served department, by id', { department: { id: 'salesforce', name: 'S' } }],
])('a room is looked at when %s', async (_name, arrival) => {
  expect(await lookedAt(arrival)).toEqual(['room']);
});

test.each([
  ['somebody else serves it', { servedBy: 'susan' }],
  ['it came to another department', { department: { id: 'd', name: 'support' } }],
  ['nobody serves it', {}],
])('a room is left alone when %s', async (_name, arrival) => {
  expect(await lookedAt(arrival)).toEqual([]);
});

test('a room that nobody serves is left alone while no bridge agent is named', async () => {
  const nothing = { bridgeAgent: undefined, servedDepartment: undefined } as unknown as typeof config;
  expect(await lookedAt({ department: {} }, nothing)).toEqual([]);
});
