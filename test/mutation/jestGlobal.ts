import { vi } from 'vitest';

// What the specifications use of Jest's, Vitest has under the same names.
Object.assign(globalThis, { jest: vi });
