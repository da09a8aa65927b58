import { AppBuild, ROOT } from './AppBuild';

/** The app itself: what of the repository goes into its package. */
export const handoverApp = new AppBuild({
  from: ROOT,
  sources: [
    'app.json',
    'icon.png',
    'SalesforceHandoverApp.ts',
    'composition',
    'endpoints',
    'handlers',
    'i18n',
    'lib',
    'operators',
    'providers',
    'settings',
    'vendor',
  ],
  stage: 'app',
});
