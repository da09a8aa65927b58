import { handoverApp } from './handoverApp';

handoverApp.deploy(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
