import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import multer, { MulterError } from 'multer';
import { Refusal, writeAnswer } from '../contactCentre/Answer';
import { isRecord } from '../contactCentre/BodyReader';
import type { Call, Route } from './Call';
import type { Context } from './context';
import type { Gate } from './Gate';
import type { RequestLog } from './RequestLog';
import { badRequest, methodNotAllowed, notFound, tooLarge, unsupportedType } from './refusals';
import type { Tokens } from './Tokens';

interface Parts {
  readonly context: Context;
  readonly gate: Gate;
  readonly tokens: Tokens;
  readonly log: RequestLog;
}

const hasBody = ({ headers }: Request) =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Another media type than the one that the call takes gets 415. */
function requireType(type: string): RequestHandler {
  return (request, _response, next) => {
    next(hasBody(request) && !request.is(type) ? unsupportedType(`Content-Type must be ${type}`) : undefined);
  };
}

/** Enhanced Chat API, file: the part `messageEntry`, which clients send with or without a file name, and `fileData`. */
function parseUpload({ switches }: Context): RequestHandler {
  return (request, response, next) => {
    const limits = { fileSize: switches.maxFileBytes + 1 };
    multer({ storage: multer.memoryStorage(), limits }).any()(request, response, (error: unknown) => {
      if (error === undefined) {
        takeMessageEntry(request, next);
      } else {
        next(error);
      }
    });
  };
}

function takeMessageEntry(request: Request, next: NextFunction): void {
  const files = Array.isArray(request.files) ? request.files : [];
  const part = files.find(({ fieldname }) => fieldname === 'messageEntry')?.buffer.toString('utf8');
  const text: unknown = part ?? (isRecord(request.body) ? request.body.messageEntry : undefined);
  try {
    request.body = typeof text === 'string' ? JSON.parse(text) : undefined;
    next();
  } catch (error) {
    next(error);
  }
}

function parsers({ takes }: Route, context: Context): RequestHandler[] {
  const all = {
    json: () => [requireType('application/json'), express.json({ limit: '1mb', strict: false })],
    upload: () => [requireType('multipart/form-data'), parseUpload(context)],
  };
  return takes ? all[takes]() : [];
}

function callOf(request: Request, response: Response): Call {
  const files = Array.isArray(request.files) ? request.files : [];
  const file = files.find(({ fieldname }) => fieldname === 'fileData');
  return {
    params: request.params,
    query: new URL(request.originalUrl, 'http://localhost').searchParams,
    headers: request.headers,
    body: request.body,
    hasBody: hasBody(request),
    upload: file && { name: file.originalname, mimeType: file.mimetype, content: file.buffer },
    response,
  };
}

function conversationOf(call: Call): string | undefined {
  const named = isRecord(call.body) ? call.body.conversationId : undefined;
  return call.params.conversationId ?? (typeof named === 'string' ? named : undefined);
}

/** Turns what goes wrong before a call's work into the protocol's own answers. */
function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) {
    return error;
  }
  const isTooLarge = isRecord(error) && error.type === 'entity.too.large';
  if (isTooLarge || (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE')) {
    return tooLarge('The request is too large');
  }
  const isUnreadable = error instanceof SyntaxError || error instanceof MulterError || error instanceof URIError;
  return isUnreadable || (error instanceof Error && /multipart/i.test(error.message))
    ? badRequest('The body cannot be read')
    : undefined;
}

/** Everything but the control API. */
export function apiRouter(routes: readonly Route[], { context, gate, tokens, log }: Parts): Router {
  const router = express.Router();
  for (const route of routes) {
    const work: RequestHandler = (request, response, next) => {
      const call = callOf(request, response);
      const token = tokens.find(request.headers.authorization);
      const passage = { name: route.name, conversation: conversationOf(call), token };
      gate.pass(passage, response, async () => route.handle(call)).catch(next);
    };
    router[route.method](route.path, log.note(route.name), ...parsers(route, context), work);
  }
  const paths = [...new Set(routes.map(({ path }) => path))];
  router.all(paths, log.note(undefined), (_request, _response, next) => next(methodNotAllowed()));
  router.use(log.note(undefined), (_request, _response, next) => next(notFound()));
  router.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    const refusal = refusalOf(error);
    if (refusal) {
      writeAnswer(response, refusal.answer, false);
    } else {
      next(error);
    }
  });
  return router;
}
