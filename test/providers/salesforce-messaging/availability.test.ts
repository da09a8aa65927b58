/// <reference types="jest" />
import { ManualClock } from '../../support/ManualClock';
import { aProvider, SCRT } from './support/aProvider';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const clock = new ManualClock();
const nowMs = clock.nowMs();
const hours = (...intervals: Array<[startMs: number, endMs: number]>) => ({
  body: {
    businessHoursInfo: {
      name: 'Office',
      isActive: true,
      businessHours: intervals.map(([startMs, endMs]) => ({ startTime: nowMs + startMs, endTime: nowMs + endMs })),
    },
  },
});

async function ask(answer: Answer, targets: string[] = [], settings: object = {}) {
  const http = new ScriptedHttp().on('GET businesshours', answer);
  return { http, answers: await aProvider({ http, clock, settings }).provider.availability(targets) };
}

describe('availability', () => {
  test('asks for the business hours of the deployment, without a token', async () => {
    const { http } = await ask(204);
    expect(http.requests[0]).toMatchObject({
      url: `${SCRT}/embeddedservice/v1/businesshours?orgId=00DSANDBOX00001&esConfigName=Rocket_Chat`,
    });
    expect(http.requests[0]?.headers).not.toHaveProperty('Authorization');
  });

  test.each([
    ['no business hours', 204, 'available'],
    ['an interval that is now', hours([-1_000, 1_000]), 'available'],
    ['an interval that begins now', hours([0, 1_000]), 'available'],
    ['an interval that ends now', hours([-1_000, 0]), 'unavailable'],
    ['the second of two intervals', hours([-9, -5], [-1, 5]), 'available'],
    ['an interval to come', hours([1, 1_000]), 'unavailable'],
    ['no interval', hours(), 'unavailable'],
    ['something else', { body: 'maintenance' }, 'unknown'],
    ['a failure', 500, 'unknown'],
    ['no deployment', 404, 'unknown'],
    ['no answer', 'cut', 'unknown'],
  ] as const)('with %s is %s', async (_what, answer, state) => {
    expect((await ask(answer as Answer, ['573'])).answers).toEqual([{ target: '573', state }]);
  });

  test('is told for each target, and is unknown for what cannot be one', async () => {
    const { answers } = await ask(204, ['573000000000001', 'no such&x=1', 'Support_Queue']);
    expect(answers.map(({ state }) => state)).toEqual(['available', 'unknown', 'available']);
  });

  test('is told for the target of the settings where none is named', async () => {
    expect((await ask(204, [], { target: 'Queue_1' })).answers).toEqual([{ target: 'Queue_1', state: 'available' }]);
    expect((await ask(204)).answers).toEqual([{ target: '', state: 'available' }]);
  });
});
