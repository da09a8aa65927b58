/// <reference types="jest" />
import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';
import type { IMessageRaw } from '@rocket.chat/apps-engine/definition/messages';
import type { IUser } from '@rocket.chat/apps-engine/definition/users';
import { EngineMessages } from '../../../lib/rocketchat/EngineMessages';

const START_MS = Date.UTC(2026, 0, 5);

interface Sent {
  room?: { id: string };
  text?: string;
  sender?: { id: string };
  fields: Record<string, unknown>;
}

let stored: IMessageRaw[];
let sent: Sent[];
let calls: string[];
/** Throws where a test wants the app to be cut off. */
let onSend: (message: Sent) => void;
beforeEach(() => {
  uploadBuffer = async (content, descriptor) => {
    calls.push(`upload ${content} ${JSON.stringify(descriptor)}`);
    return { id: 'f' };
  };
  finish = takes;
  isMuted = false;
  bytesOf = async (id) => Buffer.from(`bytes of ${id}`);
  stored = [];
  sent = [];
  calls = [];
  onSend = () => undefined;
});

function raw(id: string, atMs: number, changes: object = {}): IMessageRaw {
  const sender = { _id: 'visitor', username: 'guest-1', name: 'Vera' };
  return { id, roomId: 'room', sender, text: id, createdAt: new Date(START_MS + atMs), ...changes } as IMessageRaw;
}

function store(...messages: IMessageRaw[]): void {
  stored.push(...messages);
}

function aBuilder() {
  const message: Sent = { fields: {} };
  const builder = {
    message,
    setRoom: (room: { id: string }) => Object.assign(message, { room }) && builder,
    setText: (text: string) => Object.assign(message, { text }) && builder,
    setSender: (sender: { id: string }) => Object.assign(message, { sender }) && builder,
    addCustomField: (name: string, value: unknown) => Object.assign(message.fields, { [name]: value }) && builder,
  };
  return builder;
}

/** What the host makes of a message. */
let finish: (builder: ReturnType<typeof aBuilder>) => Promise<string | null>;

function takes({ message }: ReturnType<typeof aBuilder>): Promise<string> {
  onSend(message);
  sent.push(message);
  const { text, fields } = message;
  store(raw(`sent-${sent.length}`, 1_000 + sent.length, { text, customFields: fields }));
  return Promise.resolve('id');
}

/** Whether the host gives nothing back when it is asked for messages. */
let isMuted: boolean;

/** The bytes of a file. */
let bytesOf: (id: string) => Promise<Buffer | null>;

/** What the host makes of a file. */
let uploadBuffer: (content: Buffer, descriptor: object) => Promise<object | null>;

/** The engine's accessors over `stored`; rooms are read newest first, as the host does when it is asked to. */
function messages(bridge: object | null = { id: 'bridge-id' }): EngineMessages {
  const getMessages = async (_roomId: string, { limit = 0, skip = 0 }: { limit?: number; skip?: number }) => {
    calls.push(`${skip}+${limit}`);
    if (isMuted) return null;
    const oldestFirst = [...stored].sort((a, b) => Number(a.createdAt) - Number(b.createdAt));
    return oldestFirst.reverse().slice(skip, skip + limit);
  };
  const read = {
    getRoomReader: () => ({ getMessages }),
    getUploadReader: () => ({ getBufferById: (id: string) => bytesOf(id) }),
  };
  const typing = async (options: object) => {
    calls.push(`typing ${JSON.stringify(options)}`);
    return async () => {
      calls.push('typed');
    };
  };
  const modify = {
    getCreator: () => ({
      startMessage: aBuilder,
      finish: (builder: ReturnType<typeof aBuilder>) => finish(builder),
      getUploadCreator: () => ({ uploadBuffer }),
    }),
    getNotifier: () => ({ typing }),
  };
  const bridgeUser = async () => (bridge ?? undefined) as IUser | undefined;
  return new EngineMessages(read as unknown as IRead, modify as unknown as IModify, bridgeUser);
}

const idsOf = (found: ReadonlyArray<{ id: string }>) => found.map(({ id }) => id);

