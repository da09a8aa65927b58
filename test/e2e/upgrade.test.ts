/// <reference types="jest" />
import { readFile } from 'fs/promises';
import path from 'path';
import { handoverApp } from '../../scripts/handoverApp';
import { eventually } from '../support/eventually';
import { LiveAgentScene } from '../support/LiveAgentScene';
import { APP_ID } from '../support/Scene';

const PREDECESSOR = path.join(__dirname, '../fixtures/records/predecessor.json');

let scene: LiveAgentScene;
beforeAll(async () => {
  scene = await LiveAgentScene.open({ instances: 2 });
});
afterAll(() => scene.close());

test('conversations on every server go on after an update of the app, and nobody is told anything', async () => {
  const room = await scene.handOver(await scene.visitor(), {}, { instance: 0 });
  const other = await scene.handOver(await scene.visitor(), {}, { instance: 1 });
  for (const one of [room, other]) await scene.accept(one);
  const told = await Promise.all([scene.told(room), scene.told(other)]);
  await scene.client.apps.update(APP_ID, await readFile(await handoverApp.package()));
  for (const one of [room, other]) await scene.say(one, 'still here');
  await eventually(async () => {
    expect(await Promise.all([scene.heard(room), scene.heard(other)])).toEqual([['still here'], ['still here']]);
  }, 25_000);
  expect(await Promise.all([scene.told(room), scene.told(other)])).toEqual(told);
  for (const one of [room, other]) {
    await scene.salesforce.end(one.chat);
    await scene.untilBack(one);
  }
}, 60_000);

test('an app that is uninstalled leaves no room stuck and no conversation behind, on whatever server', async () => {
  const visitor = await scene.visitor();
  const { data } = JSON.parse(await readFile(PREDECESSOR, 'utf8'));
  await scene.client.control.insertRecord(APP_ID, data, [{ model: 'misc', id: `SFLAIA-${visitor.rid}` }]);
  const rooms = [
    await scene.handOver(visitor, {}, { instance: 0 }),
    await scene.handOver(await scene.visitor(), {}, { instance: 1 }),
  ];
  await scene.client.apps.remove(APP_ID);
  for (const room of rooms) {
    await scene.untilOver(room);
    await scene.untilBack(room);
  }
  expect(await scene.salesforce.ghosts(0)).toEqual([]);
});
