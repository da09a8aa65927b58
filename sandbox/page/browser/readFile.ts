import type { SentFile } from '../PageView';

/** The content of a file that somebody has chosen. */
export async function readFile(file: File): Promise<SentFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { name: file.name, mediaType: file.type || 'application/octet-stream', base64: btoa(binary) };
}
