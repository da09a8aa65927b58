import { type ISetting, SettingType } from '@rocket.chat/apps-engine/definition/settings';
import fs from 'fs';
import path from 'path';
import { settings } from '../settings/settings';
import { ROOT } from './AppBuild';

const FILE = path.join(ROOT, 'docs', 'settings.md');

/** `docs/settings.md` as the settings table and its English labels give it. */
export function settingsDoc(): string {
  const labels: Record<string, string> = JSON.parse(fs.readFileSync(path.join(ROOT, 'i18n', 'en.json'), 'utf8'));
  const label = (key: string | undefined) => labels[key ?? ''] ?? `(no label: ${key})`;
  const sections = [...new Set(settings.map(({ section }) => section))];
  const parts = sections.map((section) => {
    const rows = settings.filter((setting) => setting.section === section).map((setting) => row(setting, label));
    return `## ${label(section)}\n\n| setting | id | type | default | meaning |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  const intro =
    'Generated from the settings table by `npm run docs`; do not edit. None is required: an empty one turns its feature off.\n';
  return `# Settings\n\n${intro}\n${parts.join('\n')}`;
}

function row(setting: ISetting, label: (key: string | undefined) => string): string {
  const type = setting.type === SettingType.PASSWORD ? 'secret' : setting.type;
  const value = setting.packageValue === '' ? 'empty' : `\`${setting.packageValue}\``;
  return `| ${label(setting.i18nLabel)} | \`${setting.id}\` | ${type} | ${value} | ${label(setting.i18nDescription)} |`;
}

if (require.main === module) fs.writeFileSync(FILE, settingsDoc());
