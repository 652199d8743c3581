// A plain page: no module, no framework, no build of its own. Everything that it knows comes through the frame's port.
const texts = {
  'zh-CN': {
    search: '查找单位',
    heads: { unit: '单位', allotted: '指标', paid: '支付', balance: '余额' },
    loading: '正在读取…',
    none: '没有符合的单位',
    ended: '登录已失效，内容已清除。请重新登录。',
    failed: (reason) => `未能读取：${reason}`,
    strange: '收到的数据不完整',
    retry: '重试',
    asOf: (day) => `截至 ${day}，金额单位：万元`,
  },
  'en-US': {
    search: 'Find a unit',
    heads: { unit: 'Unit', allotted: 'Allotted', paid: 'Paid', balance: 'Balance' },
    loading: 'Reading…',
    none: 'No unit fits',
    ended: 'Your session has ended, and what was here is cleared. Sign in again.',
    failed: (reason) => `Could not be read: ${reason}`,
    strange: 'What was received is not complete',
    retry: 'Try again',
    asOf: (day) => `As of ${day}, in CNY 10,000`,
  },
};

const byId = (id) => document.getElementById(id);

function rowOf(unit, context) {
  const locale = context.locale.get();
  const chosen = context.renderParameters.get().unit;
  const row = document.createElement('tr');
  row.setAttribute('aria-current', String(unit.id === chosen));
  const name = row.insertCell();
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = unit.name[locale];
  button.setAttribute('aria-pressed', String(unit.id === chosen));
  button.addEventListener('click', () => {
    context.renderParameters.set({ unit: unit.id === chosen ? null : unit.id });
  });
  name.append(button);
  const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  for (const cents of [unit.allottedCents, unit.paidCents, unit.balanceCents]) {
    row.insertCell().textContent = money.format(cents / 1_000_000);
  }
  return row;
}

function fits(unit, keyword) {
  const wanted = keyword.toLowerCase();
  return [unit.code, ...Object.values(unit.name)].some((text) => text.toLowerCase().includes(wanted));
}

function draw(context, report, hasEnded) {
  const text = texts[context.locale.get()];
  const keyword = context.renderParameters.get().keyword ?? '';
  const { data, problem, isLoading } = report;
  byId('search-label').textContent = text.search;
  for (const [name, head] of Object.entries(text.heads)) byId(`head-${name}`).textContent = head;
  if (document.activeElement !== byId('keyword')) byId('keyword').value = keyword;
  const isStrange = data && !(Array.isArray(data.rows) && data.asOf?.day);
  const units = hasEnded || !data || isStrange ? [] : data.rows;
  const rows = units.filter((unit) => fits(unit, keyword));
  const focused = document.activeElement?.closest('tr')?.rowIndex ?? 0;
  const table = byId('units');
  table.hidden = rows.length === 0;
  table.tBodies[0].replaceChildren(...rows.map((unit) => rowOf(unit, context)));
  if (focused > 0) table.rows[focused]?.querySelector('button')?.focus();
  const none = data && rows.length === 0 ? text.none : '';
  const reason = problem?.problem.title ?? (isStrange ? text.strange : null);
  const failure = reason ? text.failed(reason) : none;
  byId('message').textContent = hasEnded ? text.ended : isLoading ? text.loading : failure;
  byId('retry').hidden = hasEnded || !reason;
  byId('retry').textContent = text.retry;
  byId('as-of').textContent = data && !isStrange && !hasEnded ? text.asOf(data.asOf.day) : '';
}

async function start() {
  const context = await globalThis.yimen.connect();
  const units = context.resources.watch('units');
  let hasEnded = false;
  const show = () => draw(context, units.get(), hasEnded);
  for (const source of [units, context.locale, context.renderParameters]) source.subscribe(show);
  context.onSessionEnd(() => {
    hasEnded = true;
    show();
  });
  byId('form').addEventListener('submit', (event) => event.preventDefault());
  byId('keyword').addEventListener('input', ({ target }) => {
    const keyword = target.value.trim();
    context.renderParameters.set({ keyword: keyword === '' ? null : keyword }, { replace: true });
  });
  byId('retry').addEventListener('click', () => context.resources.refresh('units'));
  show();
}

start();
