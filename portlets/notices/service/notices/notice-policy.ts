import type { Expression, ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely';
import type { NoticesDatabase, NoticeTable } from '../tables.ts';
import type { Reader } from './reader.ts';

type Builder = ExpressionBuilder<NoticesDatabase, 'notice'>;

/** A person may read what is published, valid today, and meant for everyone or for a unit she belongs to. */
export function mayRead(eb: Builder, { unitIds }: Reader, today: string): Expression<SqlBool> {
  const forHerUnits = eb.exists(
    eb
      .selectFrom('notice_unit')
      .select('notice_unit.unit_id')
      .whereRef('notice_unit.notice_id', '=', 'notice.id')
      .where('notice_unit.unit_id', 'in', unitIds),
  );
  return eb.and([
    eb('notice.state', '=', 'published'),
    eb.or([eb('notice.valid_from', 'is', null), eb('notice.valid_from', '<=', today)]),
    eb.or([eb('notice.valid_until', 'is', null), eb('notice.valid_until', '>=', today)]),
    eb.or([eb('notice.is_everyone', '=', true), ...(unitIds.length > 0 ? [forHerUnits] : [])]),
  ]);
}

/** Publishers see their own notices and those of their unit in every state. */
export function mayManage(eb: Builder, { sub, unitId, isPublisher }: Reader): Expression<SqlBool> {
  if (!isPublisher) return eb.lit(false);
  const own = eb('notice.author_sub', '=', sub);
  return unitId === null ? own : eb.or([own, eb('notice.unit_id', '=', unitId)]);
}

/** {@link mayManage} for a row that is at hand. */
export function isManagedBy(
  { author_sub, unit_id }: Pick<NoticeTable, 'author_sub' | 'unit_id'>,
  { sub, unitId, isPublisher }: Reader,
): boolean {
  return isPublisher && (author_sub === sub || (unitId !== null && unit_id === unitId));
}

/** The condition "this person has not opened it". */
export function isUnreadBy(eb: Builder, sub: string): ExpressionWrapper<NoticesDatabase, 'notice', SqlBool> {
  return eb.not(
    eb.exists(
      eb
        .selectFrom('notice_read')
        .select('notice_read.sub')
        .whereRef('notice_read.notice_id', '=', 'notice.id')
        .where('notice_read.sub', '=', sub),
    ),
  );
}
