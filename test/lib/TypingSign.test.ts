/// <reference types="jest" />
import { Conversation } from '../../lib/Conversation';
import { TypingSign } from '../../lib/TypingSign';
import { aSession } from '../support/aDesk';
import { aStage } from '../support/aStage';

function aSign() {
  const stage = aStage();
  const shown: boolean[] = [];
  stage.messages.showTyping = async (_roomId, _name, isTyping) => void shown.push(isTyping);
  const sign = new TypingSign(new Conversation(aSession(), stage, () => true), stage);
  return { sign, shown, clock: stage.clock, messages: stage.messages, log: stage.log };
}

test('typing that lasts goes by itself when its time is over, and not before', async () => {
  const { sign, shown, clock } = aSign();
  await sign.show(true, 5_000);
  await clock.pass(4_000);
  await sign.expire();
  expect(shown).toEqual([true]);
  await clock.pass(1_000);
  await sign.expire();
  await sign.expire();
  expect(shown).toEqual([true, false]);
});

test('typing that goes on is shown once', async () => {
  const { sign, shown, clock } = aSign();
  await sign.show(true, 5_000);
  await clock.pass(4_000);
  await sign.show(true, 5_000);
  await clock.pass(4_000);
  await sign.expire();
  expect(shown).toEqual([true]);
});

test('words end the typing that lasts, and cost nothing where there is none', async () => {
  const { sign, shown } = aSign();
  await sign.onSaid();
  await sign.show(true, 5_000);
  await sign.onSaid();
  await sign.onSaid();
  expect(shown).toEqual([true, false]);
});

test('typing that a contact centre ends by itself is shown as it says', async () => {
  const { sign, shown } = aSign();
  await sign.show(true);
  await sign.onSaid();
  await sign.expire();
  await sign.show(false);
  expect(shown).toEqual([true, false]);
});

test('a sign that the host does not show is worth a line in the log, and no more', async () => {
  const { sign, messages, log } = aSign();
  messages.showTyping = async () => Promise.reject(new Error('down'));
  await sign.show(true);
  expect(log.lines).toEqual([expect.stringContaining('agent types')]);
});
