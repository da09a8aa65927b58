/** This instance does not own the session any more: another has taken it over, or it has ended. */
export class NotOwner extends Error {
  public override readonly name = 'NotOwner';
}
