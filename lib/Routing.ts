import { isDepartment } from './departments';
import type { ProviderSummary } from './handoverProviders/HandoverProvider';

/** What sessions know the provider of the app's own settings as. */
export const SETTINGS_PROVIDER = 'settings';

/** Which provider carries on the rooms of a department. */
export interface Route {
  readonly providerId: string;
  /** Undefined for the provider of the settings, which has none. */
  readonly providerRevision?: number;
  /** Routing target for the department, instead of the one in the provider's settings. */
  readonly target?: string;
}

/** Who serves which department: the providers that were set up, and that of the settings. */
export class Routing {
  constructor(
    private readonly providers: readonly Pick<ProviderSummary, 'id' | 'revision' | 'departments'>[],
    /** Name or id; undefined when the provider of the settings serves none. */
    private readonly settingsDepartment: string | undefined,
  ) {}

  /** Undefined when no provider carries on the rooms of the department. A name counts only where there is no id. */
  public of(department: { readonly id?: string; readonly name?: string }): Route | undefined {
    for (const { id: providerId, revision: providerRevision, departments } of this.providers) {
      const served = departments.find(({ id, name }) =>
        department.id ? id === department.id : name === department.name,
      );
      if (served)
        return { providerId, providerRevision, ...(served.target !== undefined && { target: served.target }) };
    }
    return isDepartment(department, this.settingsDepartment) ? { providerId: SETTINGS_PROVIDER } : undefined;
  }

  /** The provider of the settings, which also carries on what the bridge agent was given in any other department. */
  public ofSettings(): Route | undefined {
    return this.settingsDepartment === undefined ? undefined : { providerId: SETTINGS_PROVIDER };
  }

  /** What is different for rooms of a department, wherever it is served. */
  public presetsOf(departmentId: string): Presets {
    for (const { departments } of this.providers) {
      const served = departments.find(({ id }) => id === departmentId);
      if (served)
        return { attributes: served.attributes, ...(served.target !== undefined && { target: served.target }) };
    }
    return { attributes: [] };
  }
}

/** What the conversations of a department are opened with, unless the bot says otherwise. */
export interface Presets {
  readonly target?: string;
  readonly attributes: ReadonlyArray<readonly [name: string, value: string]>;
}
