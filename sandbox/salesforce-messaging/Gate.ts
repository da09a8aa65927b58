import type { Response } from 'express';
import { type Answer, Refusal } from '../contactCentre/Answer';
import type { FaultMoment } from '../contactCentre/Faults';
import { pass } from '../contactCentre/pass';
import type { Context } from './context';
import type { FaultScope } from './faults';
import type { Token, Tokens } from './Tokens';

/** As much of a call as faults need to know. */
interface Passage {
  readonly name: string;
  readonly conversation: string | undefined;
  readonly token: Token | undefined;
}

/** Lets calls through to their work, unless a fault says otherwise. */
export class Gate {
  constructor(
    private readonly context: Context,
    private readonly tokens: Tokens,
  ) {}

  async pass(passage: Passage, response: Response, work: () => Promise<Answer | undefined>): Promise<void> {
    const { faults, clock } = this.context;
    const scope: FaultScope = { call: passage.name, conversation: passage.conversation };
    const hangs = (when: FaultMoment) => faults.strike('hang', { ...scope, when }) !== undefined;
    if (hangs('before')) {
      return;
    }
    const through = {
      clock,
      strike: (kind: 'drop' | 'delay', when: FaultMoment) => faults.strike(kind, { ...scope, when }),
      refuse: () => {
        this.expire(passage, scope);
        return this.status(scope, 'before');
      },
      work: async () => {
        const answer = await workOf(work);
        return hangs('after') ? undefined : answer;
      },
      replace: () => this.status(scope, 'after'),
    };
    await pass(through, response);
  }

  private expire({ token }: Passage, scope: FaultScope): void {
    if (token && this.context.faults.strike('expire-token', scope)) {
      this.tokens.expire(token.subject);
    }
  }

  private status(scope: FaultScope, when: FaultMoment): Answer | undefined {
    const fault = this.context.faults.strike('status', { ...scope, when });
    if (!fault) {
      return undefined;
    }
    const { status, body, retryAfterSeconds } = fault;
    const headers = retryAfterSeconds === undefined ? undefined : { 'Retry-After': String(retryAfterSeconds) };
    return { status, headers, body: body ?? { message: `Injected ${status}`, code: 'INJECTED' } };
  }
}

async function workOf(work: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) {
      return error.answer;
    }
    throw error;
  }
}
