/// <reference types="jest" />
import { fingerprint } from '../../../providers/salesforce-live-agent/fingerprint';
import { catchUp, repeatedIn } from '../../../providers/salesforce-live-agent/history';
import type { WireMessage } from '../../../providers/salesforce-live-agent/wire';
import { aConversation } from './support/Conversation';

const agent = (content: string) => ({ type: 'Agent', name: 'Ana', content });
const visitor = (content: string) => ({ type: 'Chasitor', name: 'Vera', content });
const history = (...chatMessages: object[]): WireMessage => ({
  type: 'ChasitorSessionData',
  message: { chatMessages },
});
const said = (text: string): WireMessage => ({ type: 'ChatMessage', message: { text } });
const missedAfter = (heard: number, last: string, message: WireMessage) =>
  catchUp([message], aConversation({ heard, lastHeard: fingerprint(last) }).state).missed;
const texts = (missed: ReturnType<typeof missedAfter>) =>
  missed.map(({ event }) =>
    event.type === 'message' && event.content.kind === 'text' ? event.content.text : event.type,
  );

describe('the history after a reconnect', () => {
  test('yields what was not handed over', () => {
    const all = history(agent('one'), visitor('hm'), agent('two'), agent('three &amp; four'));
    expect(missedAfter(2, 'two', all)).toEqual([
      {
        event: { type: 'message', content: { kind: 'text', text: 'three & four' }, agentName: 'Ana' },
        heard: { count: 3, last: fingerprint('three & four') },
      },
    ]);
  });

  test('yields nothing when all of it was handed over', () => {
    expect(missedAfter(2, 'two', history(agent('one'), agent('two')))).toEqual([]);
  });

  test('yields all of it when nothing was', () => {
    expect(texts(missedAfter(0, '', history(agent('one'), agent('two'))))).toEqual(['one', 'two']);
  });

  test('goes by the last text where it does not count the same', () => {
    expect(texts(missedAfter(3, 'two', history(agent('one'), agent('two'), agent('three'))))).toEqual(['three']);
    expect(texts(missedAfter(2, 'ok', history(agent('ok'), agent('ok'), agent('ok'))))).toEqual(['ok']);
  });

  test('goes by the count where the last text is not in it', () => {
    expect(texts(missedAfter(1, 'gone', history(agent('one'), agent('two'))))).toEqual(['two']);
    expect(texts(missedAfter(9, 'gone', history(agent('one'))))).toEqual([]);
  });

  test('tells of an agent who joined meanwhile', () => {
    const { state } = aConversation({ isConnected: false, wasEstablished: false });
    const { missed, change } = catchUp([history(agent('Hello'))], state);
    expect(texts(missed)).toEqual(['agent-joined', 'Hello']);
    expect(change).toMatchObject({ isConnected: true, wasEstablished: true });
  });

  test('leaves the joining to a batch that tells of it itself', () => {
    const { state } = aConversation({ isConnected: false });
    const batch = [history(agent('Hello')), { type: 'ChatEstablished', message: { name: 'Ana' } }];
    expect(texts(catchUp(batch, state).missed)).toEqual(['Hello']);
  });

  test('remembers what the visitor is known to have said', () => {
    const { change } = catchUp([history(visitor('one'), visitor('two'))], aConversation().state);
    expect(change.echo).toEqual({ count: 2, last: fingerprint('two') });
    expect(catchUp([history()], aConversation().state).change.echo).toBeNull();
  });

  test('may hold anything at all', () => {
    for (const chatMessages of [null, 7, [null, 7, {}], undefined]) {
      expect(
        catchUp([{ type: 'ChasitorSessionData', message: { chatMessages } }], aConversation().state).missed,
      ).toEqual([]);
    }
  });
});

describe('messages that come with the history', () => {
  test.each([
    ['are the end of it', [history(agent('a'), agent('b'), agent('c')), said('b'), said('c')], [1, 2]],
    ['go on after it', [history(agent('a'), agent('b')), said('b'), said('c')], [1]],
    ['are all new', [history(agent('a')), said('b')], []],
    ['have no history', [said('a')], []],
  ])('are found to be in it when they %s', (_case, batch, expected) => {
    expect([...repeatedIn(batch)]).toEqual(expected);
  });
});
