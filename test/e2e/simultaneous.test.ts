/// <reference types="jest" />
import { Scene } from '../support/Scene';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open({ instances: 2 });
});
afterAll(() => scene.close());

const ROUNDS = 5;

/** Without it the second request might come when the first is done, and rightly move the room on. */
beforeAll(() => scene.client.control.setFault('LivechatBridge.transferVisitor', { latencyMs: 250 }));

describe.each([
  ['one server', [0, 0]],
  ['two servers', [0, 1]],
])('two requests for one room at the same time on %s', (_name, [first, second]) => {
  async function race(firstTarget: string, secondTarget: string) {
    const { rid } = await scene.chat();
    const answers = await Promise.all([
      scene.handover({ roomId: rid, targetDepartmentName: firstTarget }, { instance: first }),
      scene.handover({ roomId: rid, targetDepartmentName: secondTarget }, { instance: second }),
    ]);
    return { rid, codes: answers.map(({ status, data }) => (status === 200 ? 'moved' : data.error)) };
  }

  test('to one department make one transfer and get two successes', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { rid, codes } = await race('support', 'support');
      expect(codes).toEqual(['moved', 'moved']);
      expect(await scene.transfers(rid)).toBe(1);
    }
  });

  test('to two departments make one transfer, and only the one that made it is told so', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { rid, codes } = await race('support', 'salesforce');
      const winner = codes[0] === 'moved' ? 'support' : 'salesforce';
      expect([...codes].sort()).toEqual(['handover-in-progress', 'moved']);
      expect([await scene.departmentOf(rid), await scene.transfers(rid)]).toEqual([winner, 1]);
    }
  });
});

test('two requests for one room on a slow host make one transfer', async () => {
  await scene.client.control.setLatency(200);
  const { rid } = await scene.chat();
  const calls = [0, 1].map((instance) =>
    scene.handover({ roomId: rid, targetDepartmentName: 'support' }, { instance }),
  );
  const statuses = (await Promise.all(calls)).map(({ status }) => status);
  await scene.client.control.setLatency(0);
  expect([statuses, await scene.transfers(rid)]).toEqual([[200, 200], 1]);
});

test('ten requests for one room on two servers make one transfer', async () => {
  const { rid } = await scene.chat();
  const calls = Array.from({ length: 10 }, (_, i) =>
    scene.handover({ roomId: rid, targetDepartmentName: 'support' }, { instance: i % 2 }),
  );
  expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(calls.map(() => 200));
  expect(await scene.transfers(rid)).toBe(1);
});
