import { createHash } from 'crypto';
import { type Answer, Refusal } from '../contactCentre/Answer';
import { badRequest, sessionInvalid } from './answers';
import type { ChatSession, RequestedFile } from './ChatSession';
import type { Context } from './context';
import type { Mail } from './Mail';

/** The path of the servlet that takes files; Live Agent REST API, FileTransfer. */
export const UPLOAD_PATH = '/servlet/LiveAgentFileUpload';

/** What came with an upload. */
interface Upload {
  readonly session: ChatSession | undefined;
  readonly organizationId: string | undefined;
  readonly fileToken: string | undefined;
  readonly encoding: string | undefined;
  readonly file: { originalname: string; mimetype: string; buffer: Buffer } | undefined;
}

/** A stored file as the control API shows it. */
export function describeFile(file: RequestedFile): Record<string, unknown> {
  const { content, ...rest } = file;
  return content ? { ...rest, sha256: createHash('sha256').update(content).digest('hex') } : rest;
}

/** Files from the visitor, which the agent must have asked for; Live Agent REST API, FileTransfer. */
export class Files {
  constructor(
    private readonly context: Context,
    private readonly mail: Mail,
    private readonly origin: () => string,
  ) {}

  request(session: ChatSession): RequestedFile {
    const file: RequestedFile = { token: this.context.random.hex(32), status: 'requested' };
    session.files.push(file);
    this.mail.toAgent(session, { from: 'agent', kind: 'file-requested', detail: { token: file.token } });
    this.tell(session, file, 'Requested');
    return file;
  }

  /** Takes back the open request, if there is one. */
  cancel(session: ChatSession): boolean {
    const file = session.files.find((candidate) => candidate.status === 'requested');
    if (file) {
      this.settle(session, file, 'canceled');
    }
    return file !== undefined;
  }

  /** Makes the open request fail as if a virus had been found. */
  fail(session: ChatSession): boolean {
    const file = session.files.find((candidate) => candidate.status === 'requested');
    if (file) {
      this.settle(session, file, 'failed');
    }
    return file !== undefined;
  }

  receive({ session, organizationId, fileToken, encoding, file }: Upload): Answer {
    if (organizationId === undefined || fileToken === undefined || encoding === undefined) {
      throw new Refusal(badRequest('orgId, chatKey, fileToken and encoding are required'));
    }
    const requested = session?.files.find((one) => one.token === fileToken && one.status === 'requested');
    if (!session || session.over || !requested || organizationId !== this.context.organization.id) {
      throw new Refusal(sessionInvalid());
    }
    if (!file) {
      throw new Refusal(badRequest('A part named file is required'));
    }
    requested.name = file.originalname;
    requested.mime = file.mimetype;
    requested.size = file.buffer.length;
    requested.content = file.buffer;
    this.settle(session, requested, 'uploaded');
    return { status: 200, body: 'OK' };
  }

  private settle(session: ChatSession, file: RequestedFile, status: 'uploaded' | 'failed' | 'canceled'): void {
    file.status = status;
    const type = { uploaded: 'Success', failed: 'Failure', canceled: 'Canceled' }[status];
    this.mail.toAgent(session, { from: 'visitor', kind: `file-${status}`, detail: describeFile(file) });
    this.tell(session, file, type);
  }

  private tell(session: ChatSession, { token }: RequestedFile, type: string): void {
    const uploadServletUrl = `${this.origin()}${UPLOAD_PATH}`;
    const cdmServletUrl = `${this.origin()}/cdm`;
    this.mail.toVisitor(session, {
      type: 'FileTransfer',
      message: { type, uploadServletUrl, fileToken: token, cdmServletUrl },
    });
  }
}
