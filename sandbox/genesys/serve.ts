import { Command } from 'commander';
import { serveSimulator, wholeNumber } from '../contactCentre/serveSimulator';
import { startGenesys } from './Simulator';
import { sampleClient, sampleIntegrationId } from './samples';

const options = new Command()
  .description('A simulated Genesys Cloud with Open Messaging')
  .option('--port <number>', 'port to listen on, 0 for any that is free', wholeNumber, 0)
  .option('--seed <number>', 'seed of every id and every fault', wholeNumber, 1)
  .option('--requests-per-minute <number>', 'rate limit of one client, 0 for none', wholeNumber, 300)
  .addHelpText('after', `\nClient id: ${sampleClient.id}\nClient secret: ${sampleClient.secret}`)
  .addHelpText('after', `Integration id: ${sampleIntegrationId}`)
  .parse()
  .opts<{ port: number; seed: number; requestsPerMinute: number }>();

const { port, seed, requestsPerMinute } = options;

serveSimulator(() => startGenesys({ port, seed, switches: { requestsPerMinute } }));
