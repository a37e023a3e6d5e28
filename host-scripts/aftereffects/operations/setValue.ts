import type { SetValue } from '#contracts/hostPlan';
import { propertyAt } from '../propertyPath.js';
import type { Session } from '../session.js';

export function setValue(session: Session, operation: SetValue): void {
  propertyAt(session, operation.property).setValue(operation.value);
}
