import type { Call } from '../endpoints/Outside';
import type { OperatorDesk } from '../lib/OperatorDesk';
import type { OperatorTexts } from '../lib/operatorTexts';

/** What the composition root builds for operators' tools. */
export interface OperatorOutside {
  /** Built synchronously from the accessors of one call. */
  desk(call: Call): OperatorDesk;
  /** What somebody reads who wants this language, if any. Never throws. */
  texts(call: Call, language: string | undefined): Promise<OperatorTexts>;
  wait(ms: number): Promise<void>;
}

/** What the composition root builds for the slash command. */
export interface CommandOutside extends OperatorOutside {
  /** Tries out the provider of this name or id, or all of them; answers in words. Throws HandoverError. */
  testConnections(call: Call, wanted: string): Promise<string>;
}
