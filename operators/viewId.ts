/** The views that operators are shown. */
type ViewKind = 'handover' | 'handover-status';

/** A view's id, which says what room it is about: the host passes on no room with what is done in a view. */
export function viewId(kind: ViewKind, roomId: string): string {
  return `${kind}:${roomId}`;
}

/** The room that a view is about; undefined for a view of another kind. */
export function roomOfView(kind: ViewKind, id: string): string | undefined {
  return id.startsWith(`${kind}:`) ? id.slice(kind.length + 1) : undefined;
}
