/// <reference types="jest" />
import type { IRead } from '@rocket.chat/apps-engine/definition/accessors';
import { decodeJwt, SignJWT } from 'jose';
import { composeFileLinks, composeFiles } from '../../composition/composeFiles';
import { FileEndpoint } from '../../endpoints/FileEndpoint';
import { MOST_LINKED_BYTES } from '../../lib/Outbound';
import { PersistentLinkKeys } from '../../lib/rocketchat/PersistentLinkKeys';
import { RecordStore } from '../../lib/rocketchat/RecordStore';
import { RecordingLog } from '../support/aDesk';
import { anApp, aRequest, call } from '../support/endpoints';
import { enginePersistence } from '../support/enginePersistence';
import { ManualClock } from '../support/ManualClock';

const SITE = 'https://chat.example.com';
const BILL = { id: 'bill', name: 'bill.pdf', mediaType: 'application/pdf' };
const OTHER = { id: 'other', name: 'other.pdf', mediaType: 'application/pdf' };
const NOT_FOUND = {
  status: 404,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  content: { result: 'There is no such file, or its link has expired.', error: 'file-not-found' },
};

/** A workspace with the files `bill` and `other`, its endpoint, and what makes links. */
function aWorkspace() {
  const uploads = new Map<string, { content: Buffer; size: number }>();
  const store = (id: string, text: string, size = text.length) =>
    void uploads.set(id, { content: Buffer.from(text), size });
  store(BILL.id, 'bytes of the bill');
  store(OTHER.id, 'bytes of the other');
  const { reader, writer } = enginePersistence();
  const asked: string[] = [];
  const uploadReader = {
    getById: async (id: string) => {
      asked.push(`look-up ${id}`);
      return uploads.has(id) && { id, size: uploads.get(id)?.size };
    },
    getBufferById: async (id: string) => {
      asked.push(`read ${id}`);
      return uploads.get(id)?.content;
    },
  };
  const read = { getPersistenceReader: () => reader, getUploadReader: () => uploadReader } as unknown as IRead;
  const clock = new ManualClock();
  const log = new RecordingLog();
  const endpoint = new FileEndpoint(anApp(log), composeFiles(clock));
  const linkTo = composeFileLinks({ read, persistence: writer }, SITE, 'the-app', clock);
  const tokenOf = async (file: typeof BILL) => (await linkTo?.(file))?.split('/').pop() ?? '';
  const get = (token: string) => call(endpoint, 'get', aRequest({ params: { token } }), { read, persistence: writer });
  const keys = new PersistentLinkKeys(new RecordStore(PersistentLinkKeys.KIND, reader, writer));
  return { get, tokenOf, linkTo, uploads, store, uploadReader, clock, log, keys, asked };
}

let workspace: ReturnType<typeof aWorkspace>;
beforeEach(() => {
  workspace = aWorkspace();
});

