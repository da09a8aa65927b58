/// <reference types="jest" />
import { drawGrowth } from '../../bench/growth';
import { describeReport } from '../../bench/report';

const cost = (sessions: number) => ({ sessions, memoryMb: 90, cpuPercent: 2, toAgentMs: 7, toVisitorMs: 3 });
const slow = { name: 'p50', measured: '12.0 ms', limit: '≤ 10.0 ms', isMet: false };
const chapter = { figures: [slow, { name: 'memory', measured: '90 MB' }], costs: [cost(1), cost(200)] };

test('a report shows each figure next to its limit, and says which is missed', () => {
  const text = describeReport({ handover: [], sessions: new Map([['genesys', chapter]]) }, 'x.svg');
  expect(text).toContain('## genesys\n\n| figure | measured | limit | |');
  expect(text).toContain('| p50 | 12.0 ms | ≤ 10.0 ms | MISSED |');
  expect(text).toContain('| memory | 90 MB |  |  |');
  expect(text).toContain('(x.svg)');
});

test('a report of handovers alone has no plot', () => {
  const text = describeReport({ handover: [slow], sessions: new Map() }, 'x.svg');
  expect(text).toContain('## Handover');
  expect(text).not.toContain('x.svg');
});

test('the plot has a diagram for each cost and a line for each provider', () => {
  const svg = drawGrowth(
    new Map([
      ['genesys', [cost(1), cost(200)]],
      ['live-agent', [cost(1), cost(2_000)]],
    ]),
  );
  for (const words of ['Memory (MB)', 'Idle CPU', 'Visitor to agent', 'Agent to visitor', 'genesys', 'live-agent'])
    expect(svg).toContain(words);
});
