import { Buffer } from 'buffer';
import { randomBytes } from 'crypto';

/** A part of a form; RFC 7578. */
export interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

/** A form as the body of a request, with the type that says how its parts are told apart; RFC 7578. */
export function multipart(parts: readonly Part[]): { readonly type: string; readonly bytes: Buffer } {
  const boundary = `----${randomBytes(16).toString('hex')}`;
  const bytes = parts.flatMap((part) => [Buffer.from(headOf(part, boundary)), part.content, Buffer.from('\r\n')]);
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([...bytes, Buffer.from(`--${boundary}--\r\n`)]),
  };
}

function headOf({ name, fileName, mediaType }: Part, boundary: string): string {
  const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`;
  const type = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/.test(mediaType) ? mediaType : 'application/octet-stream';
  return [
    `--${boundary}`,
    `Content-Disposition: form-data; name="${name}"${file}`,
    `Content-Type: ${type}`,
    '',
    '',
  ].join('\r\n');
}

/** As browsers write file names in forms: nothing in it can end the quotes or the line. */
function quoted(name: string): string {
  return name.replace(/[\r\n"]/g, (character) => encodeURIComponent(character)) || 'file';
}
