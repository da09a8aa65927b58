import type { IApiRequest, IApiResponse } from '@rocket.chat/apps-engine/definition/api';
import type { IApp } from '@rocket.chat/apps-engine/definition/IApp';
import type { Buffer } from 'buffer';
import { HandoverError } from '../lib/errors';
import { Endpoint } from './Endpoint';
import { type LinkedFile, readSignedFile } from './fileLink';
import type { Call } from './Outside';

/** What the composition root builds for files. */
export interface FileOutside {
  /** What links are signed with. */
  keys(call: Call): Promise<readonly string[]>;
  /** The bytes of a file of a room; undefined when the host does not have it. */
  content(call: Call, file: LinkedFile): Promise<Buffer | undefined>;
  nowMs(): number;
}

const MEDIA_TYPE = /^[\w.+-]+\/[\w.+-]+$/;

/**
 * `files/<signed link>`: where a contact centre that takes files only from a public address fetches one of the visitor's.
 * It comes from the address of the workspace, so no browser is to take it for a page of it.
 */
export class FileEndpoint extends Endpoint {
  public override path = 'files/:token';

  protected readonly handlers = {
    get: (request: IApiRequest, call: Call) => this.hand(request, call),
  };

  constructor(
    app: IApp,
    private readonly outside: FileOutside,
  ) {
    super(app);
  }

  private async hand({ params }: IApiRequest, call: Call): Promise<IApiResponse> {
    const file = await readSignedFile(params.token ?? '', await this.outside.keys(call), this.outside.nowMs());
    const content = file && (await this.outside.content(call, file));
    if (!file || !content) throw new HandoverError('file-not-found', 'There is no such file, or its link has expired.');
    return {
      status: 200,
      headers: {
        'content-type': MEDIA_TYPE.test(file.mediaType) ? file.mediaType : 'application/octet-stream',
        'content-disposition': 'attachment',
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      },
      content,
    };
  }
}
