import { Command } from 'commander';
import { serveSimulator, wholeNumber } from '../contactCentre/serveSimulator';
import { startMessaging } from './Simulator';

const options = new Command()
  .description('A simulated Salesforce Messaging (Enhanced Chat API)')
  .option('--port <number>', 'port to listen on, 0 for any that is free', wholeNumber, 0)
  .option('--seed <number>', 'seed of every id and every fault', wholeNumber, 1)
  .option('--ping-ms <number>', 'how often streams are kept alive', wholeNumber, 20_000)
  .option('--token-seconds <number>', 'how long a token of an unverified visitor is good for', wholeNumber, 21_600)
  .parse()
  .opts<{ port: number; seed: number; pingMs: number; tokenSeconds: number }>();

const { port, seed, pingMs, tokenSeconds } = options;
serveSimulator(() => startMessaging({ port, seed, switches: { pingMs, tokenSeconds } }));
