/** That a session is within the limit of its person; written only while a limit is set. */
export type SessionAdmissionTable = { session_uid: string; account_id: string; admitted_at: number };

/** Admissions of one person change this row, so they happen one after the other on every engine. */
export type SessionLimitTurnTable = { account_id: string; turn: number };

/**
 * How often she was thrown out; what she proved before the last time opens nothing. `sign_ins` counts up, so that a
 * sign-in and a throw-out of the same moment change one row.
 */
export type SignInGenerationTable = { account_id: string; generation: number; sign_ins: number };

/** She was signed in on a device that was new to us, and has not said yet that she knows. */
export type DeviceNoticeTable = {
  id: string;
  sub: string;
  device: string;
  session_uid: string;
  ip: string | null;
  user_agent: string | null;
  created_at: number;
  dismissed_at: number | null;
};
