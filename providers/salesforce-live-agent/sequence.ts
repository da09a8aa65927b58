/**
 * The number that the server waits for, as it tells in refusing another one (Live Agent REST API, Request Headers): "Out
 * of sync Ack. Expected 498. Actual 4". Servers are known to put it in two ways: the awaited number and the client's own,
 * or the client's own and the last one that was taken. Undefined for any other text.
 */
export function awaitedSequence(text: string, sent: number): number | undefined {
  const match = /Out of sync Ack\. Expected (-?\d+)\. Actual (-?\d+)/.exec(text);
  if (match === null) return undefined;
  const [expected, actual] = [Number(match[1]), Number(match[2])];
  return Math.max(1, expected === sent ? actual + 1 : expected);
}
