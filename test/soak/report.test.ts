/// <reference types="jest" />
import { type ChatRecord, type Finding, newRecord } from './check';
import { reportOf, tableOf } from './report';

/** A chat of a provider with a text each way, a file and a transfer. */
function chat(provider: ChatRecord['provider'], findings: Finding[] = []) {
  const record: ChatRecord = {
    ...newRecord({ name: 'chat', provider }),
    visitorTyped: { texts: ['v 1'], files: ['v.pdf'] },
    agentTyped: { texts: ['a 1'], files: [] },
    changes: 1,
  };
  return { record, findings };
}

test('a report adds up what was done and found, for each provider and in all', () => {
  const lost: Finding = { kind: 'lost', what: 'v 1' };
  const ghost: Finding = { kind: 'ghost', what: 'it goes on' };
  const chats = [chat('messaging', [lost]), chat('messaging'), chat('live-agent')];
  const { rows, troubles, findings } = reportOf(chats, [ghost], new Map([['kill', 3]]));
  expect([...rows.keys()]).toEqual(['live-agent', 'messaging']);
  expect(rows.get('messaging')).toMatchObject({ rounds: 2, texts: 4, files: 2, transfers: 2, lost: 1, doubled: 0 });
  expect(rows.get('live-agent')).toMatchObject({ rounds: 1, texts: 2, lost: 0 });
  expect([troubles, findings]).toEqual([{ kill: 3 }, [lost, ghost]]);
});

test('the table has a line for each provider under its headings', () => {
  const [headings, line, ...others] = tableOf(reportOf([chat('genesys')], [], new Map())).split('\n');
  expect(headings?.trim().split(/ {2,}/)).toEqual([
    ...['provider', 'rounds', 'texts', 'files', 'transfers'],
    ...['lost', 'doubled', 'reordered', 'ghost', 'stuck', 'told twice', 'other'],
  ]);
  expect(line?.trim().split(/ +/)).toEqual(['genesys', '1', '2', '1', '1', '0', '0', '0', '0', '0', '0', '0']);
  expect(others).toEqual([]);
});
