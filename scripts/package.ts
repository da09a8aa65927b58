import path from 'path';
import { ROOT } from './AppBuild';
import { handoverApp } from './handoverApp';

void handoverApp.package().then((zip) => process.stdout.write(`${path.relative(ROOT, zip)}\n`));
