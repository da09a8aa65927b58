/// <reference types="jest" />
import { NotOwner } from '../../lib/NotOwner';
import { ProviderError } from '../../lib/ProviderError';
import type { Provider } from '../../lib/provider';
import { SessionRunner } from '../../lib/SessionRunner';
import { aSession } from '../support/aDesk';
import { aStage, type Stage } from '../support/aStage';
import { settled } from '../support/SteppedClock';

const MEGABYTE = 1024 * 1024;
const URL = 'https://example.com/a.pdf';
const LINK = `[a.pdf](${URL})`;

let stage: Stage;
let runner: SessionRunner;
beforeEach(async () => {
  stage = aStage();
  stage.provider.sources.set(URL, Buffer.from('%PDF'));
  await stage.sessions.create(aSession({ resume: { sessionId: 'session-1', sent: [] } }));
  await run();
});
afterEach(() => {
  runner.abandon();
  expect(stage.log.lines.filter((line) => line.startsWith('error'))).toEqual([]);
});

/** Carries on with what is stored, as another process would after this one was killed. */
async function run(over: Partial<Stage> | { provider: Provider } = {}, isTakenOver = false): Promise<void> {
  const stored = await stage.sessions.find('room');
  if (!stored) throw new Error('there is no session to go on with');
  runner = new SessionRunner(stored, { ...stage, ...over }, 'visitor');
  void runner.run({ isTakenOver });
  await settled();
}

async function takeOver(): Promise<void> {
  runner.abandon();
  await run({}, true);
}

async function sendFile(name = 'a.pdf', url = URL): Promise<void> {
  const content = { kind: 'file', name, mediaType: 'application/pdf', url } as const;
  stage.provider.report({ type: 'message', content });
  await settled();
}

async function sendText(text: string): Promise<void> {
  stage.provider.report({ type: 'message', content: { kind: 'text', text } });
  await settled();
}

/** What the visitor sees of the agent, oldest first: texts, and the names of files. */
async function seen(): Promise<string[]> {
  const messages = await stage.messages.newest('room', 100);
  return messages
    .filter(({ senderId }) => senderId === 'bridge')
    .map(({ text, file }) => (file ? `file ${file.name}` : text));
}

const never = () => new Promise<void>(() => undefined);

