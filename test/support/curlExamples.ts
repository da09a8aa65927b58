import axios from 'axios';
import { readFileSync } from 'fs';
import path from 'path';
import { parse } from 'shell-quote';

/** A curl call of a documentation page, and the answer that the page promises. */
export interface Example {
  readonly command: string;
  readonly status: number;
  /** As the page shows it; empty where it shows none. */
  readonly body: string;
}

const EXAMPLE = /```bash\n(curl [\s\S]*?)```\s+Answer, (\d+)(?::\s+```\w+\n([\s\S]*?)```|\.)/g;

/** The examples of a page, in their order. */
export function examplesOf(page: string): Example[] {
  const text = readFileSync(path.resolve(__dirname, '../..', page), 'utf8');
  return [...text.matchAll(EXAMPLE)].map(([, command = '', status, body = '']) => ({
    command,
    status: Number(status),
    body,
  }));
}

/** Runs a curl command; its answer's body is given as text. */
export async function runCurl(command: string): Promise<{ status: number; text: string }> {
  const { method, url, headers, data } = readCurl(command);
  const answer = await axios.request<string>({
    method,
    url,
    headers,
    data,
    responseType: 'text',
    transformRequest: (unchanged: unknown) => unchanged,
    transformResponse: (unchanged: unknown) => unchanged,
    validateStatus: () => true,
  });
  return { status: answer.status, text: answer.data };
}

function readCurl(command: string): { method: string; url: string; headers: Record<string, string>; data?: string } {
  const words = parse(command.replace(/\\\n/g, ' ')).map((word) => (typeof word === 'string' ? word : ''));
  const headers: Record<string, string> = { Accept: '*/*' };
  let [data, method, url]: [string | undefined, string | undefined, string] = [undefined, undefined, ''];
  for (let i = 1; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-H') {
      const [name = '', value = ''] = (words[++i] ?? '').split(/: ?(.*)/);
      headers[name] = value;
    } else if (word === '-d') data = words[++i];
    else if (word === '-X') method = words[++i];
    else url = word;
  }
  return { method: method ?? (data === undefined ? 'GET' : 'POST'), url, headers, ...(data !== undefined && { data }) };
}
