import express, { type Request, type Router } from 'express';
import multer from 'multer';
import { Refusal } from '../contactCentre/Answer';
import { badRequest } from './answers';
import type { Files } from './Files';
import type { Gate } from './Gate';
import type { Sessions } from './Sessions';

interface Parts {
  readonly files: Files;
  readonly gate: Gate;
  readonly sessions: Sessions;
}

function query(request: Request, name: string): string | undefined {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The servlet that takes a visitor's file; Live Agent REST API, FileTransfer. */
export function uploadRouter({ files, gate, sessions }: Parts): Router {
  const router = express.Router();
  const parse = multer({ storage: multer.memoryStorage(), limits: { fileSize: 10 * 1024 * 1024 } }).single('file');
  router.post('/', (request, response, next) => {
    parse(request, response, (problem: unknown) => {
      const session = sessions.find(query(request, 'chatKey') ?? '');
      const work = () => {
        if (problem) {
          throw new Refusal(badRequest('The multipart body could not be read'));
        }
        return files.receive({
          session: session?.open ? session : undefined,
          organizationId: query(request, 'orgId'),
          fileToken: query(request, 'fileToken'),
          encoding: query(request, 'encoding'),
          file: request.file,
        });
      };
      gate.pass({ name: 'FileUpload', session }, response, work).catch(next);
    });
  });
  return router;
}
