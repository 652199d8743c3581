import type { AdapterContext, Undo } from '@yimen/portlet-sdk';
import type { FrameMethod } from '@yimen/portlet-sdk/frame';
import { ProblemError, problemNameOf, problemTypeUri } from '@yimen/problem';

/** Arguments as they came from the page. */
export type CallArguments = readonly unknown[];

type KeepNotice = (id: number, undo: Undo) => void;
type Run = (context: AdapterContext, args: CallArguments, keepNotice: KeepNotice) => unknown;

const methods = ['POST', 'PUT', 'PATCH', 'DELETE'] as const;

const calls: { readonly [M in FrameMethod]: Run } = {
  read: ({ resources }, [name, query]) => resources.read(text(name), { query: record(query) }),
  send: ({ resources }, [method, path, body, request]) => {
    const known = methods.find((one) => one === method);
    if (!known) throw new TypeError('a method is expected');
    const { query, ifMatch } = record<unknown>(request);
    return resources.send(known, text(path), body as never, {
      ...(query !== undefined && { query: record(query) }),
      ...(ifMatch !== undefined && { ifMatch: text(ifMatch) }),
    });
  },
  refresh: ({ resources }, [names]) => resources.refresh(...list(names)),
  savePreferences: ({ preferences }, [changes]) => preferences.save(record(changes)),
  setParameters: ({ renderParameters }, [changes, options]) => {
    const values = record<unknown>(changes);
    for (const value of Object.values(values)) if (value !== null) text(value);
    renderParameters.set(values as Record<string, string | null>, {
      replace: record<unknown>(options).replace === true,
    });
  },
  publish: ({ events }, [name, payload]) => events.publish(text(name), payload as never),
  openPage: ({ navigation }, [slug, parameters]) => {
    for (const value of Object.values(record<unknown>(parameters))) text(value);
    navigation.openPage(text(slug), record(parameters));
  },
  openSystem: ({ navigation }, [url]) => navigation.openSystem(text(url)),
  setMode: ({ navigation }, [mode]) => navigation.setMode(text(mode) as never),
  setWindowState: ({ navigation }, [state]) => navigation.setWindowState(text(state) as never),
  notice: ({ notices }, [kind, shown, id], keepNotice) => {
    if (kind === 'success' || kind === 'info') keepNotice(Number(id), notices[kind](text(shown)));
    else keepNotice(Number(id), notices.error(typeof shown === 'string' ? shown : toProblem(shown)));
    return null;
  },
};

/**
 * Carries out a call of a page, after looking at what it brings: names and values are checked again by the context, which
 * knows the descriptor.
 *
 * @param keepNotice takes the undo of a notice, under the id that the page gave it
 * @throws what the context throws, TypeError for arguments of another kind
 */
export async function runCall(
  context: AdapterContext,
  method: FrameMethod,
  args: CallArguments,
  keepNotice: KeepNotice,
): Promise<unknown> {
  return await calls[method](context, args, keepNotice);
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new TypeError('a text is expected');
  return value;
}

function list(value: unknown): string[] {
  if (!Array.isArray(value)) throw new TypeError('a list is expected');
  return value.map(text);
}

function record<T = never>(value: unknown): Record<string, T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('an object is expected');
  }
  return value as Record<string, T>;
}

/** A problem that the page was told before: shown as the shell shows problems, in the person's language. */
function toProblem(value: unknown): ProblemError {
  const { type, title, status, detail } = record<unknown>(value);
  const name = problemNameOf(text(type));
  if (!name) throw new TypeError('a problem of this portal is expected');
  return new ProblemError({
    type: problemTypeUri(name),
    title: text(title),
    status: Number(status),
    ...(detail !== undefined && { detail: text(detail) }),
  });
}