describe('what a session says', () => {
  test('is said by the bridge agent, and marked with what it tells', async () => {
    await messages().post('room', { text: 'Hello', eventId: 'e' });
    const fields = { handoverEvent: 'e' };
    expect(sent).toEqual([{ room: { id: 'room' }, text: 'Hello', sender: { id: 'bridge-id' }, fields }]);
  });

  test('is said by the app where there is no bridge agent', async () => {
    await messages(null).post('room', { text: 'Hello', eventId: 'e' });
    expect(sent).toEqual([{ room: { id: 'room' }, text: 'Hello', fields: { handoverEvent: 'e' } }]);
  });

  test('of 5,000 characters is one message, and of one more it is two', async () => {
    await messages().post('room', { text: 'x'.repeat(5_000), eventId: 'e' });
    expect(sent).toHaveLength(1);
    await messages().post('room', { text: 'x'.repeat(5_001), eventId: 'f' });
    expect(sent.slice(1).map(({ text }) => text?.length)).toEqual([5_000, 1]);
  });

  test('is cut where a word or a line ends, and nothing but that blank is lost', async () => {
    const words = Array.from({ length: 2_000 }, (_, index) => `word${index}`).join(' ');
    await messages().post('room', { text: words, eventId: 'e' });
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.every(({ text = '' }) => text.length <= 5_000 && /^word\d+ .* word\d+$/.test(text))).toBe(true);
    expect(sent.map(({ text }) => text).join(' ')).toBe(words);
  });

  test('is not cut in the middle of a character', async () => {
    const text = `x${'🙂'.repeat(5_000)}`;
    await messages().post('room', { text, eventId: 'e' });
    expect(sent.map((message) => message.text).join('')).toBe(text);
    expect(sent.filter((message) => /^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(message.text ?? ''))).toEqual([]);
  });

  test('in several messages is completed after a cut, and nothing of it is said twice', async () => {
    const text = ['a', 'b', 'c'].map((letter) => letter.repeat(5_000)).join('');
    onSend = (message) => {
      if (message.text?.startsWith('b')) throw new Error('the process was killed');
    };
    await expect(messages().post('room', { text, eventId: 'e' })).rejects.toThrow('killed');
    onSend = () => undefined;
    await messages().post('room', { text, eventId: 'e' });
    expect(sent.map((message) => [message.text?.[0], message.fields.handoverEvent])).toEqual([
      ['a', 'e#1'],
      ['b', 'e#2'],
      ['c', 'e'],
    ]);
  });
});

describe('a file of a session', () => {
  const file = { name: 'a.pdf', content: Buffer.from('%PDF') };

  test('goes into the room as the bridge agent', async () => {
    await messages().postFile('room', file);
    expect(calls).toEqual(['upload %PDF {"filename":"a.pdf","room":{"id":"room"},"user":{"id":"bridge-id"}}']);
  });

  test('goes into the room as the app where there is no bridge agent', async () => {
    await messages(null).postFile('room', file);
    expect(calls).toEqual(['upload %PDF {"filename":"a.pdf","room":{"id":"room"}}']);
  });

  test('that the host refuses is an error', async () => {
    uploadBuffer = async () => {
      throw new Error('File exceeds allowed size [error-file-too-large]');
    };
    await expect(messages().postFile('room', file)).rejects.toThrow('error-file-too-large');
  });

  test('of which the host gives nothing back, as without the permission, is an error', async () => {
    uploadBuffer = async () => null;
    await expect(messages().postFile('room', file)).rejects.toThrow('upload got no answer');
  });

  describe('that is not taken', () => {
    beforeEach(() => {
      jest.useFakeTimers();
    });
    afterEach(() => {
      jest.useRealTimers();
    });

    test('for a quarter of a minute is an error, and not before', async () => {
      uploadBuffer = () => new Promise(() => undefined);
      const posting = messages().postFile('room', file);
      const outcome = jest.fn();
      posting.then(outcome, outcome);
      await jest.advanceTimersByTimeAsync(14_999);
      expect(outcome).not.toHaveBeenCalled();
      await jest.advanceTimersByTimeAsync(1);
      expect(outcome).toHaveBeenCalledWith(expect.objectContaining({ name: 'HostTimeout' }));
    });
  });
});

