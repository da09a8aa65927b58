import type { SeededRandom } from '../contactCentre/SeededRandom';

/** Live Agent REST API, Message: what the visitor's client gets. */
export interface WireMessage {
  readonly type: string;
  readonly message: Record<string, unknown>;
}

/** One message to the visitor's client and what became of it. */
export interface OutgoingRecord extends WireMessage {
  readonly id: string;
  readonly queuedAt: number;
  /** Every answer that carried it, so more than one when it was delivered again. */
  readonly deliveries: { at: number; sequence: number; offset: number }[];
  acknowledgedAt?: number;
}

/** Live Agent REST API, Messages response. */
interface Batch {
  readonly sequence: number;
  readonly offset: number;
  records: OutgoingRecord[];
}

interface OutboxContext {
  readonly random: SeededRandom;
  now(): number;
}

/** The messages of one chat on their way to the visitor's client, delivered until they are acknowledged. */
export class Outbox {
  /** Everything there ever was, in the order it happened. */
  readonly records: OutgoingRecord[] = [];
  private pending: OutgoingRecord[] = [];
  private heldBack: OutgoingRecord[] = [];
  private unacknowledged: Batch | undefined;
  private repeats = 0;
  private sequence = 0;
  private offset = 0;

  constructor(private readonly context: OutboxContext) {}

  /** True when the next answer would be one that was never given before. */
  get hasNew(): boolean {
    return this.unacknowledged === undefined && this.pending.length > 0;
  }

  add({ type, message }: WireMessage): OutgoingRecord {
    const record = this.record({ type, message });
    this.pending.push(record);
    return record;
  }

  /** Live Agent REST API, Messages: without `ack`, all that was delivered counts as received. */
  acknowledge(ack: number | undefined): void {
    const batch = this.unacknowledged;
    if (!batch || (ack !== undefined && ack < batch.sequence)) {
      return;
    }
    for (const record of batch.records) {
      record.acknowledgedAt ??= this.context.now();
    }
    if (this.repeats > 0) {
      this.repeats--;
    } else {
      this.unacknowledged = undefined;
    }
  }

  /** What the next answer carries: first what was not acknowledged, unchanged, and only then what is new. */
  next(): Batch | undefined {
    if (!this.unacknowledged && this.pending.length > 0) {
      this.offset = (this.offset || 1_000_000_000 + this.context.random.below(600_000_000)) + 1;
      this.offset += this.context.random.below(1_000);
      this.unacknowledged = { sequence: ++this.sequence, offset: this.offset, records: this.pending };
      this.pending = this.heldBack;
      this.heldBack = [];
    }
    return this.unacknowledged;
  }

  delivered(batch: Batch): void {
    for (const record of batch.records) {
      record.deliveries.push({ at: this.context.now(), sequence: batch.sequence, offset: batch.offset });
    }
  }

  /** Has the batch on its way delivered once more after it was acknowledged. */
  repeat(): void {
    this.repeats++;
  }

  /** Puts the batch on its way into another order. */
  shuffle(): void {
    if (this.unacknowledged) {
      this.unacknowledged.records = this.context.random.shuffled(this.unacknowledged.records);
    }
  }

  /** Keeps what is waiting back until something later has been delivered, or there is nothing later. */
  holdBack(): void {
    this.heldBack.push(...this.pending);
    this.pending = [];
  }

  /** Lets go of what was held back, unless something later is to be delivered first. */
  release(): void {
    if (this.pending.length > 0) return;
    this.pending = this.heldBack;
    this.heldBack = [];
  }

  /** Live Agent REST API, ReconnectSession: `sessionData` goes first, then what came after the client's last offset. */
  restart(sessionData: WireMessage, options: { afterOffset?: number; replay: boolean; resetSequence: boolean }): void {
    const { afterOffset, replay, resetSequence } = options;
    const waiting = new Set([...this.pending, ...this.heldBack]);
    const missed = this.records.filter((record) => !waiting.has(record) && this.isAfter(record, afterOffset));
    const later = this.records.filter((record) => waiting.has(record));
    this.pending = [this.record(sessionData), ...(replay ? missed : []), ...later];
    this.heldBack = [];
    this.unacknowledged = undefined;
    this.repeats = 0;
    this.sequence = resetSequence ? 0 : this.sequence;
  }

  private isAfter(record: OutgoingRecord, offset: number | undefined): boolean {
    if (offset === undefined) {
      return record.acknowledgedAt === undefined;
    }
    return record.deliveries.every((delivery) => delivery.offset > offset);
  }

  private record({ type, message }: WireMessage): OutgoingRecord {
    const id = `out-${this.records.length + 1}`;
    const record: OutgoingRecord = { id, type, message, queuedAt: this.context.now(), deliveries: [] };
    this.records.push(record);
    return record;
  }
}
