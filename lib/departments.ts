/** An Omnichannel department of the host. */
export interface Department {
  readonly id: string;
  readonly name: string;
  /** False for a disabled or an archived department: the host would move a room there all the same. */
  readonly isEnabled: boolean;
}

/** The Omnichannel departments of the host. */
export interface Departments {
  /** By id or exact name; undefined when there is none. */
  find(idOrName: string): Promise<Department | undefined>;
  /** Those that are enabled and have agents, by their names. */
  list(): Promise<Department[]>;
}

/** True when `idOrName`, as an admin typed it, means this department. */
export function isDepartment(department: { id?: string; name?: string }, idOrName: string | undefined): boolean {
  return idOrName !== undefined && (department.id === idOrName || department.name === idOrName);
}