describe('the messages of a room', () => {
  test('tell who said what, when, and what it carries', async () => {
    const file = { _id: 'f', name: 'a.pdf', type: 'application/pdf' };
    store(raw('m', 5, { file, customFields: { handoverEvent: 'e', other: 1 } }));
    expect(await messages().newest('room', 1)).toEqual([
      {
        id: 'm',
        atMs: START_MS + 5,
        senderId: 'visitor',
        senderName: 'Vera',
        senderUsername: 'guest-1',
        text: 'm',
        eventId: 'e',
        file: { id: 'f', name: 'a.pdf', mediaType: 'application/pdf' },
      },
    ]);
  });

  test('may have no text, no name and a time in any form', async () => {
    const sender = { _id: 'visitor', username: 'guest-1' };
    store(raw('m', 0, { text: undefined, sender, createdAt: '2026-01-05T00:00:00.007Z' }));
    expect(await messages().newest('room', 1)).toEqual([
      {
        id: 'm',
        atMs: START_MS + 7,
        senderId: 'visitor',
        senderName: 'guest-1',
        senderUsername: 'guest-1',
        text: '',
      },
    ]);
  });

  test('are the newest, oldest first', async () => {
    store(raw('c', 3), raw('a', 1), raw('b', 2));
    expect(idsOf(await messages().newest('room', 2))).toEqual(['b', 'c']);
  });

  test.each([0, -1])('are none when %d are wanted, and the host is not asked', async (count) => {
    expect([await messages().newest('room', count), calls]).toEqual([[], []]);
  });

  test('are 100 at most', async () => {
    store(...Array.from({ length: 120 }, (_, index) => raw(`m${index}`, index)));
    expect(await messages().newest('room', 1_000)).toHaveLength(100);
  });

  test('since a time include that millisecond', async () => {
    store(raw('a', 1), raw('b', 2), raw('c', 3));
    expect(idsOf(await messages().since('room', START_MS + 2))).toEqual(['b', 'c']);
  });

  test('of one millisecond keep the order in which they were stored', async () => {
    store(raw('z', 1), raw('a', 1), raw('m', 1));
    expect(idsOf(await messages().since('room', START_MS))).toEqual(['z', 'a', 'm']);
  });

  test.each([9, 10, 11, 109, 110, 111, 350])('since a time are all %d of them', async (count) => {
    const written = Array.from({ length: count }, (_, index) => raw(`m${index}`, index + 1));
    store(raw('old', 0), ...written);
    expect(idsOf(await messages().since('room', START_MS + 1))).toEqual(idsOf(written));
  });

  test('since a time are each told once when another is written during the reading', async () => {
    const written = Array.from({ length: 30 }, (_, index) => raw(`m${index}`, index + 1));
    store(...written);
    const engine = messages();
    const reading = engine.since('room', START_MS);
    store(raw('late', 100));
    const ids = idsOf(await reading);
    expect(ids.filter((id) => id !== 'late')).toEqual(idsOf(written));
  });

  test('are read no further than to the time that is asked for', async () => {
    store(...Array.from({ length: 50 }, (_, index) => raw(`m${index}`, index)));
    await messages().since('room', START_MS + 45);
    expect(calls).toHaveLength(1);
  });

  test('are read at once with as many as are expected', async () => {
    store(...Array.from({ length: 50 }, (_, index) => raw(`m${index}`, index)));
    expect(await messages().since('room', START_MS + 30, 18)).toHaveLength(20);
    expect(calls).toHaveLength(1);
  });

  test('carry files, whose bytes are read by id', async () => {
    expect(String(await messages().fileContent('f'))).toBe('bytes of f');
  });
});

describe('a host that gives nothing back, as without a permission, fails', () => {
  test('a message', async () => {
    finish = async () => null;
    await expect(messages().post('room', { text: 'hello', eventId: 'e' })).rejects.toThrow('message got no answer');
  });

  test('a look at the room, whichever', async () => {
    isMuted = true;
    await expect(messages().newest('room', 5)).rejects.toThrow('messages read got no answer');
    await expect(messages().since('room', 0)).rejects.toThrow('messages read got no answer');
  });

  test('the reading of a file', async () => {
    bytesOf = async () => null;
    await expect(messages().fileContent('f')).rejects.toThrow('file read got no answer');
  });
});

describe('a host that never answers', () => {
  const never = () => new Promise<never>(() => undefined);
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test.each([
    ['a message', 15_000, () => messages().post('room', { text: 'hello', eventId: 'e' })],
    ['the reading of a file', 5_000, () => messages().fileContent('f')],
  ])('is waited for, for %s, for %i ms', async (_what, patienceMs, call) => {
    finish = never;
    bytesOf = never;
    const outcome = jest.fn();
    call().then(outcome, outcome);
    await jest.advanceTimersByTimeAsync(patienceMs - 1);
    expect(outcome).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(outcome).toHaveBeenCalledWith(expect.objectContaining({ name: 'HostTimeout' }));
  });
});

describe('the typing of an agent', () => {
  test('is shown once and hidden once', async () => {
    const engine = messages();
    for (const isTyping of [true, true, false, false]) await engine.showTyping('room', 'Ana', isTyping);
    expect(calls[0]).toBe('typing {"id":"room","username":"Ana"}');
    expect(calls.slice(-1)).toEqual(['typed']);
    expect(calls.filter((call) => call === 'typed')).toHaveLength(1);
  });

  test('stays shown when it is reported again', async () => {
    const engine = messages();
    await engine.showTyping('room', 'Ana', true);
    await engine.showTyping('room', 'Ana', true);
    expect(calls).not.toContain('typed');
    await engine.showTyping('room', 'Ana', false);
    expect(calls).toContain('typed');
  });

  test('of one room is not that of another', async () => {
    const engine = messages();
    await engine.showTyping('one', 'Ana', true);
    await engine.showTyping('two', 'Ben', false);
    expect(calls).not.toContain('typed');
  });
});
