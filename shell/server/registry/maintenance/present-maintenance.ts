import type { Maintenance, PlannedMaintenance } from '@yimen/shell-contract';
import type { MaintenanceRow } from '../../stores/maintenance-store.ts';

/** A maintenance window as people see it. */
export function presentMaintenance({ id, from_at, to_at, text_json }: MaintenanceRow): Maintenance {
  return { id, from: from_at, to: to_at, text: text_json };
}

/** A maintenance window as operators see it. */
export function presentPlanned(row: MaintenanceRow): PlannedMaintenance {
  const { portlet, version, created_by, ended_at } = row;
  return { ...presentMaintenance(row), portlet, version, createdBy: created_by, endedAt: ended_at };
}
