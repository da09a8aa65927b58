import { PROVIDERS, type Provider } from './ChatPlan';
import { type ChatRecord, type Finding, KINDS, type Kind } from './check';
import type { Trouble } from './Trouble';

/** What came of the chats of one provider. */
type Row = { rounds: number; texts: number; files: number; transfers: number } & Record<Kind, number>;

export interface SoakReport {
  readonly rows: ReadonlyMap<Provider, Row>;
  /** How often each kind of trouble came. */
  readonly troubles: Readonly<Record<string, number>>;
  /** Everything that went wrong; a good run has none. */
  readonly findings: readonly Finding[];
}

/** A chat, and what is wrong with it. */
interface CheckedChat {
  readonly record: ChatRecord;
  readonly findings: readonly Finding[];
}

/** Adds up what came of every chat; `others` is what went wrong that is no chat's. */
export function reportOf(
  chats: readonly CheckedChat[],
  others: readonly Finding[],
  troubles: ReadonlyMap<Trouble['kind'], number>,
): SoakReport {
  const providers = PROVIDERS.filter((name) => chats.some(({ record }) => record.provider === name));
  const rowOf = (name: Provider) => sumOf(chats.filter(({ record }) => record.provider === name));
  return {
    rows: new Map(providers.map((name) => [name, rowOf(name)])),
    troubles: Object.fromEntries(troubles),
    findings: [...chats.flatMap(({ findings }) => findings), ...others],
  };
}

function sumOf(chats: readonly CheckedChat[]): Row {
  const sum = (of: (record: ChatRecord) => number) => chats.reduce((total, { record }) => total + of(record), 0);
  const findings = chats.flatMap((chat) => chat.findings);
  return {
    rounds: chats.length,
    texts: sum(({ visitorTyped, agentTyped }) => visitorTyped.texts.length + agentTyped.texts.length),
    files: sum(({ visitorTyped, agentTyped }) => visitorTyped.files.length + agentTyped.files.length),
    transfers: sum(({ changes }) => changes),
    ...(Object.fromEntries(
      KINDS.map((kind) => [kind, findings.filter((finding) => finding.kind === kind).length]),
    ) as Record<Kind, number>),
  };
}

/** The rows as a table in text, one line each, with their headings. */
export function tableOf({ rows }: SoakReport): string {
  const columns = ['rounds', 'texts', 'files', 'transfers', ...KINDS] as const;
  const lines = [
    ['provider', ...columns],
    ...[...rows].map(([name, row]) => [name, ...columns.map((column) => String(row[column]))]),
  ];
  const widths = ['provider', ...columns].map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  return lines.map((line) => line.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('  ')).join('\n');
}
