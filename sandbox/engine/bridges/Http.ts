import type { IHttpRequest, IHttpResponse } from '@rocket.chat/apps-engine/definition/accessors';
import type { IHttpBridgeRequestInfo } from '@rocket.chat/apps-engine/server/bridges';
import { HttpBridge } from '@rocket.chat/apps-engine/server/bridges/HttpBridge';

const DEFAULT_TIMEOUT_MS = 180_000;
const PARSED_TYPES = ['application/json', 'text/javascript', 'application/javascript', 'application/x-javascript'];

/** What goes over the wire. */
interface Outgoing {
  url: URL;
  headers: Record<string, string>;
  body?: string;
}

interface Incoming {
  response: Response;
  bytes: Buffer;
}

/** Outgoing HTTP of apps. */
export class HttpCalls extends HttpBridge {
  protected override async call({ url, method, request }: IHttpBridgeRequestInfo): Promise<IHttpResponse> {
    const outgoing = outgoingOf(url, method, request);
    const { response, bytes } = await send(outgoing, method, request.timeout || DEFAULT_TIMEOUT_MS);
    const { status: statusCode, headers } = response;
    const result = { url, method, statusCode, headers: Object.fromEntries(headers) };
    return { ...result, ...bodyOf(bytes, headers.get('content-type') ?? '', request.encoding) };
  }
}

function outgoingOf(target: string, method: string, request: IHttpRequest): Outgoing {
  refuseInsecureTls(target, request);
  const url = new URL(target);
  const headers: Record<string, string> = { ...request.headers };
  if (request.auth) headers.Authorization = basicAuth(request.auth);
  const bodyless = ['get', 'head'].includes(method.toLowerCase());
  const content = request.content || (typeof request.data === 'object' ? request.data : undefined);
  if (content || bodyless) appendParams(url, request.params);
  if (bodyless) return { url, headers };
  if (!content) return request.params ? { url, ...formBody(headers, request.params) } : { url, headers };
  if (typeof content === 'string') return { url, headers, body: content };
  return { url, headers: withContentType(headers, 'application/json'), body: JSON.stringify(content) };
}

// The platform's fetch cannot switch certificate checks off for one call; silence would let an app believe it did.
function refuseInsecureTls(target: string, request: IHttpRequest): void {
  const insecure = request.strictSSL === false || request.rejectUnauthorized === true;
  if (insecure && target.startsWith('https:')) throw new Error('The sandbox does not switch certificate checks off');
}

function basicAuth(credentials: string): string {
  if (!credentials.includes(':')) throw new Error('auth option should be of the form "username:password"');
  return `Basic ${Buffer.from(credentials, 'ascii').toString('base64')}`;
}

function appendParams(url: URL, params: IHttpRequest['params']): void {
  for (const [name, value] of Object.entries(params ?? {})) {
    if (value) url.searchParams.append(name, value);
  }
}

function formBody(headers: Record<string, string>, params: Record<string, string>): Omit<Outgoing, 'url'> {
  return {
    headers: withContentType(headers, 'application/x-www-form-urlencoded'),
    body: new URLSearchParams(params).toString(),
  };
}

function withContentType(headers: Record<string, string>, type: string): Record<string, string> {
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-type');
  return { ...Object.fromEntries(others), 'Content-Type': type };
}

async function send(outgoing: Outgoing, method: string, timeoutMs: number): Promise<Incoming> {
  const { url, headers, body } = outgoing;
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { method: method.toUpperCase(), headers, body, signal });
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  } catch (error) {
    if (signal.aborted) throw new Error(`network timeout at: ${url.href}`);
    const { cause, message } = error as Error & { cause?: Error };
    throw new Error(`request to ${url.href} failed, reason: ${cause?.message || message}`);
  }
}

function bodyOf(
  bytes: Buffer,
  contentType: string,
  encoding: string | null | undefined,
): Pick<IHttpResponse, 'content' | 'data'> {
  // The engine types content as text, though bytes are what `encoding: null` asks for.
  if (encoding === null) return { content: bytes as unknown as string };
  const content = bytes.toString((encoding ?? 'utf8') as BufferEncoding);
  return { content, data: parsed(content, contentType) };
}

function parsed(content: string, contentType: string): unknown {
  if (!PARSED_TYPES.includes(String(contentType.split(';')[0]))) return null;
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}
