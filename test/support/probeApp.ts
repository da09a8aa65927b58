import path from 'node:path';
import { AppBuild } from '../../scripts/AppBuild';

/** The probe app under a version of its own: what tests of the sandbox look through. */
export function probeApp(version = '0.0.1', stage = `probe-${version}`): AppBuild {
  return new AppBuild({
    from: path.resolve(__dirname, '../sandbox/probe'),
    sources: ['app.json', 'icon.png', 'ProbeApp.ts', 'notes.ts', 'endpoints'],
    stage,
    version,
  });
}
