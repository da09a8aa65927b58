/// <reference types="jest" />
import { movedEndpoint, uploadUrl } from '../../../providers/salesforce-live-agent/endpoint';

const endpoint = 'https://d.la1.salesforceliveagent.com/chat/rest/';

describe('the server that an org has moved to', () => {
  test.each([
    ['https://d.la2.salesforceliveagent.com/chat', 'https://d.la2.salesforceliveagent.com/chat/rest/'],
    ['https://d.la2.salesforceliveagent.com/chat/', 'https://d.la2.salesforceliveagent.com/chat/rest/'],
    ['https://proxy.example.com/pod/chat/rest/', 'https://proxy.example.com/pod/chat/rest/'],
    ['https://d.la2.salesforceliveagent.com', 'https://d.la2.salesforceliveagent.com/chat/rest/'],
  ])('%s has the endpoint %s', (newUrl, expected) => {
    expect(movedEndpoint(newUrl, endpoint)).toBe(expected);
  });

  test.each(['', 'd.la2/chat', 'http://d.la2.example.com/chat', 'http://127.0.0.1/chat', 'https://u:p@h/chat'])(
    '%p is not followed',
    (newUrl) => {
      expect(movedEndpoint(newUrl, endpoint)).toBeUndefined();
    },
  );
});

describe('the place a file is uploaded to', () => {
  const isAllowed = (url: string, from = endpoint) =>
    uploadUrl(url, { endpoint: from, hosts: ['salesforce.com'] }) !== undefined;

  test.each([
    'https://d.la1.salesforceliveagent.com/upload',
    'https://files.d.la1.salesforceliveagent.com/upload',
    'https://acme.my.salesforce.com/servlet?x=1',
  ])('%s is allowed', (url) => {
    expect(isAllowed(url)).toBe(true);
  });

  test.each([
    'http://acme.my.salesforce.com/servlet',
    'https://evilsalesforce.com/',
    'https://salesforce.com.evil.example/',
    'https://u:p@acme.my.salesforce.com/',
    'https://evil.example/?https://acme.my.salesforce.com',
    'file:///etc/passwd',
    'http://127.0.0.1/upload',
    '',
  ])('%p is not allowed', (url) => {
    expect(isAllowed(url)).toBe(false);
  });

  test('http is allowed to the same machine where the endpoint is on it too', () => {
    expect(isAllowed('http://127.0.0.1:1/upload', 'http://127.0.0.1:2/chat/rest/')).toBe(true);
  });
});
