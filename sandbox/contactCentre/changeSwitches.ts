import { BodyReader, isRecord } from './BodyReader';

interface SwitchTable<Switches> {
  /** Also says which switches there are, and of which kind each is. */
  readonly defaults: Readonly<Switches>;
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** For switches that are neither a choice nor a number, a flag or a text. */
  readonly checks: Readonly<Record<string, (reader: BodyReader, name: string) => void>>;
}

function checkNumber(reader: BodyReader, name: string): void {
  const value = reader.optionalNumber(name);
  if (value !== undefined && value < 0) {
    reader.reject(name, 'must not be negative');
  }
}

function checkOne<Switches extends object>(reader: BodyReader, name: string, table: SwitchTable<Switches>): void {
  const { choices, checks, defaults } = table;
  const kind = typeof defaults[name as keyof Switches];
  if (choices[name]) {
    reader.oneOf(name, choices[name]);
  } else if (checks[name]) {
    checks[name](reader, name);
  } else if (kind === 'number') {
    checkNumber(reader, name);
  } else if (kind === 'boolean') {
    reader.flag(name);
  } else {
    reader.text(name);
  }
}

/** Changes some switches in place after checking every one of them; throws `BadBody` and changes nothing otherwise. */
export function changeSwitches<Switches extends object>(
  current: Switches,
  patch: unknown,
  table: SwitchTable<Switches>,
): void {
  const reader = new BodyReader(patch);
  const wanted = isRecord(patch) ? patch : {};
  for (const name of Object.keys(wanted)) {
    if (!(name in table.defaults)) {
      reader.reject(name, 'is not a switch');
    } else if (reader.has(name)) {
      checkOne(reader, name, table);
    } else {
      reader.reject(name, 'must have a value');
    }
  }
  reader.finish();
  Object.assign(current, wanted);
}
