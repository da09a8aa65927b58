/// <reference types="jest" />
import { Conversation } from '../../lib/Conversation';
import { NotOwner } from '../../lib/NotOwner';
import { Voice } from '../../lib/Voice';
import { aSession } from '../support/aDesk';
import { aStage, type Stage } from '../support/aStage';

let stage: Stage;
let voice: Voice;
beforeEach(() => {
  stage = aStage();
  voice = new Voice(new Conversation(aSession(), stage, () => true), stage);
});

const text = (words: string) => ({ kind: 'text', text: words }) as const;

/** Refuses the next so many messages, after storing them if the host is to have done its work all the same. */
function refuse(times: number, { isPosted = false } = {}) {
  let left = times;
  stage.messages.onPost = (post) => {
    if (left-- <= 0) return;
    if (isPosted) stage.messages.write({ text: post.text, eventId: post.eventId });
    throw new Error('message was not answered within 5000 ms');
  };
}

test('what is said again under the same event is said once', async () => {
  await voice.post(text('hello'), 'event');
  await voice.post(text('hello'), 'event');
  await voice.post(text('hello'), 'another event');
  expect(stage.messages.said()).toEqual(['hello', 'hello']);
});

test('what another instance has said is not said again', async () => {
  await voice.post(text('hello'), 'event');
  const successor = new Voice(new Conversation(aSession(), stage, () => true), stage);
  await successor.remember();
  await successor.post(text('hello'), 'event');
  expect(stage.messages.said()).toEqual(['hello']);
});

test('an empty text of the admin is not said', async () => {
  const silent = { ...stage, rules: { ...stage.rules, texts: { ...stage.rules.texts, 'agent-left': '' } } };
  await new Voice(new Conversation(aSession(), stage, () => true), silent).tell('agent-left', {}, 'event');
  expect(stage.messages.said()).toEqual([]);
});

test.each([
  ['took none of them', false],
  ['took them and did not say so in time', true],
])(
  'a message that the host does not answer is tried again, and is there once: the host %s',
  async (_name, isPosted) => {
    refuse(1, { isPosted });
    const saying = voice.post(text('hello'), 'event');
    await stage.clock.pass(2_000);
    await saying;
    expect(stage.messages.said()).toEqual(['hello']);
  },
);

test('a room that cannot be read is not spoken into on a guess', async () => {
  refuse(1, { isPosted: true });
  jest.spyOn(stage.messages, 'newest').mockRejectedValueOnce(new Error('no answer'));
  const saying = voice.post(text('hello'), 'event');
  await stage.clock.pass(3_000);
  await saying;
  expect(stage.messages.said()).toEqual(['hello']);
});

test('a message that the host refuses for half a minute fails', async () => {
  refuse(1_000);
  const saying = expect(voice.post(text('hello'), 'event')).rejects.toThrow('was not answered');
  await stage.clock.pass(31_000);
  await saying;
});

test('who does not own the session any more does not try again', async () => {
  stage.messages.onPost = () => {
    throw new NotOwner('room');
  };
  await expect(voice.post(text('hello'), 'event')).rejects.toThrow(NotOwner);
});
