/// <reference types="jest" />

import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import { SettingType } from '@rocket.chat/apps-engine/definition/settings';
import { existsSync, readFileSync } from 'fs';
import path from 'path';
import { actionButtons } from '../operators/actionButtons';
import { HandoverCommand } from '../operators/HandoverCommand';
import type { CommandOutside } from '../operators/Outside';
import { settingsDoc } from '../scripts/settingsDoc';
import { SettingId } from '../settings/SettingId';
import { settings } from '../settings/settings';

const root = path.resolve(__dirname, '..');
const text = (file: string) => readFileSync(path.join(root, file), 'utf8');
const json = (file: string) => JSON.parse(text(file));
const manifest = json('app.json');

describe('the manifest', () => {
  test('has the app id that deployed bots call', () => {
    expect(manifest.id).toBe('0d3ac5b3-dd0b-43d3-924a-5a7433902589');
  });

  test('carries the version of the package and of the top of the change log', () => {
    const [, newest] = /^## \[?(\d+\.\d+\.\d+)/m.exec(text('CHANGELOG.md')) ?? [];
    expect([manifest.version, newest]).toEqual([json('package.json').version, manifest.version]);
  });

  test('names files that exist', () => {
    expect([manifest.classFile, manifest.iconFile].filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  test('asks for the permissions that the app uses, and no other', () => {
    const names = manifest.permissions.map(({ name }: { name: string }) => name);
    expect(names).toEqual([
      'api',
      'networking',
      'persistence',
      'scheduler',
      'server-setting.read',
      'user.read',
      'room.read',
      'room.write',
      'message.read',
      'message.write',
      'upload.read',
      'upload.write',
      'livechat-status.read',
      'livechat-room.read',
      'livechat-room.write',
      'livechat-visitor.write',
      'livechat-department.read',
      'livechat-department.multiple',
      'slashcommand',
      'ui.interact',
      'ui.registerButtons',
    ]);
  });
});

describe('the settings table', () => {
  const english = json('i18n/en.json');

  test('registers every id once', () => {
    expect(settings.map(({ id }) => id).sort()).toEqual(Object.values(SettingId).sort());
  });

  test('requires nothing and shows nothing to users', () => {
    expect(settings.filter((setting) => setting.required || setting.public)).toEqual([]);
  });

  test('treats what sounds like a secret as a password', () => {
    const secrets = settings.filter(({ id }) => /token|key|secret|password/.test(id));
    expect(secrets.map(({ type }) => type)).toEqual(secrets.map(() => SettingType.PASSWORD));
    expect(secrets.length).toBeGreaterThan(0);
  });

  test('has a label for everything it shows, and no label for anything else', () => {
    const ofSettings = settings.flatMap(({ i18nLabel, i18nDescription, section, values = [] }) => {
      return [i18nLabel, i18nDescription, section, ...values.map((value) => value.i18nLabel)];
    });
    const { i18nParamsExample, i18nDescription } = new HandoverCommand({} as IApp, {} as CommandOutside);
    const ofOperators = [...actionButtons.map(({ labelI18n }) => labelI18n), i18nParamsExample, i18nDescription];
    expect([...new Set([...ofSettings, ...ofOperators])].sort()).toEqual(Object.keys(english).sort());
  });

  test('is what docs/settings.md says', () => {
    expect(text('docs/settings.md')).toBe(settingsDoc());
  });
});
