/** Ids of the app's settings. Those of the predecessor are kept, so that an upgrade keeps their values. */
export const SettingId = {
  handoverDepartment: 'handover_department_name',
  handoverToken: 'handover_token',
  apiKey: 'api_key',
} as const;

export type SettingId = (typeof SettingId)[keyof typeof SettingId];
