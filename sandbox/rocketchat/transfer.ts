import type { ServerContext } from './context';
import { forwardToAgent } from './forwardToAgent';
import { forwardToDepartment } from './forwardToDepartment';
import type { TransferRequest } from './requests';

/** Forwards a room to a department (and there to an agent, when given), or to an agent. */
export async function transferRoom(context: ServerContext, request: TransferRequest): Promise<boolean> {
  const { departmentId, userId } = request;
  if (request.room.onHold) {
    throw new Error('error-room-onHold');
  }
  if (departmentId) {
    const department = context.workspace.departments.get(departmentId);
    if (!department) {
      throw new Error('error-invalid-department');
    }
    return forwardToDepartment(context, { ...request, department });
  }
  return userId ? forwardToAgent(context, { ...request, userId }) : false;
}
