import type { Request } from 'express';
import type { Answer } from '../contactCentre/Answer';
import { badRequest, unsupportedMediaType } from './answers';
import type { OAuthClient } from './Tokens';

/** One HTTP call of a client that may make it. */
export interface Call {
  readonly client: OAuthClient;
  readonly query: URLSearchParams;
  /** A part of the path, by its name in the route. */
  param(name: string): string;
  /** The parsed body; throws a 415 for anything but JSON, a 400 for broken JSON. */
  json(): unknown;
}

/** A resource of the Platform API. */
export interface Route {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  /** Below `/api/v2`, as express writes it. */
  readonly path: string;
  /** What faults call it. */
  readonly name: string;
  /** The client must have one of these. */
  readonly permissions: readonly string[];
  handle(call: Call): Answer;
}

/** A call as express got it, with the body as text. */
export function callOf(request: Request, client: OAuthClient): Call {
  return {
    client,
    query: new URL(request.originalUrl, 'http://localhost').searchParams,
    param: (name) => request.params[name] ?? '',
    json: () => parse(request),
  };
}

function parse(request: Request): unknown {
  if (!request.is('json')) {
    throw unsupportedMediaType();
  }
  try {
    return JSON.parse(request.body);
  } catch {
    throw badRequest('The request could not be understood by the server due to malformed syntax.');
  }
}

/** A query parameter that must be `true` or `false`; false when it is left out. */
export function queryFlag(call: Call, name: string): boolean {
  const value = call.query.get(name) ?? 'false';
  if (value !== 'true' && value !== 'false') {
    throw badRequest(`Value [${value}] is not valid for parameter [${name}]. Allowable values are: true, false`);
  }
  return value === 'true';
}

/** A query parameter that must be a whole number from 1 on. */
export function queryCount(call: Call, name: string, fallback: number): number {
  const value = call.query.get(name) ?? String(fallback);
  if (!/^[1-9]\d{0,5}$/.test(value)) {
    throw badRequest(`Value [${value}] is not valid for parameter [${name}].`);
  }
  return Number(value);
}
