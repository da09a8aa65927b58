/// <reference types="jest" />
import { eventually } from '../support/eventually';
import { LiveAgentScene } from '../support/LiveAgentScene';
import { APP_ID } from '../support/Scene';

/** A lease, the rounds that notice its end, and a process that has just started. */
const TAKEN_OVER_WITHIN_MS = 20_000;

let scene: LiveAgentScene;
beforeAll(async () => {
  scene = await LiveAgentScene.open({ instances: 2 });
});
afterAll(() => scene.close());

test("a server is lost with the host's job, and the other takes its conversations over though nothing happens there", async () => {
  const [first, second] = scene.scene.sandbox.admins;
  if (!first || !second) throw new Error('The scene has two servers');
  const elsewhere = await scene.visitor();
  const room = await scene.handOver(await scene.visitor(), {}, { instance: 1 });
  await scene.accept(room);
  await first.control.waitForRestart(APP_ID, await first.control.kill(APP_ID));
  // With its first call, a process gets what rounds are made with.
  await first.livechat.sendAsUser(elsewhere.rid, 'hm');
  const lockedAt = await eventually(async () => {
    if ((await first.control.jobs()).some((job) => job.lockedAt)) throw new Error('The job is taken');
    await second.control.scanJobs();
    return (await first.control.jobs()).map((job) => job.lockedAt);
  });
  await second.control.vanish();
  await scene.salesforce.say(room.chat, 'are you still there?');
  await eventually(() => scene.until(room, 'are you still there?'), TAKEN_OVER_WITHIN_MS);
  expect((await first.control.jobs()).map((job) => job.lockedAt)).toEqual(lockedAt);
});
