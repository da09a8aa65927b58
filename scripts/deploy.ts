import { packageApp } from './package';
import { rcApps } from './rcApps';
import { STAGE } from './stage';

packageApp();
process.exit(rcApps(['deploy', ...process.argv.slice(2)], STAGE));
