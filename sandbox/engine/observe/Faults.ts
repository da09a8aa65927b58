import { setTimeout as delay } from 'node:timers/promises';

/** What goes wrong with calls of one bridge method, or with giving one kind of event to the apps. */
export interface Fault {
  /** Added to the call, in milliseconds. */
  latencyMs?: number;
  /** The call rejects with this message. */
  fail?: string;
  /** The call answers null; an event is lost. */
  returnNull?: boolean;
  /** The call never answers. */
  hang?: boolean;
  /** How many calls are hit; without it every call is. */
  times?: number;
  /** Whether the work is left undone (`before`, the default) or is done and then the fault strikes (`after`). */
  phase?: 'before' | 'after';
}

/**
 * Faults by bridge method, such as `LivechatBridge.transferVisitor`, or by the interface of an event, such as
 * `IPostMessageSent`; shared by all instances.
 */
export class Faults {
  /** Added to every call of an app to the host, in milliseconds. */
  latencyMs = 0;
  private readonly faults = new Map<string, Fault>();

  /** Replaces the fault of one method or event. */
  set(method: string, fault: Fault): void {
    this.faults.set(method, { ...fault });
  }

  /** Makes everything work again. */
  clear(): void {
    this.faults.clear();
    this.latencyMs = 0;
  }

  /** Takes as long as a call of an app to the host is to take on its way. */
  async onTheWay(): Promise<void> {
    if (this.latencyMs > 0) await delay(this.latencyMs);
  }

  /** Runs the work of one bridge call, or gives out one event, with the faults that are set for it. */
  async around(method: string, work: () => unknown): Promise<unknown> {
    const fault = this.take(method);
    if (fault?.latencyMs) await delay(fault.latencyMs);
    if (fault === undefined) return work();
    if (fault.phase === 'after') {
      const result = await work();
      return strike(fault, () => result);
    }
    return strike(fault, work);
  }

  private take(method: string): Fault | undefined {
    const fault = this.faults.get(method);
    if (fault?.times === undefined) return fault;
    if (fault.times <= 0) return undefined;
    fault.times -= 1;
    return fault;
  }
}

function strike(fault: Fault, otherwise: () => unknown): unknown {
  if (fault.hang) return new Promise(() => undefined);
  if (fault.fail !== undefined) throw new Error(fault.fail);
  return fault.returnNull ? null : otherwise();
}
