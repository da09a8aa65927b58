import type { Clock } from '../../lib/clock';
import type { StreamClient } from '../../lib/http';
import type { Json } from '../../lib/json';
import type { Log } from '../../lib/log';
import { ProviderError } from '../../lib/ProviderError';
import { StoredChat } from '../shared/StoredChat';
import { CALL_TIMEOUT_MS, type Call, type Client, type Reply } from './Client';
import type { Followers } from './Followers';
import type { Line } from './Line';
import type { Novelties } from './Novelties';
import type { MessagingSettings } from './settings';
import { type MessagingState, readState } from './state';
import { verifiedToken } from './token';

/** What a provider instance works with. */
export interface Tools {
  readonly settings: MessagingSettings;
  readonly client: Client;
  /** For the stream of events; undefined where there is none, and Salesforce is asked instead. */
  readonly streams: StreamClient | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly novelties: Novelties;
  readonly followers: Followers;
}

type ConversationCall = Omit<Call, 'path' | 'token' | 'timeoutMs'> & {
  /** Below the conversation, beginning with a slash; empty for the conversation itself. */
  readonly path: string;
  readonly timeoutMs?: number;
};

const UNAUTHORISED = 401;
/** A visitor is verified anew so long before his token ends. */
const RENEWAL_MARGIN_MS = 60_000;
/** How often a call is made with a new token. One that is refused as well may have been revoked on its way. */
const MOST_RENEWALS = 3;

/** One conversation: its state, and the calls that belong to it. */
export class Chat extends StoredChat<MessagingState, Line, Tools> {
  protected read(stored: Json): MessagingState {
    return readState(stored);
  }

  /**
   * A call about the conversation on behalf of the visitor. Where his token has ended he is verified anew; an anonymous
   * visitor cannot be, because with another token he would be somebody else.
   *
   * @throws ProviderError when there is no answer, or no new token; answers of every status are returned.
   */
  public async call({ path, timeoutMs = CALL_TIMEOUT_MS, ...call }: ConversationCall): Promise<Reply> {
    const send = (token: string): Promise<Reply> =>
      this.tools.client.send({
        ...call,
        path: `/iamessage/api/v2/conversation/${this.state.conversationId}${path}`,
        token,
        timeoutMs,
      });
    let token = await this.freshToken();
    for (let renewals = 0; ; renewals++) {
      const reply = await send(token);
      const isFinal = this.state.identity === null || renewals === MOST_RENEWALS;
      if (reply.status !== UNAUTHORISED || isFinal) return reply;
      token = await this.renewedToken(token);
    }
  }

  /** The token to say who the visitor is with. @throws ProviderError when it had to be renewed and was not */
  public async freshToken(): Promise<string> {
    const { accessToken, expiresAtMs, identity } = this.state;
    const isEnding = expiresAtMs !== null && this.tools.clock.nowMs() >= expiresAtMs - RENEWAL_MARGIN_MS;
    return identity !== null && isEnding ? this.renewedToken(accessToken) : accessToken;
  }

  /** Another token instead of one that is not taken any more; whoever asks while one is under way gets that. */
  private async renewedToken(refused: string): Promise<string> {
    if (this.state.accessToken !== refused) return this.state.accessToken;
    if (this.line.renewing === undefined) this.line.renewing = this.renew();
    await this.line.renewing;
    return this.state.accessToken;
  }

  private async renew(): Promise<void> {
    try {
      const { accessToken, expiresAtMs, identity } = await verifiedToken(this.state.identity ?? '', this.tools);
      if (identity === null) throw new ProviderError('gone', 'Salesforce does not know the visitor any more');
      this.change({ accessToken, expiresAtMs });
      this.tools.log.info('The visitor of a conversation was verified anew');
    } finally {
      this.line.renewing = undefined;
    }
  }
}
