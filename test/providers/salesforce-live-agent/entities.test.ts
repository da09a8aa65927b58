/// <reference types="jest" />
import { decodeEntities } from '../../../providers/salesforce-live-agent/entities';

describe('entities in agents’ texts', () => {
  test.each([
    ['Tom &amp; Jerry', 'Tom & Jerry'],
    ['&lt;b&gt; &quot;x&quot; it&#39;s it&apos;s', '<b> "x" it\'s it\'s'],
    ['&#x1F600; &#8364; &NBSP;', '😀 €  '],
    ['&amp;lt;', '&lt;'],
    [
      'a & b &unknown; &constructor; &#0; &#xD800; &#x110000;',
      'a & b &unknown; &constructor; &#0; &#xD800; &#x110000;',
    ],
  ])('%p reads %p', (written, read) => {
    expect(decodeEntities(written)).toBe(read);
  });
});
