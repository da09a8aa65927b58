/// <reference types="jest" />
import { attack } from '../fuzz/attack';
import { attackProviders } from '../fuzz/attackProviders';
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

test('500 hostile and plausible requests for providers get no 5xx, kill no process and leave nothing half-written', async () => {
  const scene = await Scene.open();
  try {
    const report = await attackProviders(scene, { count: 500, seed: 20_261 });
    expect(report).toMatchObject({ failures: [], restarts: 0, damage: [] });
    expect(Object.keys(report.statuses)).toEqual(
      expect.arrayContaining(['200', '201', '400', '401', '404', '405', '409']),
    );
  } finally {
    await scene.close();
  }
});
