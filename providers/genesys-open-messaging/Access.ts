import { Buffer } from 'buffer';
import type { Clock } from '../../lib/clock';
import type { HttpClient, HttpResponse } from '../../lib/http';
import { CredentialsError, ProviderError } from '../../lib/ProviderError';
import { numberOf, objectOf, parseJson, textOf } from '../shared/readJson';
import type { GenesysSettings } from './settings';

const LOGIN_TIMEOUT_MS = 10_000;
/** A token is renewed so long before it ends; Platform API, client credentials grant: there is no refresh token. */
const RENEWAL_MARGIN_MS = 60_000;

interface Token {
  readonly value: string;
  readonly renewAtMs: number;
}

/** The access token of an OAuth client, which all conversations of a provider share. */
export class Access {
  private current: Token | undefined;
  private login: Promise<Token> | undefined;

  constructor(
    private readonly http: HttpClient,
    private readonly settings: GenesysSettings,
    private readonly clock: Clock,
  ) {}

  /** A token that is good for a while. @throws ProviderError when there is none to be had */
  public async token(): Promise<string> {
    if (this.current !== undefined && this.clock.nowMs() < this.current.renewAtMs) return this.current.value;
    return this.renew();
  }

  /** Another token in the place of one that is not taken any more; whoever asks at the same time gets the same. */
  public async tokenAfter(refused: string): Promise<string> {
    if (this.current?.value === refused) this.current = undefined;
    return this.token();
  }

  private async renew(): Promise<string> {
    if (this.login === undefined) this.login = this.logIn();
    try {
      this.current = await this.login;
      return this.current.value;
    } finally {
      this.login = undefined;
    }
  }

  private async logIn(): Promise<Token> {
    const what = `POST ${new URL(this.settings.hosts.login).host}/oauth/token`;
    const { status, body } = await this.answer(what);
    if (status !== 200) {
      const isPassing = status >= 500 || status === 408 || status === 429;
      const message = `${what} was answered with status ${status}`;
      throw isPassing ? new ProviderError('unreachable', message) : new CredentialsError(message);
    }
    const { access_token: value, expires_in: seconds } = objectOf(parseJson(body));
    const token = textOf(value);
    if (token === undefined) throw new ProviderError('unreachable', `${what} was answered without a token`);
    const lifetimeMs = (numberOf(seconds) ?? 0) * 1000;
    return { value: token, renewAtMs: this.clock.nowMs() + lifetimeMs - RENEWAL_MARGIN_MS };
  }

  private async answer(what: string): Promise<HttpResponse> {
    const { hosts, clientId, clientSecret } = this.settings;
    try {
      return await this.http.send({
        method: 'POST',
        url: `${hosts.login}/oauth/token`,
        headers: {
          Accept: 'application/json',
          Authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials',
        timeoutMs: LOGIN_TIMEOUT_MS,
      });
    } catch {
      throw new ProviderError('unreachable', `${what} got no answer`);
    }
  }
}
