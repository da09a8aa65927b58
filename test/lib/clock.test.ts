/// <reference types="jest" />
import { pause, systemClock } from '../../lib/clock';
import { SteppedClock } from '../support/SteppedClock';

describe('the clock of the process', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 5_000 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('says what time it is, and waits as long as it is told to', async () => {
    const waited = jest.fn();
    void systemClock.wait(1_000).then(waited);
    await jest.advanceTimersByTimeAsync(999);
    expect([systemClock.nowMs(), waited.mock.calls]).toEqual([5_999, []]);
    await jest.advanceTimersByTimeAsync(1);
    expect(waited).toHaveBeenCalledTimes(1);
  });

  test('makes a pause that lasts as long as it was asked for when nobody breaks it off', async () => {
    const over = jest.fn();
    void pause(systemClock, 1_000, new AbortController().signal).then(over);
    await jest.advanceTimersByTimeAsync(999);
    expect(over).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(over).toHaveBeenCalledTimes(1);
  });
});

test('a pause is over when it is broken off, and listens to nobody any more', async () => {
  const breaking = new AbortController();
  const forgotten = jest.spyOn(breaking.signal, 'removeEventListener');
  const paused = pause(new SteppedClock(), 60_000, breaking.signal);
  expect(forgotten).not.toHaveBeenCalled();
  breaking.abort();
  await paused;
  expect(forgotten).toHaveBeenCalledWith('abort', expect.any(Function));
});

test('a pause that was broken off before it began does not begin', async () => {
  await expect(pause(new SteppedClock(), 60_000, AbortSignal.abort())).resolves.toBeUndefined();
});
