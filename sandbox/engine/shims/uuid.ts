/** Stand-in for `uuid`: the runtime needs ids that differ, of no special kind. */
export const v4 = (): string => crypto.randomUUID();
export const v1 = v4;
