/// <reference types="jest" />
import { BackgroundLog } from '../../lib/BackgroundLog';
import { RecordingLog } from '../support/aDesk';
import { ManualClock } from '../support/ManualClock';

const clock = new ManualClock();
let background: BackgroundLog;
let log: RecordingLog;
beforeEach(() => {
  background = new BackgroundLog(clock);
  log = new RecordingLog();
});

test('lines wait for the next call, in their order and with the time they are from', () => {
  const at = new Date(clock.nowMs()).toISOString();
  background.info('one', { roomId: 'room' });
  background.warn('two');
  background.error('three');
  expect(log.lines).toEqual([]);
  background.handTo(log);
  expect(log.lines).toEqual([
    `info one {"at":"${at}","roomId":"room"}`,
    `warn two {"at":"${at}"}`,
    `error three {"at":"${at}"}`,
  ]);
});

test('a line is given to one call only', () => {
  background.info('once');
  background.handTo(log);
  background.handTo(log);
  expect(log.lines).toHaveLength(1);
});

test('of too many lines the newest are kept', () => {
  for (let number = 1; number <= 600; number++) background.info(String(number));
  background.handTo(log);
  expect([log.lines.length, log.lines[0], log.lines[499]]).toEqual([
    500,
    expect.stringMatching(/^info 101 /),
    expect.stringMatching(/^info 600 /),
  ]);
});
