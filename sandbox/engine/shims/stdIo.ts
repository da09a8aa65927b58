// The one stand-in that the runtime loads in every process.
import './clock.ts';
import './collectGarbage.ts';
import './parentWatch.ts';

/** Anything that takes bytes and says how many it took. */
interface ByteSink {
  write(bytes: Uint8Array): Promise<number>;
}

/** Stand-in for `writeAll` of `@std/io`: writes until every byte is taken. */
export async function writeAll(sink: ByteSink, bytes: Uint8Array): Promise<void> {
  for (let taken = 0; taken < bytes.length; ) {
    taken += await sink.write(bytes.subarray(taken));
  }
}
