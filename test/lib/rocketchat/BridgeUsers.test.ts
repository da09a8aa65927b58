/// <reference types="jest" />
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { BridgeUsers } from '../../../lib/rocketchat/BridgeUsers';

let users: Record<string, string>;
let asked: string[];
let nowMs: number;
let bridgeUsers: BridgeUsers;

beforeEach(() => {
  users = { ada: 'id-1', bob: 'id-2' };
  asked = [];
  nowMs = 1_000;
  const getByUsername = async (username: string) => {
    asked.push(username);
    const id = users[username];
    return (id && { id }) as IUser;
  };
  bridgeUsers = new BridgeUsers({ getByUsername }, { nowMs: () => nowMs });
});

describe('the user that sessions speak as', () => {
  test('is read once a minute', async () => {
    expect(await bridgeUsers.find('ada')).toEqual({ id: 'id-1' });
    nowMs += 59_999;
    expect(await bridgeUsers.find('ada')).toEqual({ id: 'id-1' });
    expect(asked).toEqual(['ada']);
  });

  test('is another a minute after it was made anew', async () => {
    await bridgeUsers.find('ada');
    users.ada = 'id-3';
    nowMs += 60_000;
    expect(await bridgeUsers.find('ada')).toEqual({ id: 'id-3' });
  });

  test('is asked for again as long as there is none', async () => {
    expect(await bridgeUsers.find('carl')).toBeUndefined();
    users.carl = 'id-4';
    expect(await bridgeUsers.find('carl')).toEqual({ id: 'id-4' });
  });

  test('is told from every other', async () => {
    await bridgeUsers.find('ada');
    expect(await bridgeUsers.find('bob')).toEqual({ id: 'id-2' });
  });
});
