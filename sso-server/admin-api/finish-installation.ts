import type { Services } from '../services.ts';

/**
 * Ends the installation, when each of the three administrators exists: programs lose the right to administrate.
 *
 * @throws Error that names the roles nobody holds yet
 */
export async function finishInstallation(services: Services, by: string): Promise<{ finished: true }> {
  const { installation, db, audit } = services;
  if (await installation.isFinished()) return { finished: true };
  const missing = await installation.missingAdministrators();
  if (missing.length > 0) throw new Error(`there is no active account yet with ${missing.join(', ')}`);
  await db.transaction(async (trx) => {
    await installation.finish(trx);
    await audit.recordIn(trx, { event: 'installation-finished', outcome: 'success', detail: { by } });
  });
  return { finished: true };
}

/** At a start: whoever loaded three administrators and forgot to finish has no superuser for longer than until now. */
export async function finishWhenComplete(services: Services): Promise<void> {
  const { installation } = services;
  if (await installation.isFinished()) return;
  if ((await installation.missingAdministrators()).length === 0) await finishInstallation(services, 'start');
}
