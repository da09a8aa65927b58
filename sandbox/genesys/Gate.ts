import type { Response } from 'express';
import type { Answer } from '../contactCentre/Answer';
import { BadBody } from '../contactCentre/BodyReader';
import type { FaultMoment } from '../contactCentre/Faults';
import { pass } from '../contactCentre/pass';
import { ApiError, badBody, credentialsExpired, tooManyRequests } from './answers';
import type { Context } from './context';
import type { Tokens } from './Tokens';

/** Lets calls through to their work, unless a fault says otherwise. */
export class Gate {
  constructor(
    private readonly context: Context,
    private readonly tokens: Tokens,
  ) {}

  /** Does the work of the call with this name and writes its answer, with the id by which support finds the call. */
  async pass(call: string, response: Response, work: () => Answer): Promise<void> {
    const { clock, faults, random } = this.context;
    const contextId = random.uuid();
    response.setHeader('ININ-Correlation-Id', contextId);
    const through = {
      clock,
      strike: (kind: 'drop' | 'delay', when: FaultMoment) => faults.strike(kind, { call, when }),
      refuse: () => this.refusal(call, contextId) ?? this.status(call, 'before', contextId),
      work: async () => answerOf(work, contextId),
      replace: () => this.status(call, 'after', contextId),
    };
    await pass(through, response);
  }

  private status(call: string, when: FaultMoment, contextId: string): Answer | undefined {
    const fault = this.context.faults.strike('status', { call, when });
    if (fault?.body !== undefined) {
      return { status: fault.status, body: fault.body };
    }
    const parts = { status: fault?.status ?? 0, code: 'injected', message: `Injected ${fault?.status}` };
    return fault && new ApiError(parts).answer(contextId);
  }

  private refusal(call: string, contextId: string): Answer | undefined {
    const { faults, switches } = this.context;
    if (call !== 'oauth/token' && faults.strike('expire-token', { call })) {
      this.tokens.expireAll();
      return credentialsExpired().answer(contextId);
    }
    const limited = faults.strike('rate-limit', { call });
    return limited && tooManyRequests(switches.requestsPerMinute, limited.retryAfterSeconds).answer(contextId);
  }
}

function answerOf(work: () => Answer, contextId: string): Answer {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApiError) {
      return error.answer(contextId);
    }
    if (error instanceof BadBody) {
      return badBody(error).answer(contextId);
    }
    throw error;
  }
}
