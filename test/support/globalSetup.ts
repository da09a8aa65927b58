import { handoverApp } from '../../scripts/handoverApp';
import { probeApp } from './probeApp';

/** Packages what the tests install, once and before any of them starts. */
// biome-ignore lint/style/noDefaultExport: jest takes the default export of this file
export default async function packageApps(): Promise<void> {
  await handoverApp.package();
  await probeApp().package();
}
