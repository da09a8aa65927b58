/// <reference types="jest" />
import { generateKeyPairSync } from 'crypto';
import { Listening } from '../salesforce-live-agent/support/listen';
import { anOpenRequest, aProvider } from './support/aProvider';
import { aConversation, Conversation } from './support/Conversation';
import { type Answer, ScriptedHttp } from './support/ScriptedHttp';

const privateKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const CALLS = [
  'POST unauthenticated',
  'POST authenticated',
  'POST conversation',
  'POST message',
  'POST file',
  'DELETE conversation',
  'GET entries',
  'GET businesshours',
];

describe('whatever fails', () => {
  test.each([401, 403, 417, 429, 500, 'cut'] as const)(
    'with %p shows no token, key or words, in no error and no line of the log',
    async (answer) => {
      const leak: Answer = answer === 'cut' ? 'cut' : { status: answer, body: 'token-1 private words' };
      const http = new ScriptedHttp();
      for (const call of CALLS) http.on(call, leak);
      const identity = { privateKey, keyId: 'key-1', issuer: 'rocket' };
      const { provider, log } = aProvider({ http, settings: { identity } });
      const verified = aConversation({ identity: 'vera@example.com' });
      const file = { id: 'f', name: 'private.txt', mediaType: 'text/plain', content: Buffer.from('private words') };
      const caught = (work: Promise<unknown>) => work.catch((error: Error) => `${error.message} ${error.stack}`);
      const failures = await Promise.all([
        caught(provider.open(new Conversation(null), anOpenRequest({ transcript: 'private words' }))),
        caught(provider.send(aConversation(), { id: 'm', text: 'private words' })),
        caught(provider.send(verified, { id: 'm', text: 'private words' })),
        caught(provider.sendFile(aConversation(), file)),
        caught(provider.close(aConversation(), 'visitor')),
        new Listening(provider, aConversation()).done.then(String),
        caught(provider.availability(['573'])),
      ]);
      const said = `${failures.join('\n')}\n${log.lines.join('\n')}`;
      const key = privateKey.split('\n')[1] ?? 'none';
      for (const secret of ['token-1', 'private', 'vera@example.com', key, 'eyJ']) expect(said).not.toContain(secret);
      expect(failures.filter((failure) => failure !== undefined).length).toBeGreaterThan(3);
    },
  );
});
