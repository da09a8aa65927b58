import { type ISetting, SettingType } from '@rocket.chat/apps-engine/definition/settings';
import fs from 'fs';
import path from 'path';
import { LANGUAGES } from '../lib/language';
import { settings } from '../settings/settings';
import { ROOT } from './AppBuild';

const FILE = path.join(ROOT, 'docs', 'settings.md');

/** What a table cannot say, by the section that it belongs to. */
const NOTES: Readonly<Record<string, string>> = {
  section_texts: `
### Languages

A text that is as it was installed is said in the visitor's language: ${LANGUAGES.map((tag) => `\`${tag}\``).join(', ')}. What you write yourself is said to every visitor, whatever his language, and an empty text is not said at all.

The language is what somebody has written down under the name \`language\`, as a BCP 47 tag, looked for in this order:

1. the room: an Omnichannel custom field with the scope Room, or what a bot has written on the room;
2. the visitor: a custom field of his contact, an Omnichannel custom field with the scope Visitor, or the language that Rocket.Chat itself has of him;
3. the server: its setting \`Language\`.

Regions do not matter: \`de-AT\` is German, \`pt\` and \`pt-PT\` are Brazilian Portuguese. A visitor whose language is none of these is spoken to in the server's, and in English where that is none of them either. The language is chosen when a session starts and stays until it ends; the contact centre is told what the room or the visitor says, also where it is none of these.

Rocket.Chat does not find out by itself what language a visitor reads. Define an Omnichannel custom field \`language\` with the scope Visitor, and have the page with the widget tell it:

\`\`\`html
<script>
  RocketChat(function () {
    this.setCustomField('language', navigator.language);
  });
</script>
\`\`\`

A bot that knows better does the same with \`POST /api/v1/livechat/custom.field\`.
`,
};

/** `docs/settings.md` as the settings table and its English labels give it. */
export function settingsDoc(): string {
  const labels: Record<string, string> = JSON.parse(fs.readFileSync(path.join(ROOT, 'i18n', 'en.json'), 'utf8'));
  const label = (key: string | undefined) => labels[key ?? ''] ?? `(no label: ${key})`;
  const sections = [...new Set(settings.map(({ section }) => section))];
  const parts = sections.map((section) => {
    const rows = settings.filter((setting) => setting.section === section).map((setting) => row(setting, label));
    return `## ${label(section)}\n\n| setting | id | type | default | meaning |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n${NOTES[section ?? ''] ?? ''}`;
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