describe('a file of the agent', () => {
  test('is a file in the room, where it came between his words', async () => {
    await sendText('Here it is');
    await sendFile();
    await sendText('Can you read it?');
    expect(await seen()).toEqual(['Here it is', 'file a.pdf', 'Can you read it?']);
    expect([...stage.messages.files.values()].map(String)).toEqual(['%PDF']);
  });

  test('keeps what he writes after it waiting until it is there', async () => {
    let answer: () => void = () => undefined;
    stage.provider.onCall = (call) => {
      if (!call.startsWith('fetchFile')) return;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    await sendFile();
    await sendText('Can you read it?');
    expect(await seen()).toEqual([]);
    answer();
    await settled();
    expect(await seen()).toEqual(['file a.pdf', 'Can you read it?']);
  });

  test('comes as often as it is sent', async () => {
    await sendFile();
    await sendFile();
    expect(await seen()).toEqual(['file a.pdf', 'file a.pdf']);
  });

  test('is a file up to 5 MB, and a link beyond', async () => {
    stage.provider.sources.set(URL, Buffer.alloc(5 * MEGABYTE));
    await sendFile();
    stage.provider.sources.set(URL, Buffer.alloc(5 * MEGABYTE + 1));
    await sendFile();
    expect(await seen()).toEqual(['file a.pdf', LINK]);
  });
});

describe('the visitor gets the link, once, and the session goes on', () => {
  afterEach(async () => {
    await sendText('still here');
    expect(await seen()).toEqual([LINK, 'still here']);
    expect(runner.session.state).toBe('active');
  });

  test.each([
    ['is refused', new ProviderError('rejected', 'no')],
    ['is out of reach', new ProviderError('unreachable', 'not answered')],
    ['is gone', new ProviderError('gone', 'over')],
    ['fails in an unexpected way', new Error('a bug')],
  ])('when the file %s', async (_why, failure) => {
    stage.provider.onCall = (call) => {
      if (call.startsWith('fetchFile')) throw failure;
    };
    await sendFile();
  });

  test('when the contact centre gives links only', async () => {
    runner.abandon();
    const { provider } = stage;
    const poorer = {
      open: provider.open.bind(provider),
      send: provider.send.bind(provider),
      close: provider.close.bind(provider),
      receive: provider.receive.bind(provider),
    };
    await run({ provider: poorer });
    await sendFile();
    expect(provider.called('fetchFile')).toEqual([]);
  });

  test('when the host refuses the file', async () => {
    stage.messages.onPostFile = () => {
      throw new Error('File type is not accepted [error-invalid-file-type]');
    };
    await sendFile();
    expect(stage.log.lines.at(-1)).toContain('error-invalid-file-type');
  });

  test('when the host takes the file and shows nothing', async () => {
    stage.messages.onPostFile = () => undefined;
    await sendFile();
  });

  test('when nobody but the visitor has a file of that name in the room', async () => {
    const file = { id: 'f', name: 'a.pdf', mediaType: 'application/pdf' };
    stage.messages.onPostFile = () => {
      stage.messages.write({ senderUsername: 'guest-1', file });
    };
    await sendFile();
  });
});

test('a file that is in the room though the host answered with an error is not told as a link', async () => {
  stage.messages.onPostFile = (file) => {
    stage.messages.showFile(file);
    throw new Error('upload was not answered within 15000 ms');
  };
  await sendFile();
  expect(await seen()).toEqual(['file a.pdf']);
});

describe('a file that was being fetched', () => {
  let answer: () => void;
  beforeEach(async () => {
    stage.provider.onCall = (call) => {
      if (!call.startsWith('fetchFile')) return;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    await sendFile();
  });

  test.each([
    ['was closed', { isOpen: false }],
    ['went to somebody else', { servedBy: 'another' }],
  ])('when the room %s is neither sent nor told', async (_how, change) => {
    stage.omnichannel.change('room', change);
    answer();
    await settled();
    expect(await seen()).toEqual([]);
  });

  test('when another instance took the session is left to that one', async () => {
    runner.abandon();
    let isLeased = true;
    await run({ holdsLease: () => isLeased }, true);
    const stored = await stage.sessions.find('room');
    if (stored) await stage.sessions.update({ ...stored, owner: 'instance-2' });
    isLeased = false;
    answer();
    await settled();
    expect(await seen()).toEqual([]);
    expect(stage.log.lines).toContainEqual(expect.stringContaining('gone to another instance'));
  });
});

test('a file during whose fetch the provider cannot save is left to the instance that has the session now', async () => {
  stage.provider.onCall = (call) => {
    if (call.startsWith('fetchFile')) throw new NotOwner('room');
  };
  await sendFile();
  expect(await seen()).toEqual([]);
  expect(stage.log.lines).toContainEqual(expect.stringContaining('gone to another instance'));
});

describe('when the process is killed', () => {
  test('after the file was shown, it is neither fetched nor shown again', async () => {
    stage.messages.onPostFile = (file) => {
      stage.messages.showFile(file);
      return never();
    };
    await sendFile();
    await takeOver();
    await sendText('Can you read it?');
    expect(await seen()).toEqual(['file a.pdf', 'Can you read it?']);
    expect(stage.provider.called('fetchFile')).toHaveLength(1);
  });

  test('before the host had the file, it is sent again when the host cannot be at work on it', async () => {
    const { onPostFile } = stage.messages;
    stage.messages.onPostFile = never;
    await sendFile();
    stage.messages.onPostFile = onPostFile;
    await takeOver();
    await stage.clock.pass(14_000);
    expect(await seen()).toEqual([]);
    await stage.clock.pass(1_000);
    expect(await seen()).toEqual(['file a.pdf']);
  });

  test('while the host was at work on the file, it is not sent again', async () => {
    stage.messages.onPostFile = async (file) => {
      await stage.clock.wait(8_000);
      stage.messages.showFile(file);
      return never();
    };
    await sendFile();
    await takeOver();
    await stage.clock.pass(60_000);
    expect(await seen()).toEqual(['file a.pdf']);
  });

  test('while it fetched the file, the file is sent without a wait', async () => {
    stage.provider.onCall = (call) => (call.startsWith('fetchFile') ? never() : undefined);
    await sendFile();
    stage.provider.onCall = () => undefined;
    await takeOver();
    expect(await seen()).toEqual(['file a.pdf']);
  });

  test('after the link was told, the link stays the only one', async () => {
    stage.provider.sources.clear();
    // That the link was told is never stored, nor is the contact centre's word for it taken.
    jest.spyOn(stage.sessions, 'update').mockImplementation(never);
    await sendFile();
    jest.restoreAllMocks();
    stage.provider.sources.set(URL, Buffer.from('%PDF'));
    await takeOver();
    await settled();
    expect(await seen()).toEqual([LINK]);
  });

  test('twice during the same file, it still comes once', async () => {
    const { onPostFile } = stage.messages;
    stage.messages.onPostFile = never;
    await sendFile();
    await takeOver();
    await stage.clock.pass(15_000);
    stage.messages.onPostFile = onPostFile;
    await takeOver();
    await stage.clock.pass(14_000);
    expect(await seen()).toEqual([]);
    await stage.clock.pass(1_000);
    expect(await seen()).toEqual(['file a.pdf']);
  });

  test('on an instance whose clock is ahead, the others do not wait longer for that', async () => {
    const { onPostFile } = stage.messages;
    stage.messages.onPostFile = never;
    await sendFile();
    const stored = await stage.sessions.find('room');
    const files = stored?.files?.map((mark) => ({ ...mark, atMs: mark.atMs + 3_600_000 }));
    if (stored) await stage.sessions.update({ ...stored, files });
    stage.messages.onPostFile = onPostFile;
    await takeOver();
    await stage.clock.pass(15_000);
    expect(await seen()).toEqual(['file a.pdf']);
  });
});

describe('files of one name that come again after a kill', () => {
  const file = { kind: 'file', name: 'a.pdf', mediaType: 'application/pdf', url: URL } as const;
  const events = ['one', 'two', 'three'].map((id) => ({ id, type: 'message', content: file }) as const);

  /** A contact centre that tells all of it again until the whole of it was taken. */
  function told(): void {
    stage.provider.receive = async (_conversation, signal, emit) => {
      for (const event of events) if (!signal.aborted) await emit(event);
      await never();
    };
  }

  test.each([0, 1, 2])('are shown once each when the host had shown %d of them', async (count) => {
    runner.abandon();
    told();
    let shown = 0;
    const { onPostFile } = stage.messages;
    stage.messages.onPostFile = (posted, roomId) => (shown++ < count ? onPostFile(posted, roomId) : never());
    await run();
    expect(await seen()).toHaveLength(count);
    stage.messages.onPostFile = onPostFile;
    await takeOver();
    await stage.clock.pass(15_000);
    expect(await seen()).toEqual(['file a.pdf', 'file a.pdf', 'file a.pdf']);
  });
});

test('of many files, the newest ten are remembered', async () => {
  for (let n = 1; n <= 25; n++) await sendFile(`${n}.pdf`);
  const stored = await stage.sessions.find('room');
  expect(stored?.files?.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, n) => `${n + 16}.pdf`));
});
