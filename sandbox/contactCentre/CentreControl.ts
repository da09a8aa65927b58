import axios, { type AxiosInstance } from 'axios';
import { createInterface } from 'readline';
import type { Readable } from 'stream';

/** What the simulated contact centres differ in, as their control APIs take and show it. */
interface Centre {
  Agent: unknown;
  AgentSettings: unknown;
  /** An agent in the list. */
  AgentView: unknown;
  Fault: unknown;
  FaultRequest: unknown;
  Switches: object;
}

/** What the control API of every simulated contact centre offers, typed. */
export class CentreControl<C extends Centre> {
  protected readonly http: AxiosInstance;

  constructor(controlUrl: string) {
    this.http = axios.create({ baseURL: controlUrl, proxy: false });
  }

  agents(): Promise<C['AgentView'][]> {
    return this.get('/agents');
  }

  /** Adds an agent or changes what is named; `null` stops him from accepting by himself. */
  async setAgent(id: string, agent: C['AgentSettings']): Promise<C['Agent']> {
    return (await this.http.put(`/agents/${id}`, agent)).data;
  }

  async removeAgent(id: string): Promise<void> {
    await this.http.delete(`/agents/${id}`);
  }

  async addFault(fault: C['FaultRequest']): Promise<C['Fault']> {
    return (await this.http.post('/faults', fault)).data;
  }

  faults(): Promise<C['Fault'][]> {
    return this.get('/faults');
  }

  /** Clears one fault, or all of them. */
  async clearFaults(id?: string): Promise<void> {
    await this.http.delete(id === undefined ? '/faults' : `/faults/${id}`);
  }

  switches(): Promise<C['Switches']> {
    return this.get('/switches');
  }

  async setSwitches(switches: Partial<C['Switches']>): Promise<C['Switches']> {
    return (await this.http.patch('/switches', switches)).data;
  }

  /** Forgets what visitors and agents have done, clears all faults and sets all switches back; the set-up stays. */
  async reset(): Promise<void> {
    await this.http.post('/reset');
  }

  protected async get<T>(path: string, params?: Readonly<Record<string, string | boolean>>): Promise<T> {
    return (await this.http.get<T>(path, { params })).data;
  }

  /** Calls back for every event of the stream at `/events`, until the returned function is called. */
  protected async listen<Event>(
    listener: (event: Event) => void,
    params: Readonly<Record<string, string | undefined>>,
  ): Promise<() => void> {
    const response = await this.http.get<Readable>('/events', { params, responseType: 'stream' });
    const stream = response.data.on('error', () => undefined);
    createInterface({ input: stream }).on('line', (line) => {
      if (line.startsWith('data: ')) {
        listener(JSON.parse(line.slice('data: '.length)));
      }
    });
    return () => stream.destroy();
  }
}
