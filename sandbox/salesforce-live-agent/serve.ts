import { Command } from 'commander';
import { serveSimulator, wholeNumber } from '../contactCentre/serveSimulator';
import { startLiveAgent } from './Simulator';

const options = new Command()
  .description('A simulated Salesforce Live Agent (Chat REST API)')
  .option('--port <number>', 'port to listen on, 0 for any that is free', wholeNumber, 0)
  .option('--seed <number>', 'seed of every id and every fault', wholeNumber, 1)
  .option('--hold-ms <number>', 'how long a poll is held open', wholeNumber, 30_000)
  .parse()
  .opts<{ port: number; seed: number; holdMs: number }>();

serveSimulator(() => startLiveAgent({ port: options.port, seed: options.seed, switches: { holdMs: options.holdMs } }));
