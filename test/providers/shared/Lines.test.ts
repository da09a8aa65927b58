/// <reference types="jest" />
import { Lines } from '../../../providers/shared/Lines';

interface Call {
  /** The line that the call was given. */
  readonly line: object;
  /** Lets the call end. */
  end(error?: Error): Promise<void>;
}

async function begin(lines: Lines<object>, key: string): Promise<Call> {
  let settle: (error?: Error) => void = () => undefined;
  let given: object | undefined;
  const call = lines.with(key, (line) => {
    given = line;
    return new Promise((resolve, reject) => {
      settle = (error) => (error === undefined ? resolve() : reject(error));
    });
  });
  if (given === undefined) throw new Error('the call was given no line');
  return {
    line: given,
    end: (error) => {
      settle(error);
      return call;
    },
  };
}

describe('the line of a conversation', () => {
  test('is the same for all calls that run at the same time, and of another conversation another', async () => {
    const lines = new Lines(() => ({}));
    const [first, second, other] = [await begin(lines, 'a'), await begin(lines, 'a'), await begin(lines, 'b')];
    expect(second.line).toBe(first.line);
    expect(other.line).not.toBe(first.line);
  });

  test('lives as long as the last call', async () => {
    const lines = new Lines(() => ({}));
    const [first, second] = [await begin(lines, 'a'), await begin(lines, 'a')];
    await first.end();
    expect((await begin(lines, 'a')).line).toBe(second.line);
  });

  test('is forgotten after the last call, also after one that failed', async () => {
    const lines = new Lines(() => ({}));
    const failed = await begin(lines, 'a');
    await expect(failed.end(new Error('gone'))).rejects.toThrow('gone');
    expect((await begin(lines, 'a')).line).not.toBe(failed.line);
  });
});