/** A link to the bill that is signed as a test says, with the very key of the workspace unless it brings its own. */
async function signedBy({ alg = 'HS256', key = '', claims = {} }): Promise<string> {
  const jwt = new SignJWT({
    mediaType: BILL.mediaType,
    sub: BILL.id,
    exp: workspace.clock.nowMs() / 1_000 + 60,
    ...claims,
  });
  return jwt.setProtectedHeader({ alg }).sign(new TextEncoder().encode(key || (await workspace.keys.some())));
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a link to a file of a room', () => {
  test('is an address of the app, which says nothing but which file it is, of what kind, and until when', async () => {
    const link = (await workspace.linkTo?.(BILL)) ?? '';
    expect(link.startsWith(`${SITE}/api/apps/public/the-app/files/`)).toBe(true);
    const exp = workspace.clock.nowMs() / 1_000 + 15 * 60;
    expect(decodeJwt(link.split('/').pop() ?? '')).toEqual({ sub: 'bill', mediaType: 'application/pdf', exp });
  });

  test('cannot be made where nobody knows the address of the workspace', () => {
    expect(composeFileLinks({ read: {} as IRead, persistence: {} as never }, '', 'the-app')).toBeUndefined();
  });

  test('gives its bytes, as what nobody shows, guesses at, or keeps', async () => {
    const { status, headers, content } = await workspace.get(await workspace.tokenOf(BILL));
    expect([status, String(content)]).toEqual([200, 'bytes of the bill']);
    expect(headers).toEqual({
      'content-type': 'application/pdf',
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  });

  test.each(['text/html\r\nset-cookie: a=b', 'text', '', 'text/html; charset=utf-8'])(
    'that is said to be %j gives bytes of no kind',
    async (mediaType) => {
      const { headers } = await workspace.get(await workspace.tokenOf({ ...BILL, mediaType }));
      expect(headers?.['content-type']).toBe('application/octet-stream');
    },
  );

  test('works as often as it is followed within a quarter of an hour, and then no more', async () => {
    const token = await workspace.tokenOf(BILL);
    workspace.clock.advance(15 * 60_000 - 1_000);
    expect([(await workspace.get(token)).status, (await workspace.get(token)).status]).toEqual([200, 200]);
    workspace.clock.advance(1_000);
    expect(await workspace.get(token)).toEqual(NOT_FOUND);
  });

  test('is followed whoever has signed it with the key of the workspace', async () => {
    expect(String((await workspace.get(await signedBy({}))).content)).toBe('bytes of the bill');
  });

  test('that either of two instances has signed with the first key at once is followed', async () => {
    const tokens = await Promise.all([workspace.tokenOf(BILL), workspace.tokenOf(OTHER)]);
    const answers = await Promise.all(tokens.map((token) => workspace.get(token)));
    expect(answers.map(({ content }) => String(content))).toEqual(['bytes of the bill', 'bytes of the other']);
  });
});

describe('no file is handed out, nor looked for,', () => {
  const another = () => aWorkspace().tokenOf(BILL);
  const changed = async (part: number, change: (text: string) => string) => {
    const parts = (await workspace.tokenOf(BILL)).split('.');
    return parts.map((text, index) => (index === part ? change(text) : text)).join('.');
  };
  const flipped = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
  const unsigned = async () =>
    `${base64url({ alg: 'none' })}.${base64url({ sub: 'bill', mediaType: 'application/pdf', exp: 9_999_999_999 })}.`;

  test.each<[string, () => Promise<string>]>([
    ['without a link', async () => ''],
    ['for what is no link', async () => 'bill'],
    ['for a link whose signature is changed', () => changed(2, flipped)],
    ['for a link whose signature is left out', () => changed(2, () => '')],
    [
      'for a link that was changed to another file',
      () => changed(1, () => base64url({ sub: 'other', mediaType: 'application/pdf', exp: 9_999_999_999 })),
    ],
    ['for a link without a signature (alg none)', unsigned],
    ['for a link that says alg none over a signature', () => changed(0, () => base64url({ alg: 'none' }))],
    ['for a link by another algorithm with the same key', () => signedBy({ alg: 'HS512' })],
    ['for a link that never expires', () => signedBy({ claims: { exp: undefined } })],
    ['for a link that names no file', () => signedBy({ claims: { sub: undefined } })],
    ['for a link that is signed with a guess', () => signedBy({ key: 'a guessed key of just the right length' })],
    ['for a link of another installation', another],
  ])('%s', async (_which, makeToken) => {
    await workspace.keys.some();
    const token = await makeToken();
    expect(await workspace.get(token)).toEqual(NOT_FOUND);
    expect(workspace.asked).toEqual([]);
  });

  test('while no link was ever made', async () => {
    expect(await workspace.get(await aWorkspace().tokenOf(BILL))).toEqual(NOT_FOUND);
  });
});

test('a file that is gone is not found', async () => {
  const token = await workspace.tokenOf(BILL);
  workspace.uploads.delete(BILL.id);
  expect(await workspace.get(token)).toEqual(NOT_FOUND);
});

test('a file of more than 25 MiB is not read', async () => {
  workspace.store(BILL.id, 'huge', MOST_LINKED_BYTES + 1);
  expect(await workspace.get(await workspace.tokenOf(BILL))).toEqual(NOT_FOUND);
  expect(workspace.asked).toEqual(['look-up bill']);
  workspace.store(BILL.id, 'large', MOST_LINKED_BYTES);
  expect(await workspace.get(await workspace.tokenOf(BILL))).toMatchObject({ status: 200 });
});

test('no key is in a link, an answer or the log, whatever fails', async () => {
  const link = (await workspace.linkTo?.(BILL)) ?? '';
  const token = link.split('/').pop() ?? '';
  const answers = [await workspace.get(token), await workspace.get('guessed')];
  workspace.uploadReader.getBufferById = async () => Promise.reject(new Error('the store of the files is down'));
  answers.push(await workspace.get(token));
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 500]);
  const key = await workspace.keys.some();
  const shown = JSON.stringify([link, answers, workspace.log.lines]);
  expect([shown.includes(key), shown.includes(token.split('.')[2] ?? ''), key.length]).toEqual([false, true, 44]);
  expect(JSON.stringify(answers)).not.toContain('store of the files');
});

test('other methods are not offered', async () => {
  const endpoint = new FileEndpoint(anApp(new RecordingLog()), composeFiles());
  expect(await call(endpoint, 'post', aRequest())).toMatchObject({ status: 405, headers: { allow: 'GET' } });
});
