/// <reference types="jest" />
import { attack } from '../fuzz/attack';
import { Scene } from '../support/Scene';

test('500 hostile requests get no 5xx, kill no process, move nothing and leave nothing', async () => {
  const scene = await Scene.open();
  try {
    const report = await attack(scene, { count: 500, seed: 20_260 });
    expect(report).toMatchObject({ failures: [], restarts: 0, transfers: 0, records: 0 });
    expect(Object.keys(report.statuses)).toEqual(expect.arrayContaining(['400', '404', '405', '409', '413']));
  } finally {
    await scene.close();
  }
});
