/// <reference types="jest" />
import { killRun } from '../kill/killRun';

const TIMEOUT_MS = 600_000;

test.each([
  { provider: 'live-agent', chats: 6, kills: 5, instances: 2, seed: 20_261 },
  { provider: 'messaging', chats: 4, kills: 3, instances: 2, seed: 20_262 },
  { provider: 'messaging-polling', chats: 4, kills: 3, instances: 2, seed: 20_263 },
] as const)(
  'with $provider, nothing is lost, doubled, out of order, said twice or left behind while processes are killed',
  async (options) => {
    const report = await killRun(options);
    expect(report.findings).toEqual([]);
    expect(report.kills).toBe(options.kills);
    expect(report.visitorTexts).toBeGreaterThan(0);
    expect(report.agentTexts).toBeGreaterThan(0);
  },
  TIMEOUT_MS,
);
