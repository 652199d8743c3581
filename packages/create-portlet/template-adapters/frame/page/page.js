// A plain page: no module, no framework. Everything that it knows comes from the portal through yimen.connect().
const texts = {
  'zh-CN': {
    loading: '正在读取…',
    empty: '没有待办事项',
    total: (count) => `共 ${count} 件`,
    unit: (id) => `预算单位：${id}`,
    allUnits: '查看全部单位',
    retry: '重试',
    ended: '登录已失效，内容已清除。请重新登录。',
  },
  'en-US': {
    loading: 'Reading…',
    empty: 'Nothing to do',
    total: (count) => (count === 1 ? '1 item' : `${count} items`),
    unit: (id) => `Budget unit: ${id}`,
    allUnits: 'All units',
    retry: 'Try again',
    ended: 'Your session has ended, and what was here is cleared. Sign in again.',
  },
};

const byId = (id) => document.getElementById(id);

function rowOf({ title, kind }) {
  const row = document.createElement('li');
  const said = document.createElement('small');
  said.textContent = kind;
  row.append(title, said);
  return row;
}

function draw(context, { data, problem, isLoading }, hasEnded) {
  const text = texts[context.locale.get()];
  // Whatever the service answers: what makes no sense is nothing to show.
  const known = !hasEnded && Array.isArray(data?.items) ? data : undefined;
  // Shared with every window of the page that declares "unit", and part of the portal page's address.
  const { unit } = context.renderParameters.get();
  byId('total').textContent = known ? text.total(known.total) : '';
  byId('unit').textContent = known && unit ? text.unit(unit) : '';
  byId('all-units').hidden = !known || !unit;
  byId('all-units').textContent = text.allUnits;
  byId('todos').replaceChildren(...(known?.items ?? []).map(rowOf));
  const failure = problem ? problem.problem.title : data && !known?.items.length ? text.empty : '';
  byId('message').textContent = hasEnded ? text.ended : isLoading ? text.loading : failure;
  byId('retry').hidden = hasEnded || !problem;
  byId('retry').textContent = text.retry;
}

async function start() {
  const context = await globalThis.yimen.connect();
  const todos = context.resources.watch('todos');
  let hasEnded = false;
  const show = () => draw(context, todos.get(), hasEnded);
  for (const source of [todos, context.locale, context.renderParameters]) source.subscribe(show);
  context.onSessionEnd(() => {
    hasEnded = true;
    show();
  });
  byId('all-units').addEventListener('click', () => context.renderParameters.set({ unit: null }));
  byId('retry').addEventListener('click', () => context.resources.refresh('todos'));
  show();
}

start();
