import { type ISetting, SettingType } from '@rocket.chat/apps-engine/definition/settings';
import { SettingId } from './SettingId';

type Section = 'routing' | 'access';

interface Row {
  id: SettingId;
  section: Section;
  type: SettingType.STRING | SettingType.PASSWORD;
  defaultValue: string;
}

const ROWS: readonly Row[] = [
  { id: SettingId.handoverDepartment, section: 'routing', type: SettingType.STRING, defaultValue: '' },
  { id: SettingId.handoverToken, section: 'access', type: SettingType.PASSWORD, defaultValue: '' },
  { id: SettingId.apiKey, section: 'access', type: SettingType.PASSWORD, defaultValue: '' },
];

/**
 * The settings as the engine registers them. None is required, because the host disables an app whose required setting
 * is empty; none is public, because readers of public settings need not be admins.
 */
export const settings: readonly ISetting[] = ROWS.map((row) => ({
  id: row.id,
  type: row.type,
  section: `section_${row.section}`,
  packageValue: row.defaultValue,
  required: false,
  public: false,
  i18nLabel: `${row.id}_label`,
  i18nDescription: `${row.id}_description`,
}));
