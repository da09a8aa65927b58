/// <reference types="jest" />
import { type HandedOver, LiveAgentScene } from '../support/LiveAgentScene';
import { APP_ID } from '../support/Scene';

let scene: LiveAgentScene;
beforeAll(async () => {
  scene = await LiveAgentScene.open({ instances: 2 });
});
afterAll(() => scene.close());

test('disabling the app ends every conversation of every server on both sides, and leaves no room stuck', async () => {
  const active = await queuedOn(0);
  await scene.accept(active);
  const elsewhere = await queuedOn(1);
  await scene.accept(elsewhere);
  const waiting = await queuedOn(0);
  await scene.client.apps.setStatus(APP_ID, 'manually_disabled');
  for (const room of [active, elsewhere, waiting]) {
    await scene.untilOver(room);
    await scene.untilBack(room);
    const ends = (await scene.told(room)).filter((text) => text.includes('ended'));
    expect(ends).toEqual(['The agent has ended the conversation.']);
  }
  expect(await scene.salesforce.ghosts(0)).toEqual([]);
  await enable();
});

test('enabling it again takes handovers as before, of the same rooms too', async () => {
  const room = await queuedOn(0);
  await scene.client.apps.setStatus(APP_ID, 'manually_disabled');
  await scene.untilBack(room);
  await enable();
  const again = await scene.handOver(room);
  await scene.accept(again);
  await scene.say(again, 'hello again');
  await scene.untilHeard(again, ['hello again']);
});

async function enable(): Promise<void> {
  await scene.client.apps.setStatus(APP_ID, 'manually_enabled');
  await scene.client.control.settle();
}

/** A visitor whose session runs on this server. */
async function queuedOn(instance: number): Promise<HandedOver> {
  return scene.handOver(await scene.visitor(), {}, { instance });
}
