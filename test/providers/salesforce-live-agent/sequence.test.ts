/// <reference types="jest" />
import { awaitedSequence } from '../../../providers/salesforce-live-agent/sequence';

describe('the number that the server waits for', () => {
  test.each([
    ['Out of sync Ack. Expected 8. Actual 7', 7, 8],
    ['Out of sync Ack. Expected 3. Actual 7', 7, 3],
    ['Out of sync Ack. Expected 498. Actual 4', 4, 498],
    ['Out of sync Ack. Expected 498. Actual 4', 498, 5],
    ['Out of sync Ack. Expected 7. Actual 7', 7, 8],
    ['Out of sync Ack. Expected 7. Actual -1', 7, 1],
  ])('%p in answer to %i says %i', (text, sent, awaited) => {
    expect(awaitedSequence(text, sent)).toBe(awaited);
  });

  test('is not told by any other text', () => {
    expect(awaitedSequence('The chat has ended', 1)).toBeUndefined();
  });
});
