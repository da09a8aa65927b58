/** Something that an admin should put right. */
export interface Problem {
  /** The same for as long as the problem is there, in all app instances. */
  readonly id: string;
  /** For the admin; without any secret. */
  readonly sentence: string;
}
