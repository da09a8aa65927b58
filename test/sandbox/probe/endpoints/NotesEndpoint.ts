import type { IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import { ApiEndpoint } from '@rocket.chat/apps-engine/definition/api';
import { notes } from '../notes';

/** What happened in this process, and what its clock says. */
export class NotesEndpoint extends ApiEndpoint {
  public path = 'notes';

  public async get(): Promise<IApiResponse> {
    return this.success({ notes, nowMs: Date.now(), today: new Date().toISOString() });
  }
}
