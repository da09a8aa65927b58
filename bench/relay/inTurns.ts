/** Enough that the app is never without work, and few enough that no call waits long for the others. */
const AT_ONCE = 16;

/** Does work `count` times, a few at a time. */
export async function inTurns(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}
