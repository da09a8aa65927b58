import fs from 'fs';
import path from 'path';
import type { HandoverService, SettingSchema } from '../lib/service';
import { services } from '../providers/index';
import { ROOT } from './AppBuild';

const FILE = path.join(ROOT, 'docs', 'handover-services.md');

/** `docs/handover-services.md` as the service catalogue gives it. */
export function servicesDoc(): string {
  const intro =
    'What providers of each service are set up with, in `settings`. Generated from the service catalogue by `npm run docs`; do not edit. The same is answered by `GET v2.0/handover/services/{serviceId}`, as JSON Schema.\n';
  return `# Handover services\n\n${intro}\n${services.map(section).join('\n')}`;
}

function section({ name, id, description, documentationUrl, settings }: HandoverService): string {
  const head = `## ${name}\n\n\`serviceId\` \`${id}\`. ${description} [Its maker's documentation](${documentationUrl}).\n`;
  const table = '| setting | | type | default | meaning |\n| --- | --- | --- | --- | --- |';
  return `${head}\n${table}\n${rows(settings, '').join('\n')}\n`;
}

function rows({ properties = {}, required = [] }: SettingSchema, prefix: string): string[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${prefix}${key}`;
    if (schema.properties) return rows(schema, `${name}.`);
    const notes = [required.includes(key) ? 'required' : 'optional', ...(schema.writeOnly ? ['secret'] : [])];
    const value = schema.default === undefined ? '' : `\`${JSON.stringify(schema.default)}\``;
    return [`| \`${name}\` | ${notes.join(', ')} | ${schema.type} | ${value} | ${schema.description ?? ''} |`];
  });
}

if (require.main === module) fs.writeFileSync(FILE, servicesDoc());
