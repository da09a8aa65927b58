import type { Answer } from '../contactCentre/Answer';
import type { Call, Route } from './Call';
import type { Token, Tokens } from './Tokens';

interface AuthorizedRoute extends Omit<Route, 'handle'> {
  /** `id` is the conversation's, empty where the path names none. */
  handle(call: Call, token: Token, id: string): Answer;
}

/** A call that only somebody with a good token may make; Enhanced Chat API, authorization. */
export function authorized(tokens: Tokens, { handle, ...route }: AuthorizedRoute): Route {
  return {
    ...route,
    handle: (call) => handle(call, tokens.authenticate(call.headers.authorization), call.params.conversationId ?? ''),
  };
}
